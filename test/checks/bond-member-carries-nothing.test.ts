import { it } from 'vitest';
import { bondMemberCarriesNothing as law } from '../../dsl/checks/bond-member-carries-nothing.ts';
import { crossover } from '../../dsl/language/cable.ts';
import { expectFindings, expectFixes, expectValid, host, net, nics, plain, site } from './harness.ts';

const sw1 = plain('sw1');
const bonds = { bond0: { mode: 'lacp', members: ['eth0', 'eth1'] } };
const on = (spec: object) =>
  site([sw1, host('hv1', { nics: nics(1, sw1.port('Gi0/1'), sw1.port('Gi0/2'), sw1.port('Gi0/3')), bonds, ...spec })]);

it('takes what rides on the bond, and on a NIC beside it', () => {
  expectValid(
    law,
    on({
      vlans: [
        { vlan: net.management, on: 'bond0' },
        { vlan: net.storage, on: 'eth2' },
      ],
    }),
  );
  expectValid(
    law,
    site([
      host('hv1', { nics: { eth4: { mac: '00:1e:c9:00:01:04', cable: crossover, address: '192.168.255.1/30' } } }),
    ]),
  );
});

it('finds a bridge, a VLAN and an address on a member', () => {
  const members = nics(1, sw1.port('Gi0/1'), sw1.port('Gi0/2')) as { eth0: object; eth1: object };
  const of = on({
    nics: { ...members, eth1: { ...members.eth1, address: '10.9.9.1/24' } },
    bridges: { br2: { vlan: net.public, on: 'eth0' } },
    vlans: [
      { vlan: net.management, on: 'bond0' },
      { vlan: net.storage, on: 'eth1', untagged: true },
    ],
  });
  expectFindings(law, of, [
    'hv1.bridges.br2.on: hv1 bridges.br2 is on eth0, which is a member of bond0 (+ hv1.bonds.bond0.members.0: eth0 is a member of bond0)',
    'hv1.vlans.1.on: hv1 vlans.1 is on eth1, which is a member of bond0 (+ hv1.bonds.bond0.members.1: eth1 is a member of bond0)',
    'hv1.nics.eth1.address: hv1 eth1 has an address, and is a member of bond0 (+ hv1.bonds.bond0.members.1: eth1 is a member of bond0)',
  ]);
  expectFixes(law, of, [
    "Write on: 'bond0', or take eth0 out of bond0.",
    "Write on: 'bond0', or take eth1 out of bond0.",
    'Remove the address and give it to a VLAN on bond0, or take eth1 out of bond0.',
  ]);
});
