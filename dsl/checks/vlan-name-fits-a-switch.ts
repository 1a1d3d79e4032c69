import { place } from '../language/place.ts';
import { shown } from '../language/scalars.ts';
import type { Check } from './check.ts';

const why =
  "The name is the VLAN's on every switch. IOS takes 32 characters without blanks, and refuses a name that another VLAN has; five names belong to the VLANs that it makes itself.";

/** VLAN 1 and 1002 to 1005 exist on every Catalyst, under these names. */
const taken = new Set(['default', 'fddi-default', 'token-ring-default', 'fddinet-default', 'trnet-default']);

/** A VLAN's name can be written on a switch. */
export const vlanNameFitsASwitch: Check = {
  code: 'vlan-name-fits-a-switch',
  severity: 'error',
  law: 'The name of a VLAN has 1 to 32 letters, digits, - and _, and is none of those that switches give to VLANs of their own.',
  why,
  covers: [],
  bad: `const more = vlans({ «'guest wifi'»: { id: 30 } });
const hv1 = hypervisor('hv1', {
  platform: el9,
  nics: { eno1: { mac: '00:1e:c9:00:01:00', cable: sw1.port('Gi0/1') } },
  bridges: { br30: { vlan: more['guest wifi'], on: 'eno1' } },
  defaultRoute: 'none',
});

export default stack('example', [sw1, hv1]);
`,
  good: `const more = vlans({ guestWifi: { id: 30 } });
const hv1 = hypervisor('hv1', {
  platform: el9,
  nics: { eno1: { mac: '00:1e:c9:00:01:00', cable: sw1.port('Gi0/1') } },
  bridges: { br30: { vlan: more.guestWifi, on: 'eno1' } },
  defaultRoute: 'none',
});

export default stack('example', [sw1, hv1]);
`,
  *find({ vlans }) {
    for (const { of, name, id } of vlans) {
      const own = taken.has(name.toLowerCase()) && id !== 1;
      if (!own && /^[A-Za-z0-9_-]{1,32}$/.test(name)) continue;
      yield {
        message: own
          ? `a switch has a VLAN of its own that is called ${name}`
          : `${shown(name)} is not a name for a VLAN: letters, digits, - and _, 32 characters at most`,
        at: place(of),
        key: true,
        why,
        fix: 'Give the VLAN another name.',
      };
    }
  },
};
