import { place } from '../language/place.ts';
import type { Check } from './check.ts';

const why = 'A bond without members has no carrier and never will: what rides on it is unreachable.';

/** A bond joins something. */
export const bondHasAMember: Check = {
  code: 'bond-has-a-member',
  severity: 'error',
  law: 'A bond has members.',
  why,
  covers: [],
  judgesAbsence: true,
  bad: `const hv1 = hypervisor('hv1', {
  platform: el9,
  nics: { eno1: { mac: '00:1e:c9:00:01:00', cable: sw1.port('Gi0/1') } },
  bonds: { bond0: { mode: 'lacp', members: «[]» } },
  vlans: [{ vlan: net.management, on: 'eno1', address: '10.66.6.1' }],
});

export default stack('example', [sw1, hv1]);
`,
  good: `const hv1 = hypervisor('hv1', {
  platform: el9,
  nics: {
    eno1: { mac: '00:1e:c9:00:01:00', cable: sw1.port('Gi0/1') },
    eno2: { mac: '00:1e:c9:00:01:01', cable: sw1.port('Gi0/2') },
  },
  bonds: { bond0: { mode: 'lacp', members: ['eno1', 'eno2'] } },
  vlans: [{ vlan: net.management, on: 'bond0', address: '10.66.6.1' }],
});

export default stack('example', [sw1, hv1]);
`,
  *find({ hosts }) {
    for (const { of, name, spec } of hosts) {
      for (const [bond, { members }] of Object.entries(spec.bonds ?? {})) {
        const names: readonly string[] = members;
        if (names.length > 0) continue;
        yield {
          message: `${name} ${bond} has no members`,
          at: place(of, 'bonds', bond, 'members'),
          why,
          fix: `Name two NICs of ${name}, or remove ${bond}.`,
        };
      }
    }
  },
};
