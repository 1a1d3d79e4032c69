import { it } from 'vitest';
import { channelNumberInRange as law } from '../../dsl/checks/channel-number-in-range.ts';
import type { Switch } from '../../dsl/language/switch.ts';
import { expectFindings, expectFixes, expectValid, host, joined, nics, pair, plain, site } from './harness.ts';

const bonded = (name: string, n: number, of: Switch, ports: readonly string[], rest: object = {}) =>
  host(name, {
    nics: nics(n, ...ports.map((it) => of.port(it))),
    bonds: { bond0: { mode: 'lacp', members: ports.map((_, it) => `eth${it}`), ...rest } },
  });
const big = plain('big', { model: 'WS-C3560G-48TS' });
const core = pair('core');

it('takes what the switch has, written or derived', () => {
  expectValid(law, site([big, bonded('a', 1, big, ['Gi0/1', 'Gi0/2']), bonded('b', 2, big, ['Gi0/47', 'Gi0/48'])]));
  expectValid(law, site([big, bonded('a', 1, big, ['Gi0/49', 'Gi0/50'], { channel: 48 })]));
  expectValid(law, site([core, bonded('a', 1, core, ['Gi1/0/24', 'Gi2/0/24'], { channel: 128 })]));
});

it('takes a bond that needs no channel', () => {
  expectValid(law, site([big, bonded('a', 1, big, ['Gi0/49', 'Gi0/50'], { mode: 'active-backup' })]));
});

it('leaves a port that is not there to the law about that', () => {
  expectValid(law, site([big, bonded('a', 1, big, ['Gi0/98', 'Gi0/99'])]));
});

it('finds a number that is too high, written and derived, each with a free one', () => {
  const of = site([
    big,
    bonded('a', 1, big, ['Gi0/49', 'Gi0/50']),
    bonded('b', 2, big, ['Gi0/51', 'Gi0/52']),
    bonded('c', 3, big, ['Gi0/1', 'Gi0/2'], { channel: 60 }),
    bonded('d', 4, big, ['Gi0/3', 'Gi0/4'], { channel: 47 }),
  ]);
  expectFindings(law, of, [
    'a.bonds.bond0: a bond0 would be port-channel 49 of big, which has 1 to 48 (+ a.nics.eth0.cable: the lowest port, Gi0/49, gives the number)',
    'b.bonds.bond0: b bond0 would be port-channel 51 of big, which has 1 to 48 (+ b.nics.eth0.cable: the lowest port, Gi0/51, gives the number)',
    'c.bonds.bond0.channel: c bond0 would be port-channel 60 of big, which has 1 to 48',
  ]);
  expectFixes(law, of, [
    'Write channel: 48 in a bond0.',
    'Write channel: 46 in b bond0.',
    'Write channel: 45 in c bond0.',
  ]);
});

it('finds a link, and says the numbers of both its ends', () => {
  const [a, b] = [plain('a', { model: 'WS-C3560G-48TS' }), plain('b')];
  const cables = [
    [a.port('Gi0/51'), b.port('Gi0/25')],
    [a.port('Gi0/52'), b.port('Gi0/26')],
  ];
  const derived = site([a, b, joined('up', { cables })]);
  expectFindings(law, derived, [
    'up: link up would be port-channel 51 of a, which has 1 to 48 (+ up.cables.0.0: the lowest port, Gi0/51, gives the number)',
  ]);
  expectFixes(law, derived, ['Write channels: [48, 25] in link up.']);
  const written = site([a, b, joined('up', { cables, channels: [1, 99] })]);
  expectFindings(law, written, ['up.channels.1: link up would be port-channel 99 of b, which has 1 to 48']);
  expectFixes(law, written, ['Write channels: [1, 48] in link up.']);
});

it('leaves a number that is taken to the law about that', () => {
  expectValid(
    law,
    site([big, bonded('a', 1, big, ['Gi0/1', 'Gi0/2']), bonded('b', 2, big, ['Gi0/3', 'Gi0/4'], { channel: 1 })]),
  );
});
