import type { Line } from '../../../dsl/emit/step.ts';
import type { SiteSwitch, Traffic } from '../../../dsl/model/model.ts';
import { type Simulator, simulator, type Tag } from './simulator.ts';

export const texts = (lines: Iterable<Line>): string[] => [...lines].map((it) => it.text);

/** `Gi0/1` as the switch itself writes it. */
export const long = (port: string): string =>
  port.replace(/^Gi/, 'GigabitEthernet').replace(/^Te/, 'TenGigabitEthernet');

/** The same hardware, as it comes out of its box. */
export const newSwitch = (it: SiteSwitch): Simulator => simulator(it.facts, it.of.portNames.map(long));

/** Types the lines and gives what was refused; looks after each of them. */
export const feed = (
  sim: Simulator,
  lines: readonly string[],
  look: (line: string) => void = () => undefined,
): string[] => {
  const refused: string[] = [];
  for (const line of lines) {
    refused.push(...sim.feed(line));
    look(line);
  }
  refused.push(...sim.end());
  look('end');
  return refused;
};

/** What may pass on an interface, from the model alone. */
const frames = (traffic: Traffic): [number, Tag][] => {
  if (traffic.mode === 'access') return [[traffic.vlan.id, 'untagged']];
  return traffic.mode === 'trunk'
    ? traffic.vlans.map(({ vlan, untagged }) => [vlan.id, untagged ? 'untagged' : 'tagged'])
    : [];
};

/** `GigabitEthernet0/1 666 tagged`: everything that passes somewhere, as the model says it. */
export const intent = (it: SiteSwitch): ReadonlySet<string> => {
  const all = new Set<string>();
  for (const port of it.ports) for (const [id, tag] of frames(port.traffic)) all.add(`${long(port.name)} ${id} ${tag}`);
  for (const channel of it.channels)
    for (const [id, tag] of frames(channel.traffic)) all.add(`Port-channel${channel.number.value} ${id} ${tag}`);
  return all;
};

/** Of everything that could pass on the interfaces that the model speaks of, what does. */
export const passing = (sim: Simulator, it: SiteSwitch, ids: readonly number[]): ReadonlySet<string> => {
  const spoken = (mode: Traffic['mode']): boolean => mode !== 'idle';
  const names = [
    ...it.ports.filter((port) => spoken(port.traffic.mode)).map((port) => long(port.name)),
    ...it.channels
      .filter((channel) => spoken(channel.traffic.mode))
      .map((channel) => `Port-channel${channel.number.value}`),
  ];
  const all = new Set<string>();
  for (const name of names) {
    for (const id of ids)
      for (const tag of ['tagged', 'untagged'] as const) if (sim.passes(name, id, tag)) all.add(`${name} ${id} ${tag}`);
  }
  return all;
};

/** Those of `kept` that do not pass. */
export const cut = (sim: Simulator, kept: Iterable<string>): string[] =>
  [...kept].filter((it) => {
    const [name = '', id = '', tag = ''] = it.split(' ');
    return !sim.passes(name, Number(id), tag as Tag);
  });

/** `Port-channel1` where a port is in it, in the same mode, in both. */
const keptChannels = (before: SiteSwitch, after: SiteSwitch): ReadonlySet<string> => {
  const next = new Map(after.channels.map((it) => [it.number.value, it]));
  const kept = before.channels.filter(({ number, mode, ports }) => {
    const other = next.get(number.value);
    return other?.mode.value === mode.value && other.ports.some((it) => ports.some(({ name }) => name === it.name));
  });
  return new Set(kept.map((it) => `Port-channel${it.number.value}`));
};

/** What both models let through on a port, or on a channel that goes on: it must not stop. */
export const unchanged = (before: SiteSwitch, after: SiteSwitch): readonly string[] => {
  const next = intent(after);
  const channels = keptChannels(before, after);
  return [...intent(before)].filter(
    (it) => next.has(it) && (!it.startsWith('Port-channel') || channels.has(it.replace(/ .*/, ''))),
  );
};

/** What each used interface must say to spanning tree, from the model alone: a list that can be compared. */
export const edges = (it: SiteSwitch): string[] => {
  const form = (traffic: Traffic, host: boolean): string =>
    host ? (traffic.mode === 'trunk' ? 'trunk' : 'access') : 'off';
  const isUsed = ({ traffic }: { readonly traffic: Traffic }): boolean => frames(traffic).length > 0;
  return [
    ...it.channels
      .filter(isUsed)
      .map(({ number, traffic, towards }) => `Port-channel${number.value} ${form(traffic, towards === 'host')}`),
    ...it.ports
      .filter(isUsed)
      .map(({ name, traffic, peer }) => `${long(name)} ${form(traffic, peer.kind === 'nic' || peer.kind === 'bmc')}`),
  ];
};

/** What those say. */
export const edgesOf = (sim: Simulator, it: SiteSwitch): string[] =>
  edges(it).map((line) => {
    const name = line.replace(/ .*/, '');
    return `${name} ${sim.interface(name)?.portfast}`;
  });
