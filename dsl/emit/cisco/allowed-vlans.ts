import { ranges } from '../../text/ranges.ts';

/** A line with its indentation stays within 200 characters; the command line of IOS ends at 254. */
const longest = 199;
const command = 'switchport trunk allowed vlan';
const first = 1;
const last = 4094;

const wrapped = (head: string, vlans: readonly number[]): string[] => {
  const lines: string[] = [];
  for (const part of ranges(vlans)) {
    const line = lines.at(-1);
    if (line === undefined || line.length + 1 + part.length > longest) lines.push(`${head} ${part}`);
    else lines[lines.length - 1] = `${line},${part}`;
  }
  return lines;
};

/**
 * The lines after which a trunk lets through exactly these VLANs, whatever it
 * let through before, and at no moment fewer of them than it did.
 *
 * A whole list replaces the old one at once, so it must be one line. A longer
 * one first adds what is wanted and then removes everything else.
 */
export const allowedVlans = (vlans: readonly number[]): readonly string[] => {
  if (vlans.length === 0) return [`${command} none`];
  const whole = `${command} ${ranges(vlans).join(',')}`;
  if (whole.length <= longest) return [whole];
  const wanted = new Set(vlans);
  const others = Array.from({ length: last - first + 1 }, (_, index) => first + index).filter((id) => !wanted.has(id));
  return [...wrapped(`${command} add`, vlans), ...wrapped(`${command} remove`, others)];
};
