import type { PlatformFacts } from './facts.ts';

/**
 * RHEL 8: NetworkManager reads ifcfg files; the scripts of the network service
 * are a package that is not installed unless asked for, and hand a bridge's
 * DELAY to the kernel in hundredths of a second. chrony is 3 until 8.3.
 */
export const el8 = {
  id: 'el8',
  title: 'Enterprise Linux 8',
  release: { file: '/etc/os-release', ids: ['rhel', 'centos', 'almalinux', 'rocky', 'ol'], version: '8' },
  bash: '4.4',
  init: 'systemd',
  packages: 'dnf',
  network: 'managed-ifcfg',
  keyfileWords: 'master',
  nicsNamedBySlot: true,
  time: 'chrony-3',
  networkPackages: { always: ['NetworkManager'], bond: [], vlan: [], bridge: [], dhcp: [] },
  withoutBondOptions: [],
  hashPolicies: ['layer2', 'layer2+3', 'layer3+4', 'encap2+3', 'encap3+4'],
} as const satisfies PlatformFacts;
