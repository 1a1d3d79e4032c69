import { it } from 'vitest';
import { deviceNameIsFree as law } from '../../dsl/checks/device-name-is-free.ts';
import { expectFindings, expectFixes, expectValid, host, net, plain, site } from './harness.ts';

const sw1 = plain('sw1');
const named = (nic: string, bond: string, bridge: string) =>
  site([
    sw1,
    host('hv1', {
      nics: { [nic]: { mac: '00:1e:c9:00:01:00', cable: sw1.port('Gi0/1') } },
      bonds: { [bond]: { mode: 'active-backup', members: [nic] } },
      bridges: { [bridge]: { vlan: net.public, on: bond } },
    }),
  ]);

it.each([
  ['eth0', 'bond0', 'br2'],
  ['enp1s0f0', 'team', 'vlan'],
  ['lan0', 'low', 'vlans2'],
])('says nothing of %s, %s and %s', (nic, bond, bridge) => expectValid(law, named(nic, bond, bridge)));

it('refuses names that mean something else', () => {
  expectFindings(law, named('lo', 'all', 'vlan2'), [
    'hv1.nics.lo: hv1 calls a NIC lo, which the system has already',
    'hv1.bonds.all: hv1 calls a bond all, which the system has already',
    'hv1.bridges.vlan2: hv1 calls a bridge vlan2, which is the name of a VLAN device',
  ]);
  expectFindings(law, named('eth0.5', 'default', 'br.2'), [
    'hv1.nics.eth0.5: hv1 calls a NIC eth0.5, which is the name of a VLAN device',
    'hv1.bonds.default: hv1 calls a bond default, which the system has already',
    'hv1.bridges.br.2: hv1 calls a bridge br.2, which is the name of a VLAN device',
  ]);
});

it('says what to write', () => {
  expectFixes(law, named('eth0.5', 'bond.1', 'all'), [
    'Write the name of the card, and the VLAN under vlans or bridges.',
    'Choose another name, such as bond0.',
    'Choose another name, such as br0.',
  ]);
  expectFixes(law, named('lo', 'bond0', 'br2'), ['Choose another name, such as eth0.']);
});
