import { place } from '../language/place.ts';
import type { Check } from './check.ts';

const why =
  'A bond of one link is no safer and no faster than the link alone: the cable, the card and the switch port are still single.';

/** A bond is there for the second link. */
export const bondHasTwoMembers: Check = {
  code: 'bond-has-two-members',
  severity: 'warning',
  law: 'A bond has two members or more.',
  why,
  covers: ['LAG-16'],
  judgesAbsence: true,
  bad: `const hv1 = hypervisor('hv1', {
  platform: el9,
  nics: { eno1: { mac: '00:1e:c9:00:01:00', cable: sw1.port('Gi0/1') } },
  bonds: { bond0: { mode: 'lacp', members: «['eno1']» } },
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
  bonds: { bond0: { mode: 'lacp', members: ['eno1', 'eno2'] } },
  vlans: [{ vlan: net.management, on: 'bond0', address: '10.66.6.1' }],
});

export default stack('example', [sw1, hv1]);
`,
  *find({ hosts }) {
    for (const { of, name, spec } of hosts) {
      for (const [bond, { members }] of Object.entries(spec.bonds ?? {})) {
        // As written: a member that is unknown or named twice is another mistake.
        const names: readonly string[] = members;
        const [only] = names;
        if (only === undefined || names.length > 1) continue;
        yield {
          message: `${name} ${bond} has one member, ${only}`,
          at: place(of, 'bonds', bond, 'members'),
          why,
          fix: `Add a second NIC to ${bond}, or remove ${bond} and write on: '${only}'.`,
        };
      }
    }
  },
};
