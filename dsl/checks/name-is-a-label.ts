import { type Construct, place } from '../language/place.ts';
import { isLabel, shown } from '../language/scalars.ts';
import type { Check } from './check.ts';

const why =
  "A name becomes a folder, a hostname and a switch's text. RFC 1123 gives a hostname letters, digits and hyphens, 63 at most, and capitals are left out because not every file system tells them apart.";

/** `HV_1` → `hv-1`. */
const nearest = (name: unknown): string | undefined => {
  const label = String(name)
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .slice(0, 63)
    .replaceAll(/^-+|-+$/g, '');
  return typeof name === 'string' && isLabel(label) ? label : undefined;
};

/** A thing's name can stand wherever the name of a host can. */
export const nameIsALabel: Check = {
  code: 'name-is-a-label',
  severity: 'error',
  law: "The name of a host, a switch, a link or a stack is a hostname's label: a-z, digits and hyphens, with a letter or digit at both ends, 63 characters at most.",
  why,
  covers: [],
  fatal: true,
  bad: `const hv1 = hypervisor(«'HV_1'», { platform: el9, nics: {}, defaultRoute: 'none' });

export default stack('example', [hv1]);
`,
  good: `const hv1 = hypervisor('hv-1', { platform: el9, nics: {}, defaultRoute: 'none' });

export default stack('example', [hv1]);
`,
  *find({ stack, reached }) {
    const named: readonly Construct[] = [stack, ...reached.filter((it) => it.kind !== 'vlan')];
    for (const it of named) {
      if (typeof it.name === 'string' && isLabel(it.name)) continue;
      const label = nearest(it.name);
      yield {
        message: `${shown(it.name)} is not a name for a ${it.kind}: a-z, digits and -, with a letter or digit at both ends, 63 characters at most`,
        at: place(it),
        key: true,
        why,
        fix: label === undefined ? "Write a name such as 'hv1'." : `Write '${label}'.`,
      };
    }
  },
};
