import { place } from '../language/place.ts';
import type { Check } from './check.ts';

const why =
  '802.1Q has twelve bits for the id, 0 and 4095 are reserved, and Cisco switches keep 1002 to 1005 for Token Ring and FDDI.';

/** A VLAN id is one that a frame can carry and a switch can make. */
export const vlanIdIsUsable: Check = {
  code: 'vlan-id-is-usable',
  severity: 'error',
  law: 'A VLAN id is from 1 to 4094, and not from 1002 to 1005.',
  why,
  covers: ['VLAN-08'],
  fatal: true,
  bad: `const more = vlans({ guests: { id: «1002» } });
const hv1 = hypervisor('hv1', {
  platform: el9,
  nics: { eno1: { mac: '00:1e:c9:00:01:00', cable: sw1.port('Gi0/1') } },
  bridges: { br0: { vlan: more.guests, on: 'eno1' } },
  defaultRoute: 'none',
});

export default stack('example', [sw1, hv1]);
`,
  good: `const more = vlans({ guests: { id: 1001 } });
const hv1 = hypervisor('hv1', {
  platform: el9,
  nics: { eno1: { mac: '00:1e:c9:00:01:00', cable: sw1.port('Gi0/1') } },
  bridges: { br0: { vlan: more.guests, on: 'eno1' } },
  defaultRoute: 'none',
});

export default stack('example', [sw1, hv1]);
`,
  *find({ vlans }) {
    for (const { of, name, id } of vlans) {
      const outside = id < 1 || id > 4094;
      if (!outside && (id < 1002 || id > 1005)) continue;
      yield {
        message: outside
          ? `VLAN ${name} has the id ${id}, which is not from 1 to 4094`
          : `VLAN ${name} has the id ${id}, which Cisco switches keep for themselves`,
        at: place(of, 'id'),
        why,
        fix: 'Write an id from 1 to 1001, or from 1006 to 4094.',
      };
    }
  },
};
