import { didYouMean } from '../diagnostics/did-you-mean.ts';
import { place } from '../language/place.ts';
import type { Check } from './check.ts';

const why =
  'The kernel prefers a member by its name; a name that is no member is never preferred, and the traffic stays wherever it came up first.';

/** The preferred member is one. */
export const primaryIsAMember: Check = {
  code: 'primary-is-a-member',
  severity: 'error',
  law: "The primary of a bond is one of the bond's members.",
  why,
  covers: [],
  bad: `const hv1 = hypervisor('hv1', {
  platform: el9,
  nics: {
    eno1: { mac: '00:1e:c9:00:01:00', cable: sw1.port('Gi0/1') },
    eno2: { mac: '00:1e:c9:00:01:01', cable: sw1.port('Gi0/2') },
  },
  bonds: { bond0: { mode: 'active-backup', members: ‹›['eno1', 'eno2'], options: { primary: «'eno3'» } } },
  vlans: [{ vlan: net.management, on: 'bond0', address: '10.66.6.1' }],
});

export default stack('example', [sw1, hv1]);
`,
  good: `const hv1 = hypervisor('hv1', {
  platform: el9,
  nics: {
    eno1: { mac: '00:1e:c9:00:01:00', cable: sw1.port('Gi0/1') },
    eno2: { mac: '00:1e:c9:00:01:01', cable: sw1.port('Gi0/2') },
  },
  bonds: { bond0: { mode: 'active-backup', members: ['eno1', 'eno2'], options: { primary: 'eno1' } } },
  vlans: [{ vlan: net.management, on: 'bond0', address: '10.66.6.1' }],
});

export default stack('example', [sw1, hv1]);
`,
  *find({ hosts }) {
    for (const { of, name, spec } of hosts) {
      for (const [bond, { members, options }] of Object.entries(spec.bonds ?? {})) {
        const primary = options?.primary;
        const names: readonly string[] = members;
        if (primary === undefined || names.includes(primary)) continue;
        yield {
          message: `${name} ${bond} prefers '${primary}', which is not one of its members${didYouMean(primary, names)}`,
          at: place(of, 'bonds', bond, 'options', 'primary'),
          also: [{ at: place(of, 'bonds', bond, 'members'), message: `the members of ${bond}` }],
          why,
          fix: `Write ${names.map((it) => `'${it}'`).join(' or ')}.`,
        };
      }
    }
  },
};
