import { it } from 'vitest';
import { vlanReachesItsSwitches as law } from '../../dsl/checks/vlan-reaches-its-switches.ts';
import type { Listed } from '../../dsl/language/stack.ts';
import type { Switch } from '../../dsl/language/switch.ts';
import type { Vlan } from '../../dsl/language/vlan.ts';
import { expectFindings, expectFixes, expectValid, host, joined, net, nics, plain, site } from './harness.ts';

const [sw1, sw2, sw3] = [plain('sw1'), plain('sw2'), plain('sw3')];
let n = 0;
/** A host on a switch, with VLANs. */
const hostOn = (of: Switch, name: string, ...vlans: readonly Vlan[]): Listed =>
  host(name, { nics: nics(++n, of.port(`Gi0/${n}`)), vlans: vlans.map((vlan) => ({ vlan, on: 'eth0' })) });
const between = (name: string, a: Switch, b: Switch, vlans?: readonly Vlan[]): Listed =>
  joined(name, {
    cables: [[a.port(a === sw1 ? 'Gi0/25' : 'Gi0/26'), b.port(b === sw3 && a === sw1 ? 'Gi0/28' : 'Gi0/27')]],
    vlans,
  });

it('takes a VLAN on one switch, and one that links carry, over others too', () => {
  expectValid(law, site([sw1, hostOn(sw1, 'a', net.public), hostOn(sw1, 'b', net.public)]));
  expectValid(
    law,
    site([sw1, sw2, between('up', sw1, sw2), hostOn(sw1, 'a', net.public), hostOn(sw2, 'b', net.public)]),
  );
  expectValid(
    law,
    site([
      sw1,
      sw2,
      sw3,
      between('x', sw1, sw2),
      between('y', sw2, sw3),
      hostOn(sw1, 'a', net.public),
      hostOn(sw3, 'b', net.public),
    ]),
  );
});

it('takes a ring that leaves a VLAN out in one place', () => {
  const ring = [between('x', sw1, sw2), between('y', sw2, sw3), between('z', sw1, sw3, [net.management])];
  expectValid(
    law,
    site([
      sw1,
      sw2,
      sw3,
      ...ring,
      hostOn(sw1, 'a', net.public, net.management),
      hostOn(sw3, 'b', net.public, net.management),
    ]),
  );
});

it('takes VLANs that meet in something that is not modelled', () => {
  const [a, b] = ['a', 'b'].map((name) =>
    plain(name, { ports: { 'Gi0/28': { trunk: [net.public], description: 'provider' } } }),
  );
  if (a === undefined || b === undefined) return;
  expectValid(law, site([a, b, hostOn(a, 'x', net.public), hostOn(b, 'y', net.public)]));
});

it('finds a link that leaves out a VLAN which has no other way', () => {
  const of = site([
    sw1,
    sw2,
    between('up', sw1, sw2, [net.public]),
    hostOn(sw1, 'a', net.public, net.storage),
    hostOn(sw2, 'b', net.public, net.storage),
  ]);
  expectFindings(law, of, [
    'up.vlans: link up does not carry VLAN storage, which is used beyond both sw1 and sw2 (+ a.nics.eth0.cable: VLAN storage on sw1, b.nics.eth0.cable: VLAN storage on sw2)',
  ]);
  expectFixes(law, of, ['Add VLAN storage to the list, or leave vlans out: what both sides need is worked out.']);
});

it('finds one of the two links of a ring that leave a VLAN out: one is enough', () => {
  const ring = [
    between('x', sw1, sw2, [net.management]),
    between('y', sw2, sw3),
    between('z', sw1, sw3, [net.management]),
  ];
  expectFindings(law, site([sw1, sw2, sw3, ...ring, hostOn(sw1, 'a', net.public), hostOn(sw3, 'b', net.public)]), [
    'x.vlans: link x does not carry VLAN public, which is used beyond both sw1 and sw2 (+ a.nics.eth0.cable: VLAN public on sw1, b.nics.eth0.cable: VLAN public on sw3)',
  ]);
});

it('finds switches without a link, once for all their VLANs', () => {
  const of = site([sw1, sw2, hostOn(sw1, 'a', net.public, net.storage), hostOn(sw2, 'b', net.public, net.storage)]);
  expectFindings(law, of, [
    'b.nics.eth0.cable: the VLANs public, storage are on sw1 and on sw2, and no link joins these (+ a.nics.eth0.cable: on sw1)',
  ]);
  expectFixes(law, of, [
    'Add a link between sw1 and sw2; if they meet in something that is not modelled, describe the trunks to it in ports of both.',
  ]);
});

it('finds a switch that is managed in a VLAN of another', () => {
  const far = plain('far', { management: { vlan: net.management, address: '10.66.6.3' } });
  expectFindings(law, site([sw1, far, hostOn(sw1, 'a', net.management)]), [
    'a.nics.eth0.cable: VLAN management is on far and on sw1, and no link joins these (+ far.management: on far)',
  ]);
});

it('finds each of three that are apart', () => {
  expectFindings(
    law,
    site([sw1, sw2, sw3, hostOn(sw1, 'a', net.public), hostOn(sw2, 'b', net.public), hostOn(sw3, 'c', net.public)]),
    [
      'b.nics.eth0.cable: VLAN public is on sw1 and on sw2, and no link joins these (+ a.nics.eth0.cable: on sw1)',
      'c.nics.eth0.cable: VLAN public is on sw1 and on sw3, and no link joins these (+ a.nics.eth0.cable: on sw1)',
    ],
  );
});

it('leaves a bond that should end in one switch, and a link with a third switch, to the laws about those', () => {
  const bonds = { bond0: { mode: 'lacp', members: ['eth0', 'eth1'] } };
  const spec = { nics: nics(90, sw1.port('Gi0/20'), sw2.port('Gi0/20')), vlans: [{ vlan: net.public, on: 'bond0' }] };
  expectValid(law, site([sw1, sw2, host('hv', { ...spec, bonds })]));
  expectFindings(
    law,
    site([sw1, sw2, host('hv', { ...spec, bonds: { bond0: { ...bonds.bond0, mode: 'active-backup' } } })]),
    ['hv.nics.eth1.cable: VLAN public is on sw1 and on sw2, and no link joins these (+ hv.nics.eth0.cable: on sw1)'],
  );
  const cables = [
    [sw1.port('Gi0/21'), sw2.port('Gi0/21')],
    [sw1.port('Gi0/22'), sw3.port('Gi0/21')],
  ];
  expectValid(
    law,
    site([sw1, sw2, sw3, joined('up', { cables }), hostOn(sw1, 'a', net.public), hostOn(sw3, 'b', net.public)]),
  );
});

it('takes a link that leaves out a VLAN which meets in something that is not modelled', () => {
  const [a, b] = [1, 2].map((it) =>
    plain(`sw${it}0`, { ports: { 'Gi0/28': { trunk: [net.public], description: 'provider' } } }),
  );
  if (a === undefined || b === undefined) return;
  const up = joined('up', { cables: [[a.port('Gi0/27'), b.port('Gi0/27')]], vlans: [net.management] });
  expectValid(law, site([a, b, up]));
});
