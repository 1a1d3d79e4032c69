import type { Channel, Peer, Port, SiteSwitch, Traffic } from '../../model/model.ts';
import { ranges } from '../../text/ranges.ts';
import { transition } from '../cisco/transition.ts';
import { type Change, changesBetween, type Thing } from './thing.ts';

export interface SwitchDifference {
  readonly name: string;
  readonly state: 'added' | 'removed' | 'changed';
  readonly changes: readonly Change[];
  /** Ports that stop passing traffic for a moment. */
  readonly drops: readonly string[];
  /** The whole switch has to start again before a change counts. */
  readonly reload: boolean;
  /** Whether something passes that did not, so that the switch comes before the hosts. */
  readonly gives: boolean;
  /** Whether something is taken away, which config.ios never does. */
  readonly takesAway: boolean;
  /** The lines that lead there, and those that lead back. */
  readonly lines: readonly string[];
  readonly rollback: readonly string[];
}

const carries = (it: Traffic): string => {
  if (it.mode === 'access') return `${it.vlan.id} untagged`;
  if (it.mode !== 'trunk') return it.mode;
  const tagged = ranges(it.vlans.filter((inner) => !inner.untagged).map((inner) => inner.vlan.id)).join(',');
  return `${tagged === '' ? 'nothing' : tagged} tagged, native ${it.native.value}`;
};

const towards = (it: Peer): string => {
  if (it.kind === 'nic') return `${it.host.name} ${it.nic.name}`;
  if (it.kind === 'bmc') return `${it.host.name} BMC`;
  if (it.kind === 'switch') return `${it.switch} ${it.port}`;
  return it.kind === 'unmodelled' ? it.description : 'nothing modelled';
};

const portThing = ({ name, peer, traffic, channel, description, raw }: Port): Thing => {
  const to = towards(peer);
  const within = channel === undefined ? {} : { 'member of': `Po${channel}` };
  const own = channel === undefined ? { carries: carries(traffic) } : within;
  const named = description.value === to ? {} : { description: description.value };
  const values = { to, ...own, ...named, 'raw lines': raw.map((it) => it.value).join('; ') };
  return { name, summary: `${to}, ${channel === undefined ? carries(traffic) : `in Po${channel}`}`, values };
};

const channelThing = ({ number, traffic, mode, lacpRate, description }: Channel): Thing => ({
  name: `Po${number.value}`,
  summary: `${description.value}, ${carries(traffic)}`,
  values: { carries: carries(traffic), mode: mode.value, 'LACP rate': lacpRate.value, description: description.value },
});

const things = (it: SiteSwitch): readonly Thing[] => [
  { name: 'hardware', values: { '': it.hardware.value } },
  ...it.vlans.map(({ vlan }) => ({ name: `VLAN ${vlan.id}`, summary: vlan.name, values: { name: vlan.name } })),
  { name: 'largest packet', values: { '': `${it.mtu.value} bytes` } },
  { name: 'native VLAN', values: { '': String(it.nativeVlan.value) } },
  { name: 'flow control', values: { '': it.flowControl.value } },
  { name: 'BPDU guard', values: { '': it.bpduGuard ? 'on' : 'off' } },
  ...(it.management === undefined
    ? []
    : [{ name: 'management', values: { '': `${it.management.address} in VLAN ${it.management.vlan.id}` } }]),
  ...it.channels.map(channelThing),
  ...it.ports.map(portThing),
];

/** A port stops where its mode or its channel becomes another one. */
const stopped = (before: SiteSwitch, after: SiteSwitch): readonly string[] => {
  const old = new Map(before.ports.map((it) => [it.name, it]));
  return after.ports.flatMap((it) => {
    const was = old.get(it.name);
    return was !== undefined && (was.traffic.mode !== it.traffic.mode || was.channel !== it.channel) ? [it.name] : [];
  });
};

const texts = (from: SiteSwitch, to: SiteSwitch): readonly string[] => transition(from, to).map((it) => it.text);

const passing = (name: string, it: Traffic): readonly string[] => {
  if (it.mode === 'access') return [`${name} ${it.vlan.id} untagged`];
  if (it.mode !== 'trunk') return [];
  return it.vlans.map((inner) => `${name} ${inner.vlan.id}${inner.untagged ? ' untagged' : ''}`);
};

/** What the switch lets through, and by which agreements. */
const offers = ({ vlans, ports, channels, mtu }: SiteSwitch): readonly string[] => [
  ...vlans.map(({ vlan }) => `VLAN ${vlan.id}`),
  ...ports.flatMap((it) => [`${it.name} ${it.channel ?? 'alone'}`, ...passing(it.name, it.traffic)]),
  ...channels.flatMap((it) => [
    `Po${it.number.value} ${it.mode.value}`,
    ...passing(`Po${it.number.value}`, it.traffic),
  ]),
  ...[1500, mtu.value].map((it) => `${it} bytes`),
];

const lacks = (wanted: readonly string[], had: readonly string[]): boolean => {
  const known = new Set(had);
  return wanted.some((it) => !known.has(it));
};

export const switchDifference = (before: SiteSwitch, after: SiteSwitch): SwitchDifference | undefined => {
  const changes = changesBetween(things(before), things(after));
  const lines = texts(before, after);
  if (changes.length === 0 && lines.length === 0) return undefined;
  return {
    name: after.name,
    state: 'changed',
    changes,
    drops: stopped(before, after),
    reload: before.mtu.value !== after.mtu.value && after.facts.jumbo.needsReload,
    gives: lacks(offers(after), offers(before)),
    takesAway: lacks(offers(before), offers(after)),
    lines,
    rollback: texts(after, before),
  };
};

export const wholeSwitch = ({ name, hardware }: SiteSwitch, state: 'added' | 'removed'): SwitchDifference => ({
  name,
  state,
  changes: [{ kind: state, text: hardware.value }],
  drops: [],
  reload: false,
  gives: state === 'added',
  takesAway: false,
  lines: [],
  rollback: [],
});
