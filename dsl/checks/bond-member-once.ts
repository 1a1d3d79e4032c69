import { type Place, place } from '../language/place.ts';
import type { Check } from './check.ts';

const why =
  'A device has one master. The kernel refuses the second, and NetworkManager says that the port is taken, so that one bond lacks a link.';

/** A NIC is a member of one bond. */
export const bondMemberOnce: Check = {
  code: 'bond-member-once',
  severity: 'error',
  law: 'A NIC is a member of one bond, and is listed there once.',
  why,
  covers: ['LAG-08'],
  bad: `const hv1 = hypervisor('hv1', {
  platform: el9,
  nics: {
    eno1: { mac: '00:1e:c9:00:01:00', cable: sw1.port('Gi0/1') },
    eno2: { mac: '00:1e:c9:00:01:01', cable: sw1.port('Gi0/2') },
    eno3: { mac: '00:1e:c9:00:01:02', cable: sw1.port('Gi0/3') },
  },
  bonds: {
    bond0: { mode: 'lacp', members: ['eno1', ‹'eno2'›] },
    bond1: { mode: 'active-backup', members: ['eno3', «'eno2'»] },
  },
  vlans: [
    { vlan: net.management, on: 'bond0', address: '10.66.6.1' },
    { vlan: net.storage, on: 'bond1', address: '10.66.7.1' },
  ],
});

export default stack('example', [sw1, hv1]);
`,
  good: `const hv1 = hypervisor('hv1', {
  platform: el9,
  nics: {
    eno1: { mac: '00:1e:c9:00:01:00', cable: sw1.port('Gi0/1') },
    eno2: { mac: '00:1e:c9:00:01:01', cable: sw1.port('Gi0/2') },
    eno3: { mac: '00:1e:c9:00:01:02', cable: sw1.port('Gi0/3') },
    eno4: { mac: '00:1e:c9:00:01:03', cable: sw1.port('Gi0/4') },
  },
  bonds: {
    bond0: { mode: 'lacp', members: ['eno1', 'eno2'] },
    bond1: { mode: 'active-backup', members: ['eno3', 'eno4'] },
  },
  vlans: [
    { vlan: net.management, on: 'bond0', address: '10.66.6.1' },
    { vlan: net.storage, on: 'bond1', address: '10.66.7.1' },
  ],
});

export default stack('example', [sw1, hv1]);
`,
  *find({ hosts }) {
    for (const { of, name, spec } of hosts) {
      const seen = new Map<string, { readonly bond: string; readonly at: Place }>();
      for (const [bond, { members }] of Object.entries(spec.bonds ?? {})) {
        for (const [index, member] of members.entries()) {
          const at = place(of, 'bonds', bond, 'members', index);
          const first = seen.get(member);
          if (first === undefined) {
            seen.set(member, { bond, at });
            continue;
          }
          const twice = first.bond === bond;
          yield {
            message: twice
              ? `${name} ${bond} lists ${member} twice`
              : `${name} ${member} is a member of ${first.bond} and of ${bond}`,
            at,
            also: [{ at: first.at, message: `${member} is a member of ${first.bond}` }],
            why,
            fix: twice
              ? `Remove the second ${member}, or name the other NIC.`
              : `Take ${member} out of ${first.bond} or out of ${bond}.`,
          };
        }
      }
    }
  },
};
