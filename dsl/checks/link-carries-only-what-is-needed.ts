import type { Place } from '../language/place.ts';
import type { Carried, SiteLink } from '../model/model.ts';
import type { Check } from './check.ts';

const why =
  "A trunk floods every broadcast of every VLAN on it. A VLAN that ends on one side only costs the other side's bandwidth, and is one hop nearer to machines that have no business in it.";

/** Where a link was told to carry a VLAN; undefined where that was derived. */
const toldAt = ({ of }: SiteLink, { from }: Carried): Place | undefined => {
  const [first] = from;
  return first?.kind === 'place' && first.of === of && first.path[0] === 'vlans' ? first : undefined;
};

/** A link carries what has an end on both of its sides. */
export const linkCarriesOnlyWhatIsNeeded: Check = {
  code: 'link-carries-only-what-is-needed',
  severity: 'warning',
  law: 'A VLAN that a link is told to carry is used on both sides of it.',
  why,
  covers: ['VLAN-10'],
  judgesAbsence: true,
  bad: `const uplink = link('uplink', {
  cables: [[sw1.port('Gi0/25'), sw2.port('Gi0/25')]],
  vlans: [«net.storage»],
});

export default stack('example', [sw1, sw2, uplink]);
`,
  good: `const uplink = link('uplink', { cables: [[sw1.port('Gi0/25'), sw2.port('Gi0/25')]] });

export default stack('example', [sw1, sw2, uplink]);
`,
  *find({ links }) {
    for (const link of links) {
      const needed = new Set(link.needed);
      for (const carried of link.vlans) {
        const at = toldAt(link, carried);
        if (at === undefined || needed.has(carried.vlan)) continue;
        yield {
          message: `link ${link.name} carries VLAN ${carried.vlan.name}, which nothing on one side of it uses`,
          at,
          why,
          fix: `Remove VLAN ${carried.vlan.name}, or leave vlans out: what both sides need is worked out.`,
        };
      }
    }
  },
};
