import { place } from '../language/place.ts';
import type { Check } from './check.ts';

const why =
  'IOS 12.2 makes VLANs above 1005 only in VTP transparent mode. In server mode, which a switch has from the factory, the command is refused and the VLAN never forwards.';

/** A VLAN of the extended range can be made. */
export const extendedVlanNeedsVtpTransparent: Check = {
  code: 'extended-vlan-needs-vtp-transparent',
  severity: 'error',
  law: "A switch with IOS 12.2 that has VLANs above 1005 is in VTP mode 'transparent'.",
  why,
  covers: ['VLAN-09'],
  bad: `const more = vlans({ guests: { id: ‹2000› } });
const lab = «catalyst3560g»('lab', { model: 'WS-C3560G-24TS' });
const hv1 = hypervisor('hv1', {
  platform: el9,
  nics: { eno1: { mac: '00:1e:c9:00:01:00', cable: lab.port('Gi0/1') } },
  bridges: { br0: { vlan: more.guests, on: 'eno1' } },
  defaultRoute: 'none',
});

export default stack('example', [lab, hv1]);
`,
  good: `const more = vlans({ guests: { id: 2000 } });
const lab = catalyst3560g('lab', { model: 'WS-C3560G-24TS', vtp: 'transparent' });
const hv1 = hypervisor('hv1', {
  platform: el9,
  nics: { eno1: { mac: '00:1e:c9:00:01:00', cable: lab.port('Gi0/1') } },
  bridges: { br0: { vlan: more.guests, on: 'eno1' } },
  defaultRoute: 'none',
});

export default stack('example', [lab, hv1]);
`,
  *find({ switches }) {
    for (const { of, name, facts, vlans } of switches) {
      // What was written is the schema's to judge.
      if (facts.system !== 'IOS 12.2' || of.spec.vtp !== undefined) continue;
      const extended = vlans.filter(({ vlan }) => vlan.id > 1005 && vlan.id < 4095);
      if (extended.length === 0) continue;
      const named = extended.map(({ vlan }) => `${vlan.name} (${vlan.id})`).join(', ');
      yield {
        message: `${name} is to have ${extended.length === 1 ? 'VLAN' : 'the VLANs'} ${named}, and nothing puts it into VTP transparent mode`,
        at: place(of),
        also: extended.map(({ vlan }) => ({ at: place(vlan.of, 'id'), message: `VLAN ${vlan.name} is above 1005` })),
        why,
        fix: `Write vtp: 'transparent' in ${name}, or use an id from 1 to 1001.`,
      };
    }
  },
};
