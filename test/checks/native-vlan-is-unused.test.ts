import { it } from 'vitest';
import { nativeVlanIsUnused as law } from '../../dsl/checks/native-vlan-is-unused.ts';
import type { Switch } from '../../dsl/language/switch.ts';
import type { Vlan } from '../../dsl/language/vlan.ts';
import { expectFindings, expectFixes, expectValid, host, joined, net, nics, plain, plan, site } from './harness.ts';

const on = (of: Switch, ...vlans: readonly (Vlan | undefined)[]) =>
  site([of, host('hv1', { nics: nics(1, of.port('Gi0/1')), vlans: vlans.map((vlan) => ({ vlan, on: 'eth0' })) })]);

it('takes a native VLAN that nobody uses, written or not', () => {
  expectValid(law, on(plain('sw1'), net.public, net.management));
  expectValid(law, on(plain('sw1', { nativeVlan: 1 }), net.public, net.management));
});

it('takes a VLAN that is native because it travels without a tag', () => {
  const sw1 = plain('sw1', { nativeVlan: 2 });
  const vlans = [
    { vlan: net.public, on: 'eth0', untagged: true },
    { vlan: net.management, on: 'eth0' },
  ];
  expectValid(law, site([sw1, host('hv1', { nics: nics(1, sw1.port('Gi0/1')), vlans })]));
});

it('takes an access port of it', () => {
  const sw1 = plain('sw1', { nativeVlan: 2, ports: { 'Gi0/2': { access: net.public, description: 'x' } } });
  expectValid(law, on(sw1, net.management));
});

it('finds a tagged VLAN that is native, once a switch', () => {
  const sw1 = plain('sw1', { nativeVlan: 666, ports: { 'Gi0/9': { trunk: [net.management], description: 'x' } } });
  expectFindings(law, on(sw1, net.public, net.management), [
    'sw1.nativeVlan: the native VLAN of sw1 is 666, and sw1 Gi0/1 carries VLAN management (666) with a tag (+ hv1.nics.eth0.cable: sw1 Gi0/1 carries VLAN management)',
  ]);
  expectFixes(law, on(sw1, net.public, net.management), [
    'Write nativeVlan: 999 in sw1, or any other id that nobody uses.',
  ]);
});

it('finds a VLAN with the id that is native unless written', () => {
  const of = on(plain('sw1'), net.public, plan({ last: { id: 999 } }).last);
  expectFindings(law, of, [
    'last.id: VLAN last has the id 999, which is the native VLAN of sw1 unless another is written (+ hv1.nics.eth0.cable: sw1 Gi0/1 carries VLAN last)',
  ]);
  expectFixes(law, of, ['Write nativeVlan: 998 in sw1, or any other id that nobody uses.']);
});

it('finds it on a link', () => {
  const [a, b] = [plain('a', { nativeVlan: 2 }), plain('b', { nativeVlan: 2 })];
  const uplink = joined('uplink', { cables: [[a.port('Gi0/25'), b.port('Gi0/25')]], vlans: [net.public] });
  expectFindings(law, site([a, b, uplink]), [
    'a.nativeVlan: the native VLAN of a is 2, and a Gi0/25 carries VLAN public (2) with a tag (+ uplink.cables.0.0: a Gi0/25 carries VLAN public)',
    'b.nativeVlan: the native VLAN of b is 2, and b Gi0/25 carries VLAN public (2) with a tag (+ uplink.cables.0.1: b Gi0/25 carries VLAN public)',
  ]);
});

it('takes a trunk whose native VLAN is another, because that one travels without a tag', () => {
  const sw1 = plain('sw1', { nativeVlan: 666 });
  const vlans = [
    { vlan: net.public, on: 'eth0', untagged: true },
    { vlan: net.management, on: 'eth0' },
  ];
  expectValid(law, site([sw1, host('hv1', { nics: nics(1, sw1.port('Gi0/1')), vlans })]));
});
