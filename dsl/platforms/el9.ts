import type { PlatformFacts } from './facts.ts';

/** RHEL 9: NetworkManager reads keyfiles; its early minors know only the old words for ports. */
export const el9 = {
  id: 'el9',
  title: 'Enterprise Linux 9',
  release: { file: '/etc/os-release', ids: ['rhel', 'centos', 'almalinux', 'rocky', 'ol'], version: '9' },
  bash: '5.1',
  init: 'systemd',
  packages: 'dnf',
  network: 'keyfile',
  keyfileWords: 'master',
  nicsNamedBySlot: true,
  time: 'chrony',
  networkPackages: { always: ['NetworkManager', 'iputils'], bond: [], vlan: [], bridge: [], dhcp: [] },
  withoutBondOptions: [],
  hashPolicies: ['layer2', 'layer2+3', 'layer3+4', 'encap2+3', 'encap3+4', 'vlan+srcmac'],
} as const satisfies PlatformFacts;
