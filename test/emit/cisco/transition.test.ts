import { describe, expect, test } from 'vitest';
import { configLines } from '../../../dsl/emit/cisco/config.ts';
import { transition } from '../../../dsl/emit/cisco/transition.ts';
import { fc } from '../../chance.ts';
import { cut, feed, newSwitch, texts, unchanged } from './run.ts';
import { changesOf, type HostOf, management, type SiteOf, scattered, siteOf, type Wild } from './sites.ts';

const host = (it: Partial<HostOf> = {}): HostOf => ({ slot: 0, shape: 'lacp', on: [2, management], ...it });
const site = (hosts: readonly HostOf[], it: Partial<SiteOf> = {}): SiteOf => ({
  family: 'catalyst3560g',
  hosts,
  ...it,
});

const stateOf = (it: SiteOf): unknown => {
  const made = siteOf(it);
  const sim = newSwitch(made);
  expect(feed(sim, texts(configLines(made)))).toEqual([]);
  return sim.snapshot();
};

/** There and back; after every line, what both sites let through must pass. */
const thereAndBack = (a: SiteOf, b: SiteOf): void => {
  const [before, after] = [siteOf(a), siteOf(b)];
  const sim = newSwitch(before);
  feed(sim, texts(configLines(before)));
  const kept = unchanged(before, after);
  for (const [from, to, is] of [
    [before, after, b],
    [after, before, a],
  ] as const) {
    const stopped: string[] = [];
    const refused = feed(sim, texts(transition(from, to)), (line) =>
      stopped.push(...cut(sim, kept).map((it) => `${it} after ${line}`)),
    );
    expect(refused).toEqual([]);
    expect(stopped).toEqual([]);
    expect(sim.snapshot()).toEqual(stateOf(is));
  }
};

const wild: Wild = {
  channels: [undefined, undefined, 31, 32],
  names: [undefined, { 2: 'first', 3: 'second' }, { 2: 'second', 3: 'first' }, { 667: 'first', 2: 'v667' }],
};

describe('a change made from two models, and back', () => {
  test.each(['catalyst3560g', 'catalyst9300'] as const)('%s: from any site to any other', (family) => {
    fc.assert(
      fc.property(changesOf(family, wild), ([a, b]) => thereAndBack(a, b)),
      { numRuns: 50 },
    );
  });

  const changes: readonly [string, SiteOf, SiteOf][] = [
    [
      'a channel gets another number and other VLANs',
      site([host({ on: [2, 3, management] })]),
      site([host({ on: [2, 10, management], channel: 31 })]),
    ],
    ['a channel becomes static', site([host()]), site([host({ shape: 'static' })])],
    ['a number goes to another host', site([host({ channel: 31 })]), site([host(), host({ slot: 1, channel: 31 })])],
    [
      'a static channel gives its number to an LACP channel on other ports',
      site([host({ shape: 'static', channel: 31 })]),
      site([host({ slot: 1, channel: 31 })]),
    ],
    [
      'two names are exchanged',
      site([host({ on: [2, 3] })], { names: { 2: 'a', 3: 'b' } }),
      site([host({ on: [2, 3] })], { names: { 2: 'b', 3: 'a' } }),
    ],
    [
      'a name goes to a new VLAN',
      site([host({ on: [667] })], { names: { 667: 'storage' } }),
      site([host({ on: [668] })], { names: { 668: 'storage' } }),
    ],
    [
      'a long list',
      site([host({ on: [...scattered, management] })]),
      site([host({ on: [...scattered.slice(9), 3, management] })]),
    ],
    [
      "the user's own lines",
      site([], { last: { trunk: [2], raw: ['storm-control broadcast level 1.00'] } }),
      site([], { last: { trunk: [2], raw: ['storm-control broadcast level 5.00'] } }),
    ],
    [
      'a port that led to a host leads to what is not modelled',
      site([host({ slot: 9, shape: 'backup' })]),
      site([], { last: { trunk: [2, management] } }),
    ],
    [
      'what is not modelled forwards at once',
      site([], { last: { trunk: [2] } }),
      site([], { last: { trunk: [2], raw: ['spanning-tree portfast trunk'] } }),
    ],
    ['a port is used no more', site([], { last: { trunk: [2, management] } }), site([], { last: 'unused' })],
  ];
  test.each(changes)('%s', (_, a, b) => thereAndBack(a, b));
});

const told = (a: SiteOf, b: SiteOf): string => texts(transition(siteOf(a), siteOf(b))).join('\n');

describe('what it says', () => {
  test('nothing, where nothing changes', () => {
    expect(told(site([host()]), site([host()]))).toBe('');
  });

  test('everything, where nothing is known of before', () => {
    const it = siteOf(site([host()]));
    expect(texts(transition(undefined, it))).toEqual(texts(configLines(it)));
  });

  test('only what changes', () => {
    expect(told(site([host()]), site([host({ on: [2, 3, management] })]))).toMatchInlineSnapshot(`
      "vlan 3
      !
      vlan 3
       name v3
      !
      interface Port-channel1
       switchport trunk allowed vlan 2,3,666
      !
      interface GigabitEthernet0/1
       switchport trunk allowed vlan 2,3,666
      !
      interface GigabitEthernet0/2
       switchport trunk allowed vlan 2,3,666
      !"
    `);
  });

  test('of a host that goes: its ports, its channel and its VLAN, in this order', () => {
    expect(told(site([host(), host({ slot: 2, on: [3, management] })]), site([host()]))).toMatchInlineSnapshot(`
      "interface GigabitEthernet0/5
       no channel-group
      !
      interface GigabitEthernet0/6
       no channel-group
      !
      interface GigabitEthernet0/5
       shutdown
      !
      default interface GigabitEthernet0/5
      interface GigabitEthernet0/5
       shutdown
      !
      interface GigabitEthernet0/6
       shutdown
      !
      default interface GigabitEthernet0/6
      interface GigabitEthernet0/6
       shutdown
      !
      no interface Port-channel5
      no vlan 3"
    `);
  });

  test('of a channel that gets another number: its ports leave it first', () => {
    expect(told(site([host()]), site([host({ channel: 31 })]))).toMatchInlineSnapshot(`
      "interface GigabitEthernet0/1
       no channel-group
      !
      interface GigabitEthernet0/2
       no channel-group
      !
      interface Port-channel31
       description h0 bond0
       switchport trunk encapsulation dot1q
       switchport trunk native vlan 999
       switchport trunk allowed vlan 2,666
       switchport mode trunk
       switchport nonegotiate
       spanning-tree portfast trunk
       no shutdown
      !
      interface GigabitEthernet0/1
       channel-group 31 mode active
      !
      interface GigabitEthernet0/2
       channel-group 31 mode active
      !
      no interface Port-channel1"
    `);
  });

  test('each line has a reason', () => {
    const lines = transition(
      siteOf(site([host(), host({ slot: 1, on: [10] })])),
      siteOf(site([host({ channel: 31, on: [3] })])),
    );
    expect(lines.filter((it) => it.from.length === 0).map((it) => it.text)).toEqual([]);
  });
});
