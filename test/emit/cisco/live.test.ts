import { describe, expect, test } from 'vitest';
import { configLines } from '../../../dsl/emit/cisco/config.ts';
import type { SiteSwitch } from '../../../dsl/model/model.ts';
import { fc } from '../../chance.ts';
import { cut, edges, edgesOf, feed, intent, newSwitch, passing, texts, unchanged } from './run.ts';
import { changesOf, type HostOf, management, portName, type SiteOf, scattered, siteOf, sites } from './sites.ts';

const families = ['catalyst3560g', 'catalyst9300'] as const;
const configured = (it: SiteSwitch) => {
  const sim = newSwitch(it);
  expect(feed(sim, texts(configLines(it)))).toEqual([]);
  return sim;
};

const idsOf = (...all: readonly SiteSwitch[]): number[] => [
  ...new Set([1, 998, 999, ...all.flatMap((it) => it.vlans.map(({ vlan }) => vlan.id))]),
];

/** Channels of a port: a line that would take it from one to another is the one that this file cannot contain. */
const channelled = (it: SiteSwitch): Map<string, string> =>
  new Map(
    it.channels.flatMap((channel) =>
      channel.ports.map((port) => [port.name, `${channel.number.value} ${channel.mode.value}`]),
    ),
  );
const rechannelled = (before: SiteSwitch, after: SiteSwitch): boolean => {
  const next = channelled(after);
  return [...channelled(before)].some(([port, channel]) => next.has(port) && next.get(port) !== channel);
};

/** Sends the second configuration to a switch that has the first, and looks after every line. */
const changeOver = (
  first: SiteOf,
  second: SiteOf,
): { readonly refused: string[]; readonly stopped: string[]; readonly sim: ReturnType<typeof newSwitch> } => {
  const [before, after] = [siteOf(first), siteOf(second)];
  const sim = configured(before);
  const kept = unchanged(before, after);
  const stopped: string[] = [];
  const refused = feed(sim, texts(configLines(after)), (line) =>
    stopped.push(...cut(sim, kept).map((it) => `${it} after ${line}`)),
  );
  return { refused, stopped, sim };
};

const host = (it: Partial<HostOf> = {}): HostOf => ({ slot: 0, shape: 'lacp', on: [2, management, 667], ...it });
const site = (hosts: readonly HostOf[], it: Partial<SiteOf> = {}): SiteOf => ({
  family: 'catalyst3560g',
  hosts,
  ...it,
});

describe('a new switch', () => {
  test.each(families)('%s becomes what the model says, and stays so when told again', (family) => {
    fc.assert(
      fc.property(sites(family), (it) => {
        const made = siteOf(it);
        const sim = configured(made);
        const here = passing(sim, made, idsOf(made));
        expect(here).toEqual(intent(made));
        const once = JSON.stringify(sim.snapshot());
        expect(feed(sim, texts(configLines(made)))).toEqual([]);
        expect(JSON.stringify(sim.snapshot())).toBe(once);
      }),
      { numRuns: 40 },
    );
  });
});

