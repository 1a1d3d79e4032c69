import { didYouMean } from '../diagnostics/did-you-mean.ts';
import { place } from '../language/place.ts';
import type { Check } from './check.ts';
import { writtenKeys } from './written.ts';

const why =
  'A bond joins NICs of its own host; a member that is not there leaves the bond without that link, on the host and on the switch.';

/** The members of a bond exist. */
export const bondMemberIsANic: Check = {
  code: 'bond-member-is-a-nic',
  severity: 'error',
  law: "The members of a bond are names of the host's NICs.",
  why,
  covers: ['HF-13'],
  bad: `const hv1 = hypervisor('hv1', {
  platform: el9,
  nics: {
    eno1: { mac: '00:1e:c9:00:01:00', cable: sw1.port('Gi0/1') },
    eno2: { mac: '00:1e:c9:00:01:01', cable: sw1.port('Gi0/2') },
  },
  bonds: { bond0: { mode: 'lacp', members: ['eno1', «'eno3'»] } },
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
      const nics = writtenKeys(of, 'nics');
      const known = new Set(nics);
      for (const [bond, { members }] of Object.entries(spec.bonds ?? {})) {
        for (const [index, member] of members.entries()) {
          if (known.has(member)) continue;
          const free = nics.filter((it) => !(members as readonly string[]).includes(it));
          yield {
            message: `${name} ${bond} has a member '${member}', and ${name} has no such NIC${didYouMean(member, free)}`,
            at: place(of, 'bonds', bond, 'members', index),
            why,
            fix:
              free.length === 0
                ? `Add ${member} to nics, or take it out of the bond.`
                : `Write ${free.map((it) => `'${it}'`).join(' or ')}, or add ${member} to nics.`,
          };
        }
      }
    }
  },
};
