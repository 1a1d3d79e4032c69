import type { PlatformFacts } from './facts.ts';

/** Debian 12 (bookworm): ifupdown with ifenslave and bridge-utils. ifenslave has no word for min_links. */
export const debian12 = {
  id: 'debian12',
  title: 'Debian 12',
  release: { file: '/etc/os-release', ids: ['debian'], version: '12' },
  bash: '5.2',
  init: 'systemd',
  packages: 'apt',
  network: 'ifupdown',
  keyfileWords: 'master',
  nicsNamedBySlot: true,
  time: 'timesyncd',
  networkPackages: {
    always: ['ifupdown', 'iputils-ping'],
    bond: ['ifenslave'],
    vlan: [],
    bridge: ['bridge-utils'],
    dhcp: ['isc-dhcp-client'],
  },
  withoutBondOptions: ['min_links'],
  hashPolicies: ['layer2', 'layer2+3', 'layer3+4', 'encap2+3', 'encap3+4', 'vlan+srcmac'],
} as const satisfies PlatformFacts;