describe('a switch that carries traffic', () => {
  const changes: readonly [string, SiteOf, SiteOf][] = [
    ['a VLAN is added', site([host()]), site([host({ on: [2, 3, management, 667] })])],
    ['a VLAN is removed', site([host({ on: [2, 3, management, 667] })]), site([host()])],
    [
      'all but management is exchanged',
      site([host({ on: [2, 3, management] })]),
      site([host({ on: [10, 11, management] })]),
    ],
    ['the list becomes longer than a line', site([host()]), site([host({ on: [...scattered, management] })])],
    ['the list is again one line', site([host({ on: [...scattered, management] })]), site([host()])],
    [
      'half of a long list is exchanged',
      site([host({ on: [...scattered.slice(0, 120), management] })]),
      site([host({ on: [...scattered.slice(30), management] })]),
    ],
    ['the native VLAN changes', site([host()]), site([host()], { nativeVlan: 998 })],
    ['a tagged VLAN travels untagged', site([host()]), site([host({ untagged: 2 })])],
    ['the untagged VLAN is another', site([host({ untagged: 2 })]), site([host({ untagged: 667 })])],
    [
      'an access port becomes a trunk',
      site([host({ shape: 'single', on: [management], untagged: management })]),
      site([host({ shape: 'single', untagged: management })]),
    ],
    [
      'a trunk becomes an access port',
      site([host({ shape: 'single', untagged: management })]),
      site([host({ shape: 'single', on: [management], untagged: management })]),
    ],
    ['two links become a channel', site([host({ shape: 'backup' })]), site([host()])],
    ['two links become a static channel', site([host({ shape: 'backup' })]), site([host({ shape: 'static' })])],
    ['a channel becomes two links', site([host()]), site([host({ shape: 'backup' })])],
    [
      'a channel becomes two links with other VLANs',
      site([host()]),
      site([host({ shape: 'backup', on: [3, management] })]),
    ],
    [
      'one link becomes a channel with more VLANs',
      site([host({ shape: 'single' })]),
      site([host({ on: [2, 3, management, 667] })]),
    ],
    ['a host moves', site([host(), host({ slot: 1 })]), site([host({ slot: 4 }), host({ slot: 1 })])],
    ['a host comes', site([host()]), site([host(), host({ slot: 2, on: [3, management] })])],
    ['a host goes', site([host(), host({ slot: 2, on: [3, management] })]), site([host()])],
    ['spanning tree guards the ports', site([host()]), site([host()], { bpduGuard: true })],
    [
      'the untagged VLAN of an access port changes to a channel',
      site([host({ shape: 'single', on: [management], untagged: management })]),
      site([host({ untagged: management })]),
    ],
  ];

  test.each(families.flatMap((family) => changes.map(([what, a, b]) => [family, what, a, b] as const)))(
    '%s: %s',
    (family, _, a, b) => {
      const { refused, stopped } = changeOver({ ...a, family }, { ...b, family });
      expect(stopped).toEqual([]);
      expect(refused).toEqual([]);
    },
  );

  test.each(families)('%s: from any site to any other', (family) => {
    let kept = 0;
    fc.assert(
      fc.property(changesOf(family), ([a, b]) => {
        fc.pre(!rechannelled(siteOf(a), siteOf(b)));
        kept += unchanged(siteOf(a), siteOf(b)).length;
        const { refused, stopped, sim } = changeOver(a, b);
        expect(stopped).toEqual([]);
        expect(refused).toEqual([]);
        const after = siteOf(b);
        expect(passing(sim, after, idsOf(siteOf(a), after))).toEqual(intent(after));
        expect(edgesOf(sim, after)).toEqual(edges(after));
      }),
      { numRuns: 50 },
    );
    expect(kept).toBeGreaterThan(100);
  });

  test.each(families)('%s: a port that led to a host forwards at once no more', (family) => {
    const before = site([host({ slot: 9, shape: 'backup' })], { family });
    const after = site([], { family, last: { trunk: [2, management] } });
    const port = portName(family, 20).replace('Gi', 'GigabitEthernet');
    expect(configured(siteOf(before)).interface(port)?.portfast).toBe('trunk');
    expect(changeOver(before, after).sim.interface(port)?.portfast).toBe('off');
    const known = site([], { family, last: { trunk: [2, management], raw: ['spanning-tree portfast trunk'] } });
    expect(texts(configLines(siteOf(known))).filter((it) => it.includes('portfast'))).toEqual([
      ' spanning-tree portfast trunk',
    ]);
  });

  test('a VLAN that takes the name of another exists, though the switch refuses the name', () => {
    const before = site([host({ on: [667, management] })], { names: { 667: 'storage' } });
    const after = site([host({ on: [668, management] })], { names: { 668: 'storage' } });
    const { refused, stopped, sim } = changeOver(before, after);
    expect(stopped).toEqual([]);
    expect(refused).toEqual(['another VLAN is named storage']);
    expect(sim.passes('GigabitEthernet0/1', 668, 'tagged')).toBe(true);
  });

  test('a channel that gets another number is refused, as the header says, and goes on', () => {
    const { refused, stopped } = changeOver(site([host()]), site([host({ channel: 7 })]));
    expect(refused).toEqual(['the port is in channel-group 1', 'the port is in channel-group 1']);
    expect(stopped.filter((it) => !it.startsWith('Port-channel'))).toEqual([]);
  });
});
