import { place } from '../language/place.ts';
import type { Reached } from '../model/reach.ts';
import type { Check } from './check.ts';

const why =
  'A name becomes a folder of artifacts, a hostname and a description on a switch; of two things with one name the second would overwrite the first, and some file systems do not tell capitals apart.';

const called = ({ kind }: Reached): string => (kind === 'vlan' ? 'VLAN' : kind);

/** VLANs have names of their own: a server may be called as the VLAN that it serves. */
const space = ({ kind, name }: Reached): string =>
  `${kind === 'vlan' ? 'vlan' : 'thing'} ${String(name).toLowerCase()}`;

/** The same VLAN written twice is one mistake, and its id tells it. */
const isCopy = (first: Reached, second: Reached): boolean =>
  first.kind === 'vlan' && second.kind === 'vlan' && first.spec.id === second.spec.id;

/** Each thing of a site has a name of its own. */
export const namesAreUnique: Check = {
  code: 'names-are-unique',
  severity: 'error',
  law: 'Hosts, switches and links of one site have different names, and so have its VLANs; capitals make no difference.',
  why,
  covers: [],
  fatal: true,
  bad: `const hv1 = ‹›hypervisor('hv1', { platform: el9, nics: {}, defaultRoute: 'none' });
const hv2 = hypervisor(«'hv1'», { platform: el9, nics: {}, defaultRoute: 'none' });

export default stack('example', [hv1, hv2]);
`,
  good: `const hv1 = hypervisor('hv1', { platform: el9, nics: {}, defaultRoute: 'none' });
const hv2 = hypervisor('hv2', { platform: el9, nics: {}, defaultRoute: 'none' });

export default stack('example', [hv1, hv2]);
`,
  *find({ reached }) {
    const taken = new Map<string, Reached>();
    for (const it of reached) {
      const first = taken.get(space(it));
      if (first === undefined) {
        taken.set(space(it), it);
        continue;
      }
      if (isCopy(first, it)) continue;
      const same = first.name === it.name;
      yield {
        message: same
          ? `a ${called(first)} is called ${it.name} already`
          : `${it.name} differs only in capitals from the ${called(first)} ${first.name}`,
        at: place(it),
        key: true,
        also: [{ at: place(first), message: `the ${called(first)} ${first.name}` }],
        why,
        fix: 'Give one of them another name.',
      };
    }
  },
};
