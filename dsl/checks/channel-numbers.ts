import type { Place } from '../language/place.ts';
import type { Channel, Port, SiteSwitch } from '../model/model.ts';
import { channelName, isWritten, numberAt } from './channel-place.ts';
import { isWithin } from './ios-words.ts';

/** What has a number already. */
interface Holder {
  readonly who: string;
  readonly at: Place;
}

/** A channel that cannot have its number, and one that it could have. */
export interface Trouble {
  readonly channel: Channel;
  /** Undefined where the number is one that no channel may have. */
  readonly taken?: Holder;
  /** Counted down from the highest, where no port's ordinal is likely to want it. Undefined when all are taken. */
  readonly free?: number;
}

/** Of two with one number, the derived one keeps it: it is easier to write another than to move a cable. */
const derivedFirst = (a: Channel, b: Channel): number => Number(isWritten(a)) - Number(isWritten(b));

const isPlaced = ({ ports }: Channel): boolean => ports.every((it) => it.ordinal > 0);

/** The channels that the user's own lines put ports in which nothing of the model is plugged into. */
const rawChannels = ({ name }: SiteSwitch, { raw, peer, name: port }: Port): (readonly [number, Holder])[] =>
  peer.kind !== 'unmodelled'
    ? []
    : raw.flatMap(({ value, from: [at] }) => {
        const [, number] = /(\d+)/.exec(value) ?? [];
        if (number === undefined || at?.kind !== 'place' || !isWithin(value, 'channel-group')) return [];
        return [[Number(number), { who: `a raw line of ${name} ${port}`, at }] as const];
      });

const holder = (channel: Channel): Holder => ({ who: channelName(channel), at: numberAt(channel) });

/** The channels of a switch whose number is out of range or taken, each with a number of its own that is free. */
export const channelTroubles = (it: SiteSwitch): readonly Trouble[] => {
  const { channels, ports, facts } = it;
  const { least, most } = facts.channels;
  const first = new Map<number, Holder>();
  for (const [number, raw] of ports.flatMap((port) => rawChannels(it, port)))
    if (!first.has(number)) first.set(number, raw);
  const used = new Set([...channels.map((channel) => channel.number.value), ...first.keys()]);
  let next = most;
  const free = (): { readonly free?: number } => {
    while (next >= least && used.has(next)) next -= 1;
    if (next < least) return {};
    used.add(next);
    return { free: next };
  };
  // A port that the hardware does not have gives no number; that the port is wrong is another law's to say.
  return channels
    .filter(isPlaced)
    .sort((a, b) => a.number.value - b.number.value || derivedFirst(a, b))
    .flatMap((channel): Trouble[] => {
      const { value } = channel.number;
      if (value < least || value > most) return [{ channel, ...free() }];
      const taken = first.get(value);
      if (taken !== undefined) return [{ channel, taken, ...free() }];
      first.set(value, holder(channel));
      return [];
    });
};
