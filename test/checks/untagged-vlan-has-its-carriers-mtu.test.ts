import { it } from 'vitest';
import { untaggedVlanHasItsCarriersMtu as law } from '../../dsl/checks/untagged-vlan-has-its-carriers-mtu.ts';
import { debian12, debian13 } from '../../dsl/index.ts';
import { box, expectFindings, expectValid, net, nics, plain, site } from './harness.ts';

const sw1 = plain('sw1');
const storage = { vlan: net.storage, on: 'eth0' };
const on = (spec: object) => site([sw1, box('web1', { nics: nics(1, sw1.port('Gi0/1'), sw1.port('Gi0/2')), ...spec })]);

it.each([
  ['tags on both', { vlans: [{ vlan: net.public, on: 'eth0' }, storage] }],
  [
    'the largest without a tag',
    {
      vlans: [
        { ...storage, untagged: true },
        { vlan: net.public, on: 'eth0' },
      ],
    },
  ],
  [
    'equals',
    {
      vlans: [
        { vlan: net.management, on: 'eth0', untagged: true },
        { vlan: net.public, on: 'eth0' },
      ],
    },
  ],
  ['two cables', { vlans: [{ vlan: net.management, on: 'eth1', untagged: true }, storage] }],
  [
    'two without a tag, which is another law',
    {
      vlans: [
        { vlan: net.public, on: 'eth0', untagged: true },
        { ...storage, untagged: true },
      ],
    },
  ],
  [
    'a bridge, which has an MTU of its own',
    { vlans: [storage], bridges: { br0: { vlan: net.public, on: 'eth0', untagged: true } } },
  ],
])('says nothing of %s', (_, spec) => expectValid(law, on(spec)));

const found = (at: string) => [
  `web1.${at}: web1 eth0 has an MTU of 9000 for VLAN storage, and VLAN public with 1500 travels on it without a tag (+ web1.vlans.0: VLAN storage needs 9000 bytes)`,
];

it('finds a smaller one without a tag', () => {
  expectFindings(law, on({ vlans: [storage, { vlan: net.public, on: 'eth0', untagged: true }] }), found('vlans.1'));
});

it('finds a bridge where the scripts give its MTU to the port', () => {
  for (const platform of [debian12, debian13]) {
    expectFindings(
      law,
      on({ platform, vlans: [storage], bridges: { br0: { vlan: net.public, on: 'eth0', untagged: true } } }),
      found('bridges.br0'),
    );
  }
});
