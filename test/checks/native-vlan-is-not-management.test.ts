import { it } from 'vitest';
import { nativeVlanIsNotManagement as law } from '../../dsl/checks/native-vlan-is-not-management.ts';
import { expectFindings, expectFixes, expectValid, host, joined, net, nics, plain, plan, site } from './harness.ts';

const sw1 = plain('sw1');
const as = (...vlans: readonly object[]) =>
  site([sw1, host('hv1', { nics: nics(1, sw1.port('Gi0/1')), vlans: vlans.map((it) => ({ on: 'eth0', ...it })) })]);

it('takes a native VLAN that is neither', () => {
  expectValid(law, as({ vlan: net.management }, { vlan: net.public }));
  expectValid(law, as({ vlan: net.public, untagged: true }, { vlan: net.management }));
});

it('takes an access port, which has no other VLAN to hop to', () => {
  expectValid(law, as({ vlan: net.management, untagged: true }));
  expectValid(law, as({ vlan: plan({ one: { id: 1 } }).one, untagged: true }));
});

it('takes 1 on a switch that has no trunk to a host', () => {
  const [a, b] = [plain('a', { nativeVlan: 1 }), plain('b', { nativeVlan: 1 })];
  expectValid(law, site([a, b, joined('up', { cables: [[a.port('Gi0/1'), b.port('Gi0/1')]], vlans: [net.public] })]));
});

it('finds a management VLAN and VLAN 1 without a tag beside others', () => {
  const one = plan({ one: { id: 1 } }).one;
  const of = as({ vlan: net.public }, { vlan: net.management, untagged: true });
  expectFindings(law, of, [
    'hv1.vlans.1.untagged: hv1 eth0 takes VLAN management (666) without a tag, beside others with one',
  ]);
  expectFixes(law, of, ['Remove untagged, so that VLAN management has a tag as the others have.']);
  expectFindings(law, as({ vlan: one, untagged: true }, { vlan: net.public }), [
    'hv1.vlans.0.untagged: hv1 eth0 takes VLAN one (1) without a tag, beside others with one',
  ]);
});

it('finds a bridge that takes it without a tag', () => {
  const hv1 = host('hv1', {
    nics: nics(1, sw1.port('Gi0/1')),
    bridges: { br666: { vlan: net.management, on: 'eth0', untagged: true }, br2: { vlan: net.public, on: 'eth0' } },
  });
  expectFindings(law, site([sw1, hv1]), [
    'hv1.bridges.br666.untagged: hv1 eth0 takes VLAN management (666) without a tag, beside others with one',
  ]);
});

it('finds 1 as the native VLAN of a switch with trunks to hosts, once', () => {
  const lab = plain('lab', { nativeVlan: 1 });
  const hv1 = host('hv1', {
    nics: nics(1, lab.port('Gi0/1'), lab.port('Gi0/2')),
    vlans: [
      { vlan: net.public, on: 'eth0' },
      { vlan: net.storage, on: 'eth0' },
      { vlan: net.public, on: 'eth1' },
    ],
  });
  expectFindings(law, site([lab, hv1]), [
    'lab.nativeVlan: the native VLAN of lab is 1, on Gi0/1 to a host too (+ hv1.nics.eth0.cable: lab Gi0/1 is a trunk to a host)',
  ]);
});
