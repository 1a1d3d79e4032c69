import type { Channel, SiteSwitch } from '../model/model.ts';

/** A channel that cannot have its number, and one that it could have. */
export interface Trouble {
  readonly channel: Channel;
  /** The channel that has the number already; undefined where no channel may have it. */
  readonly taken?: Channel;
  /** Counted down from the highest, where no port's ordinal is likely to want it. Undefined when all are taken. */
  readonly free?: number;
}

/** Whether somebody wrote the number. */
export const isWritten = ({ number }: Channel): boolean => number.from.every((from) => from.kind === 'place');

/** Of two with one number, the derived one keeps it: it is easier to write another than to move a cable. */
const derivedFirst = (a: Channel, b: Channel): number => Number(isWritten(a)) - Number(isWritten(b));

const isPlaced = ({ ports }: Channel): boolean => ports.every((it) => it.ordinal > 0);

/** The channels of a switch whose number is out of range or taken, each with a number of its own that is free. */
export const channelTroubles = ({ channels, facts }: SiteSwitch): readonly Trouble[] => {
  const { least, most } = facts.channels;
  const used = new Set(channels.map((it) => it.number.value));
  let next = most;
  const free = (): { readonly free?: number } => {
    while (next >= least && used.has(next)) next -= 1;
    if (next < least) return {};
    used.add(next);
    return { free: next };
  };
  const first = new Map<number, Channel>();
  // A port that the hardware does not have gives no number; that the port is wrong is another law's to say.
  return channels
    .filter(isPlaced)
    .sort((a, b) => a.number.value - b.number.value || derivedFirst(a, b))
    .flatMap((channel): Trouble[] => {
      const { value } = channel.number;
      if (value < least || value > most) return [{ channel, ...free() }];
      const taken = first.get(value);
      if (taken !== undefined) return [{ channel, taken, ...free() }];
      first.set(value, channel);
      return [];
    });
};
