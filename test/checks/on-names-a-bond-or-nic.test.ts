import { it } from 'vitest';
import { onNamesABondOrNic as law } from '../../dsl/checks/on-names-a-bond-or-nic.ts';
import { expectFindings, expectFixes, expectValid, host, net, nics, plain, site } from './harness.ts';

const sw1 = plain('sw1');
const on = (spec: object) =>
  site([sw1, host('hv1', { nics: nics(1, sw1.port('Gi0/1'), sw1.port('Gi0/2'), sw1.port('Gi0/3')), ...spec })]);
const bonds = { bond0: { mode: 'lacp', members: ['eth0', 'eth1'] } };

it('takes a bond and a NIC', () => {
  expectValid(
    law,
    on({
      bonds,
      vlans: [
        { vlan: net.management, on: 'bond0' },
        { vlan: net.storage, on: 'eth2' },
      ],
    }),
  );
  expectValid(law, on({ bonds, bridges: { br2: { vlan: net.public, on: 'bond0' } } }));
});

it('leaves a NIC that is in a bond to the law about that', () => {
  expectValid(law, on({ bonds, vlans: [{ vlan: net.management, on: 'eth0' }] }));
});

it('finds a name that is neither, in bridges and in vlans', () => {
  expectFindings(
    law,
    on({ bonds, bridges: { br2: { vlan: net.public, on: 'bond1' } }, vlans: [{ vlan: net.management, on: 'eno9' }] }),
    [
      `hv1.bridges.br2.on: hv1 has no bond or NIC 'bond1'; did you mean "bond0"?`,
      "hv1.vlans.0.on: hv1 has no bond or NIC 'eno9'",
    ],
  );
});

it('finds a VLAN on a bridge, and a bridge on itself', () => {
  expectFindings(
    law,
    on({ bridges: { br2: { vlan: net.public, on: 'br2' } }, vlans: [{ vlan: net.management, on: 'br2' }] }),
    [
      'hv1.bridges.br2.on: hv1 bridges.br2 is on br2, which is a bridge and no bond or NIC',
      'hv1.vlans.0.on: hv1 vlans.0 is on br2, which is a bridge and no bond or NIC',
    ],
  );
});

it('offers what is free', () => {
  expectFixes(law, on({ bonds, vlans: [{ vlan: net.management, on: 'eth7' }] }), ["Write 'bond0' or 'eth2'."]);
  expectFixes(law, site([host('hv1', { vlans: [{ vlan: net.management, on: 'eth7' }] })]), [
    'Add a NIC, and name it here.',
  ]);
});
