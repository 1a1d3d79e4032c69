import type { Switch } from '../language/switch.ts';
import { switchFamilies } from '../platforms/switches.ts';

/**
 * The place of a port in its LACP domain, from 1, by which channels count.
 *
 * A 3560G counts its ports. A 9300 counts in a grid that is the same for every
 * model (48 copper ports, then 8 of the uplink module), so that neither another
 * model nor a new module in one member renumbers the channels of the next.
 * 0 for a port that the hardware does not have.
 */
export const ordinal = (of: Switch, port: string): number => {
  if (!of.portNames.includes(port)) return 0;
  const [, first = '0', slot = '0', last = '0'] = /^[A-Za-z]+(\d+)\/(?:(\d+)\/)?(\d+)$/.exec(port) ?? [];
  if (of.family === 'catalyst3560g') return Number(last);
  const uplink = slot === '1' ? 48 : 0;
  return (Number(first) - 1) * switchFamilies[of.family].portsPerMember + uplink + Number(last);
};
