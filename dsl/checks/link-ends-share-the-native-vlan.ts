import { place } from '../language/place.ts';
import type { SiteSwitch } from '../model/model.ts';
import type { Check } from './check.ts';

const why =
  'A frame without a tag belongs to the native VLAN of whichever end reads it: with two of them it changes its VLAN on the way, and spanning tree of one VLAN talks to that of the other. Cisco warns of loops.';

const isWritten = ({ nativeVlan }: SiteSwitch): boolean => nativeVlan.from.every((from) => from.kind === 'place');

/** Both ends of a trunk mean the same by a frame without a tag. */
export const linkEndsShareTheNativeVlan: Check = {
  code: 'link-ends-share-the-native-vlan',
  severity: 'error',
  law: 'Two switches with a link between them have one native VLAN.',
  why,
  covers: ['VLAN-06'],
  bad: `const a = catalyst3560g('a', { model: 'WS-C3560G-24TS', nativeVlan: ‹998› });
const b = catalyst3560g('b', { model: 'WS-C3560G-24TS', nativeVlan: «997» });
const uplink = link('uplink', { cables: [[a.port('Gi0/25'), b.port('Gi0/25')]] });

export default stack('example', [a, b, uplink]);
`,
  good: `const a = catalyst3560g('a', { model: 'WS-C3560G-24TS', nativeVlan: 998 });
const b = catalyst3560g('b', { model: 'WS-C3560G-24TS', nativeVlan: 998 });
const uplink = link('uplink', { cables: [[a.port('Gi0/25'), b.port('Gi0/25')]] });

export default stack('example', [a, b, uplink]);
`,
  *find({ switches, links }) {
    const byName = new Map(switches.map((it) => [it.name, it] as const));
    const told = new Set<SiteSwitch>();
    for (const { name, ends } of links) {
      const [near, far] = [byName.get(ends[0]), byName.get(ends[1])];
      if (near === undefined || far === undefined || near.nativeVlan.value === far.nativeVlan.value) continue;
      const [wrong, other] = isWritten(far) ? [far, near] : [near, far];
      if (told.has(wrong)) continue;
      told.add(wrong);
      yield {
        message: `link ${name} joins ${near.name}, where the native VLAN is ${near.nativeVlan.value}, and ${far.name}, where it is ${far.nativeVlan.value}`,
        at: place(wrong.of, 'nativeVlan'),
        also: [
          {
            at: place(other.of, 'nativeVlan'),
            message: `${other.nativeVlan.value} on ${other.name}${isWritten(other) ? '' : ' unless written'}`,
          },
        ],
        why,
        fix: `Write nativeVlan: ${other.nativeVlan.value} in ${wrong.name}, or the same other number in both.`,
      };
    }
  },
};
