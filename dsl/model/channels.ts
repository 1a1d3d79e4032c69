import { byDefault, type From, type Place, place, within } from '../language/place.ts';
import type { Switch } from '../language/switch.ts';
import type { End } from './ends.ts';
import type { Channel, Known, Port } from './model.ts';
import { ordinal } from './ordinal.ts';
import { type Specs, specOf } from './specs.ts';

const lowest = byDefault('the ordinal of the lowest port of the channel, which no other host changes');
const slow = byDefault("the switch's own default: it asks for one LACPDU in 30 seconds");

/** The number: as written, else the ordinal of the lowest port. Never another one when that is taken: a law says so. */
const numberOf = (of: Switch, ends: readonly End[], specs: Specs): Known<number> => {
  const [first] = ends;
  const derived = Math.min(...ends.map((it) => ordinal(of, it.port)));
  const cables = ends.map((it): From => it.at);
  if (first?.peer.kind === 'nic' && first.peer.bond !== undefined) {
    const { bond, host } = first.peer;
    const here = place(host.of, 'bonds', bond.name, 'channel');
    const written = specOf(specs, host.of).bonds?.[bond.name]?.channel;
    return written === undefined
      ? { value: derived, from: [here, bond.at, ...cables, lowest] }
      : { value: written, from: [here, bond.at, ...cables] };
  }
  if (first?.peer.kind === 'switch') {
    const { link } = first.peer;
    const end = first.at.path[2] === 1 ? 1 : 0;
    const here = place(link, 'channels', end);
    const written = specOf(specs, link).channels?.[end];
    return written === undefined
      ? { value: derived, from: [here, ...cables, lowest] }
      : { value: written, from: [here, ...cables] };
  }
  return { value: derived, from: cables };
};

/** LACP wherever the far end speaks it; a static channel only for the bond modes that need one and cannot negotiate. */
const protocolOf = (end: End): Known<'active' | 'on'> => {
  if (end.peer.kind !== 'nic' || end.peer.bond === undefined) return { value: 'active', from: [end.at] };
  const { bond } = end.peer;
  return {
    value: bond.mode === 'lacp' ? 'active' : 'on',
    from: [{ ...bond.at, path: [...bond.at.path, 'mode'] }, bond.at],
  };
};

const rateOf = (end: End): Known<'slow' | 'fast'> => {
  const option = end.peer.kind === 'nic' ? end.peer.bond?.options.find((it) => it.name === 'lacp_rate') : undefined;
  return option === undefined
    ? { value: 'slow', from: [slow] }
    : { value: option.value === 'fast' ? 'fast' : 'slow', from: option.from };
};

/** Firmware and installers know nothing of the bond that the host will have. */
const aloneOf = (group: readonly End[]): Known<true> | undefined => {
  for (const { peer, at } of group)
    if (peer.kind === 'nic' && peer.host.install?.nic.name === peer.nic.name)
      return { value: true, from: [at, within(peer.host.install.at, 'nic')] };
  return undefined;
};

const descriptionOf = (end: End): Known<string> => {
  if (end.peer.kind === 'nic' && end.peer.bond !== undefined) {
    return { value: `${end.peer.host.name} ${end.peer.bond.name}`, from: [place(end.peer.host.of), end.peer.bond.at] };
  }
  if (end.peer.kind === 'switch')
    return { value: `${end.peer.switch} ${end.peer.link.name}`, from: [place(end.peer.link)] };
  return end.description;
};

/** The channels of one switch, from those of its ends that belong together, and the number of each port's channel. */
export const channelsOf = (of: Switch, ends: readonly End[], specs: Specs) => {
  const groups = new Map<string, End[]>();
  for (const end of ends) {
    if (end.channel === undefined) continue;
    const group = groups.get(end.channel);
    if (group === undefined) groups.set(end.channel, [end]);
    else group.push(end);
  }
  const numbers = new Map<string, Known<number>>();
  for (const [key, group] of groups) numbers.set(key, numberOf(of, group, specs));
  const channel = (key: string, group: readonly End[], ports: readonly Port[]): Channel[] => {
    const [first] = group;
    const number = numbers.get(key);
    if (first === undefined || number === undefined) return [];
    const alone = aloneOf(group);
    const at: Place =
      first.peer.kind === 'nic' && first.peer.bond !== undefined
        ? first.peer.bond.at
        : first.peer.kind === 'switch'
          ? place(first.peer.link)
          : first.at;
    return [
      {
        kind: 'channel',
        switch: of.name,
        number,
        ports: ports.filter((port) => group.some((it) => it.port === port.name)),
        traffic: first.traffic,
        mode: protocolOf(first),
        lacpRate: rateOf(first),
        description: descriptionOf(first),
        ...(alone === undefined ? {} : { alone }),
        towards: first.peer.kind === 'switch' ? 'switch' : 'host',
        at,
      },
    ];
  };
  return {
    numberOf: (end: End): number | undefined =>
      end.channel === undefined ? undefined : numbers.get(end.channel)?.value,
    channels: (ports: readonly Port[]): Channel[] =>
      [...groups].flatMap(([key, group]) => channel(key, group, ports)).sort((a, b) => a.number.value - b.number.value),
  };
};
