import { it } from 'vitest';
import { nicWithVlansHasNoMtu as law } from '../../dsl/checks/nic-with-vlans-has-no-mtu.ts';
import { crossover } from '../../dsl/index.ts';
import { box, expectFindings, expectValid, net, plain, site } from './harness.ts';

const sw1 = plain('sw1');
const card = (cable: unknown, mtu?: number) => ({ mac: '00:1e:c9:00:01:00', cable, mtu });
const other = { mac: '00:1e:c9:00:01:01', cable: sw1.port('Gi0/2') };

it.each([
  ['a crossover', box('web1', { nics: { eth0: card(crossover, 9000) } })],
  [
    'VLANs without it',
    box('web1', { nics: { eth0: card(sw1.port('Gi0/1')) }, vlans: [{ vlan: net.storage, on: 'eth0' }] }),
  ],
  [
    'a bond without it',
    box('web1', {
      nics: { eth0: card(sw1.port('Gi0/1')), eth1: other },
      bonds: { bond0: { mode: 'lacp', members: ['eth0', 'eth1'] } },
    }),
  ],
])('says nothing of %s', (_, host) => expectValid(law, site([sw1, host])));

it('refuses it beside a VLAN or a bridge, and in a bond', () => {
  const nics = { eth0: card(sw1.port('Gi0/1'), 9000), eth1: other };
  expectFindings(law, site([sw1, box('web1', { nics, vlans: [{ vlan: net.storage, on: 'eth0' }] })]), [
    'web1.nics.eth0.mtu: web1 eth0 has an MTU of its own, and VLAN storage travels on it (+ web1.vlans.0: VLAN storage on eth0)',
  ]);
  expectFindings(
    law,
    site([sw1, box('web1', { nics, bridges: { br2: { vlan: net.public, on: 'eth0', untagged: true } } })]),
    [
      'web1.nics.eth0.mtu: web1 eth0 has an MTU of its own, and VLAN public travels on it (+ web1.bridges.br2: VLAN public on eth0)',
    ],
  );
  expectFindings(
    law,
    site([sw1, box('web1', { nics, bonds: { bond0: { mode: 'lacp', members: ['eth0', 'eth1'] } } })]),
    [
      'web1.nics.eth0.mtu: web1 eth0 has an MTU of its own, and is a member of bond0 (+ web1.bonds.bond0.members: the members of bond0)',
    ],
  );
});
