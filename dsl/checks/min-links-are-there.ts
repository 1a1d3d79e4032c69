import { place } from '../language/place.ts';
import type { Check } from './check.ts';

const why =
  'The bond has no carrier until as many links as min_links are up. With fewer members that is never; with exactly as many the first dead cable takes the host off the network.';

/** A bond can have the links that it asks for. */
export const minLinksAreThere: Check = {
  code: 'min-links-are-there',
  severity: 'warning',
  law: 'A bond has more members than its min_links.',
  why,
  covers: ['LAG-17'],
  judgesAbsence: true,
  bad: `const hv1 = hypervisor('hv1', {
  platform: el9,
  nics: {
    eno1: { mac: '00:1e:c9:00:01:00', cable: sw1.port('Gi0/1') },
    eno2: { mac: '00:1e:c9:00:01:01', cable: sw1.port('Gi0/2') },
  },
  bonds: { bond0: { mode: 'lacp', members: ‹›['eno1', 'eno2'], options: { min_links: «3» } } },
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
  bonds: { bond0: { mode: 'lacp', members: ['eno1', 'eno2'], options: { min_links: 1 } } },
  vlans: [{ vlan: net.management, on: 'bond0', address: '10.66.6.1' }],
});

export default stack('example', [sw1, hv1]);
`,
  *find({ hosts }) {
    for (const { of, name, spec } of hosts) {
      for (const [bond, { members, options }] of Object.entries(spec.bonds ?? {})) {
        const least = options?.min_links ?? 0;
        if (least < 2 || least < members.length) continue;
        const never = least > members.length;
        yield {
          message: never
            ? `${name} ${bond} asks for ${least} links and has ${members.length}`
            : `${name} ${bond} asks for all of its ${members.length} links`,
          at: place(of, 'bonds', bond, 'options', 'min_links'),
          also: [{ at: place(of, 'bonds', bond, 'members'), message: `${members.length} members` }],
          why,
          fix:
            members.length > 2
              ? `Write a number from 1 to ${members.length - 1}, or leave min_links out.`
              : 'Write 1, or leave min_links out.',
        };
      }
    }
  },
};
