import type { From, Place } from '../language/place.ts';
import { place } from '../language/place.ts';
import type { Channel, SiteSwitch } from '../model/model.ts';

const first = (from: readonly From[]): Place | undefined => from.find((it): it is Place => it.kind === 'place');

/** `hv1 bond0`, or `link uplink`. */
export const channelName = ({ at }: Channel): string =>
  at.of.kind === 'link' ? `link ${at.of.name}` : `${at.of.name} ${at.path.at(-1)}`;

/** Whether somebody wrote the number. */
export const isWritten = ({ number }: Channel): boolean => number.from.every((from) => from.kind === 'place');

/** Where the number of a channel is written, or else what it belongs to. */
export const numberAt = (channel: Channel): Place => {
  const { at, number } = channel;
  const here = first(number.from);
  if (!isWritten(channel) || here === undefined) return at;
  return at.of.kind === 'link' ? place(at.of, 'channels', here.path[1] ?? 0) : here;
};

/** What to write so that a channel has a number. A link says the numbers of both its ends. */
export const numberFix = (channel: Channel, number: number | undefined, switches: readonly SiteSwitch[]): string => {
  const { at } = channel;
  if (number === undefined) return `Join fewer links: ${channel.switch} has no channel left.`;
  if (at.of.kind !== 'link') return `Write channel: ${number} in ${channelName(channel)}.`;
  const end = channel.number.from.some((it) => it.kind === 'place' && it.path[0] === 'channels' && it.path[1] === 1)
    ? 1
    : 0;
  const far = switches.flatMap((it) => it.channels).find((it) => it !== channel && it.at.of === at.of);
  const other = far?.number.value ?? number;
  return `Write channels: [${(end === 1 ? [other, number] : [number, other]).join(', ')}] in link ${at.of.name}.`;
};

/** What says how many links a channel has. */
export const linksAt = ({ at }: Channel): Place => ({
  ...at,
  path: [...at.path, at.of.kind === 'link' ? 'cables' : 'members'],
});
