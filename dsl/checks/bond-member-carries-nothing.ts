import { type Place, place } from '../language/place.ts';
import type { Check } from './check.ts';
import { uplinksOf } from './uplinks.ts';

const why =
  'A member hands every frame to its bond. A VLAN, a bridge port or an address on the member itself sees no traffic, and NetworkManager keeps one of the two profiles down.';

/** What rides on a bond's link rides on the bond. */
export const bondMemberCarriesNothing: Check = {
  code: 'bond-member-carries-nothing',
  severity: 'error',
  law: 'A NIC in a bond has no address, no VLAN and no bridge of its own.',
  why,
  covers: ['LAG-08'],
  bad: `const hv1 = hypervisor('hv1', {
  platform: el9,
  nics: {
    eno1: { mac: '00:1e:c9:00:01:00', cable: sw1.port('Gi0/1') },
    eno2: { mac: '00:1e:c9:00:01:01', cable: sw1.port('Gi0/2') },
  },
  bonds: { bond0: { mode: 'lacp', members: [‹'eno1'›, 'eno2'] } },
  vlans: [
    { vlan: net.management, on: 'bond0', address: '10.66.6.1' },
    { vlan: net.public, on: «'eno1'» },
  ],
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
  vlans: [
    { vlan: net.management, on: 'bond0', address: '10.66.6.1' },
    { vlan: net.public, on: 'bond0' },
  ],
});

export default stack('example', [sw1, hv1]);
`,
  *find({ hosts }) {
    for (const host of hosts) {
      const { of, name, spec } = host;
      const memberOf = new Map<string, { readonly bond: string; readonly at: Place }>();
      for (const [bond, { members }] of Object.entries(spec.bonds ?? {})) {
        for (const [index, member] of members.entries()) {
          if (!memberOf.has(member)) memberOf.set(member, { bond, at: place(of, 'bonds', bond, 'members', index) });
        }
      }
      for (const { on, path } of uplinksOf(host)) {
        const found = memberOf.get(on);
        if (found === undefined) continue;
        yield {
          message: `${name} ${path.join('.')} is on ${on}, which is a member of ${found.bond}`,
          at: place(of, ...path, 'on'),
          also: [{ at: found.at, message: `${on} is a member of ${found.bond}` }],
          why,
          fix: `Write on: '${found.bond}', or take ${on} out of ${found.bond}.`,
        };
      }
      for (const [nic, { address }] of Object.entries(spec.nics)) {
        const found = memberOf.get(nic);
        if (found === undefined || address === undefined) continue;
        yield {
          message: `${name} ${nic} has an address, and is a member of ${found.bond}`,
          at: place(of, 'nics', nic, 'address'),
          also: [{ at: found.at, message: `${nic} is a member of ${found.bond}` }],
          why,
          fix: `Remove the address and give it to a VLAN on ${found.bond}, or take ${nic} out of ${found.bond}.`,
        };
      }
    }
  },
};
