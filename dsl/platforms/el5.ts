import type { PlatformFacts } from './facts.ts';

/**
 * RHEL 5 from 5.1: kernel 2.6.18, initscripts 8.45, bash 3.1 (3.2 from 5.2).
 * Without vconfig its ifup passes over `VLAN=yes`, and without brctl over
 * `BRIDGE=`, silently. bonding is older than layer2+3 and than the options
 * min_links and ad_select.
 */
export const el5 = {
  id: 'el5',
  title: 'Enterprise Linux 5',
  release: { file: '/etc/redhat-release', major: '5' },
  bash: '3.1',
  init: 'sysvinit',
  packages: 'yum',
  network: 'early-ifcfg',
  keyfileWords: 'master',
  nicsNamedBySlot: false,
  time: 'ntpd-4.2.2',
  networkPackages: { always: [], bond: [], vlan: ['vconfig'], bridge: ['bridge-utils'], dhcp: ['dhclient'] },
  withoutBondOptions: ['min_links', 'ad_select'],
  hashPolicies: ['layer2', 'layer3+4'],
} as const satisfies PlatformFacts;
