import type { PlatformFacts } from './facts.ts';

/** RHEL 6: kernel 2.6.32, initscripts 9.03, bash 4.1. brctl is needed for every bridge: without it ifup-eth passes over `BRIDGE=` silently. */
export const el6 = {
  id: 'el6',
  title: 'Enterprise Linux 6',
  release: { file: '/etc/redhat-release', major: '6' },
  bash: '4.1',
  init: 'upstart',
  packages: 'yum',
  network: 'ifcfg',
  keyfileWords: 'master',
  nicsNamedBySlot: false,
  time: 'ntpd',
  networkPackages: { always: [], bond: [], vlan: [], bridge: ['bridge-utils'], dhcp: ['dhclient'] },
  withoutBondOptions: [],
  hashPolicies: ['layer2', 'layer2+3', 'layer3+4'],
} as const satisfies PlatformFacts;
