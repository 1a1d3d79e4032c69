import type { PlatformFacts } from './facts.ts';

/**
 * RHEL 7: NetworkManager reads ifcfg files. Until 7.4 its validation knows
 * three transmit hashes, and passes over the profile of a bond that has
 * another one, though the kernel (3.10) knows five.
 */
export const el7 = {
  id: 'el7',
  title: 'Enterprise Linux 7',
  release: { file: '/etc/os-release', ids: ['rhel', 'centos', 'scientific', 'ol'], version: '7' },
  bash: '4.2',
  init: 'systemd',
  packages: 'yum',
  network: 'managed-ifcfg',
  keyfileWords: 'master',
  nicsNamedBySlot: true,
  time: 'chrony-3',
  networkPackages: { always: ['NetworkManager'], bond: [], vlan: [], bridge: [], dhcp: ['dhclient'] },
  withoutBondOptions: [],
  hashPolicies: ['layer2', 'layer2+3', 'layer3+4'],
} as const satisfies PlatformFacts;
