import { it } from 'vitest';
import { deviceNamesAreUnique as law } from '../../dsl/checks/device-names-are-unique.ts';
import { expectFindings, expectValid, host, net, nics, plain, site } from './harness.ts';

const sw1 = plain('sw1');
const named = (bond: string, bridge: string) =>
  site([
    sw1,
    host('hv1', {
      nics: nics(1, sw1.port('Gi0/1'), sw1.port('Gi0/2')),
      bonds: { [bond]: { mode: 'lacp', members: ['eth0', 'eth1'] } },
      bridges: { [bridge]: { vlan: net.public, on: bond } },
    }),
  ]);

it('says nothing of different names', () => expectValid(law, named('bond0', 'br2')));

it('finds a name of two kinds of device', () => {
  expectFindings(law, named('lan', 'lan'), [
    'hv1.bridges.lan: hv1 has a bond and a bridge called lan (+ hv1.bonds.lan: the bond lan)',
  ]);
  expectFindings(law, named('bond0', 'eth1'), [
    'hv1.bridges.eth1: hv1 has a NIC and a bridge called eth1 (+ hv1.nics.eth1: the NIC eth1)',
  ]);
  expectFindings(law, named('eth0', 'br2'), [
    'hv1.bonds.eth0: hv1 has a NIC and a bond called eth0 (+ hv1.nics.eth0: the NIC eth0)',
  ]);
});
