import type { PlatformFacts } from './facts.ts';

/** RHEL 10: keyfiles only; ifcfg and team are gone. */
export const el10 = {
  id: 'el10',
  title: 'Enterprise Linux 10',
  release: { file: '/etc/os-release', ids: ['rhel', 'centos', 'almalinux', 'rocky', 'ol'], version: '10' },
  bash: '5.2',
  init: 'systemd',
  packages: 'dnf',
  network: 'keyfile',
  keyfileWords: 'controller',
  nicsNamedBySlot: true,
  time: 'chrony',
  networkPackages: { always: ['NetworkManager', 'iputils'], bond: [], vlan: [], bridge: [], dhcp: [] },
  withoutBondOptions: [],
  hashPolicies: ['layer2', 'layer2+3', 'layer3+4', 'encap2+3', 'encap3+4', 'vlan+srcmac'],
} as const satisfies PlatformFacts;
