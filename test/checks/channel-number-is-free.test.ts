import { it } from 'vitest';
import { channelNumberIsFree as law } from '../../dsl/checks/channel-number-is-free.ts';
import type { Switch } from '../../dsl/language/switch.ts';
import { expectFindings, expectFixes, expectValid, host, joined, net, nics, plain, site } from './harness.ts';

const bonded = (name: string, n: number, of: Switch, ports: readonly string[], rest: object = {}) =>
  host(name, {
    nics: nics(n, ...ports.map((it) => of.port(it))),
    bonds: { bond0: { mode: 'lacp', members: ports.map((_, it) => `eth${it}`), ...rest } },
  });
const sw1 = plain('sw1');
const sw2 = plain('sw2');

it('takes different numbers, and one number on two switches', () => {
  expectValid(law, site([sw1, bonded('a', 1, sw1, ['Gi0/1', 'Gi0/2']), bonded('b', 2, sw1, ['Gi0/3', 'Gi0/4'])]));
  expectValid(law, site([sw1, sw2, bonded('a', 1, sw1, ['Gi0/1', 'Gi0/2']), bonded('b', 2, sw2, ['Gi0/1', 'Gi0/2'])]));
  expectValid(
    law,
    site([
      sw1,
      bonded('a', 1, sw1, ['Gi0/1', 'Gi0/2'], { channel: 9 }),
      bonded('b', 2, sw1, ['Gi0/3', 'Gi0/4'], { channel: 1 }),
    ]),
  );
});

it('finds a written number that another has by its ports', () => {
  const of = site([
    sw1,
    bonded('a', 1, sw1, ['Gi0/1', 'Gi0/2'], { channel: 3 }),
    bonded('b', 2, sw1, ['Gi0/3', 'Gi0/4']),
  ]);
  expectFindings(law, of, [
    'a.bonds.bond0.channel: a bond0 would be port-channel 3 of sw1, and so would b bond0 (+ b.bonds.bond0: b bond0 has the number 3)',
  ]);
  expectFixes(law, of, ['Write channel: 48 in a bond0.']);
});

it('finds the others of three that are written alike, each with a number of its own', () => {
  const of = site([
    sw1,
    bonded('a', 1, sw1, ['Gi0/1', 'Gi0/2'], { channel: 7 }),
    bonded('b', 2, sw1, ['Gi0/3', 'Gi0/4'], { channel: 7 }),
    bonded('c', 3, sw1, ['Gi0/5', 'Gi0/6'], { channel: 7 }),
    bonded('d', 4, sw1, ['Gi0/9', 'Gi0/10'], { channel: 48 }),
  ]);
  expectFindings(law, of, [
    'b.bonds.bond0.channel: b bond0 would be port-channel 7 of sw1, and so would a bond0 (+ a.bonds.bond0.channel: a bond0 has the number 7)',
    'c.bonds.bond0.channel: c bond0 would be port-channel 7 of sw1, and so would a bond0 (+ a.bonds.bond0.channel: a bond0 has the number 7)',
  ]);
  expectFixes(law, of, ['Write channel: 47 in b bond0.', 'Write channel: 46 in c bond0.']);
});

it('finds a link with the number of a host', () => {
  const cables = [
    [sw1.port('Gi0/25'), sw2.port('Gi0/25')],
    [sw1.port('Gi0/26'), sw2.port('Gi0/26')],
  ];
  const of = site([sw1, sw2, joined('up', { cables, channels: [1, 2] }), bonded('a', 1, sw1, ['Gi0/1', 'Gi0/2'])]);
  expectFindings(law, of, [
    'up.channels.0: link up would be port-channel 1 of sw1, and so would a bond0 (+ a.bonds.bond0: a bond0 has the number 1)',
  ]);
  expectFixes(law, of, ['Write channels: [48, 2] in link up.']);
});

it('finds the number of a channel that only raw lines speak of, and offers another', () => {
  const raw = ['channel-group 1 mode active'];
  const lab = plain('lab', { ports: { 'Gi0/24': { trunk: [net.public], description: 'router', raw } } });
  const of = site([lab, bonded('a', 1, lab, ['Gi0/1', 'Gi0/2'])]);
  expectFindings(law, of, [
    'a.bonds.bond0: a bond0 would be port-channel 1 of lab, and so would a raw line of lab Gi0/24 (+ lab.ports.Gi0/24.raw.0: a raw line of lab Gi0/24 has the number 1)',
  ]);
  expectFixes(law, of, ['Write channel: 48 in a bond0.']);
  expectValid(law, site([lab, bonded('a', 1, lab, ['Gi0/3', 'Gi0/4'])]));
});

it('leaves a number that is too high to the law about that', () => {
  expectValid(
    law,
    site([
      sw1,
      bonded('a', 1, sw1, ['Gi0/1', 'Gi0/2'], { channel: 99 }),
      bonded('b', 2, sw1, ['Gi0/3', 'Gi0/4'], { channel: 99 }),
    ]),
  );
});
