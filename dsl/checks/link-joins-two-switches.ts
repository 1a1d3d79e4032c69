import { place } from '../language/place.ts';
import type { Check } from './check.ts';
import { cablesOf } from './link-cables.ts';

const why =
  'The cables of a link are one trunk, and several of them one channel. A channel has one switch at either end; a cable that comes back to its own switch is a loop.';

/** A link joins the same two switches with each of its cables. */
export const linkJoinsTwoSwitches: Check = {
  code: 'link-joins-two-switches',
  severity: 'error',
  law: 'Every cable of a link joins the same two switches, in the same order.',
  why,
  covers: [],
  fatal: true,
  bad: `const uplink = link('uplink', {
  cables: [
    [‹sw1.port('Gi0/25')›, sw2.port('Gi0/25')],
    [«sw2.port('Gi0/26')», sw1.port('Gi0/26')],
  ],
});

export default stack('example', [sw1, sw2, uplink]);
`,
  good: `const uplink = link('uplink', {
  cables: [
    [sw1.port('Gi0/25'), sw2.port('Gi0/25')],
    [sw1.port('Gi0/26'), sw2.port('Gi0/26')],
  ],
});

export default stack('example', [sw1, sw2, uplink]);
`,
  *find({ claims }) {
    for (const [link, cables] of cablesOf(claims)) {
      const [first] = cables;
      for (const [index, [a, b]] of cables.entries()) {
        const near = a.switch;
        const far = b.switch;
        if (near === far) {
          yield {
            message: `a cable of link ${link.name} joins ${near.name} with itself`,
            at: place(link, 'cables', index),
            why,
            fix: `End it in a port of another switch than ${near.name}.`,
          };
          continue;
        }
        if (first === undefined || first[0].switch === first[1].switch) continue;
        const [from, to] = [first[0].switch, first[1].switch];
        if (near === from && far === to) continue;
        const turned = near === to && far === from;
        const wrong = near === from ? b : a;
        yield {
          message: turned
            ? `link ${link.name} goes from ${from.name} to ${to.name}, and this cable from ${near.name} to ${far.name}`
            : `link ${link.name} joins ${from.name} and ${to.name}, and this cable ${near.name} and ${far.name}`,
          at: wrong.at,
          also: [
            {
              at: (near === from ? first[1] : first[0]).at,
              message: `the first cable goes from ${from.name} to ${to.name}`,
            },
          ],
          why,
          fix: turned
            ? `Write the port of ${from.name} first.`
            : `Write a port of ${(near === from ? to : from).name}, or make the cable a link of its own.`,
        };
      }
    }
  },
};
