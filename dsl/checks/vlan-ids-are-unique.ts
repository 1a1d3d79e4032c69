import { place } from '../language/place.ts';
import type { SiteVlan } from '../model/model.ts';
import type { Check } from './check.ts';

const why =
  'A switch knows a VLAN by its id alone. Two plans with one id are one network on the wire, whatever they are called.';

/** An id is one VLAN. */
export const vlanIdsAreUnique: Check = {
  code: 'vlan-ids-are-unique',
  severity: 'error',
  law: 'Two VLANs of a site have different ids.',
  why,
  covers: [],
  fatal: true,
  bad: `const more = vlans({ guests: { id: ‹30› }, staff: { id: «30» } });
const hv1 = hypervisor('hv1', {
  platform: el9,
  nics: {
    eno1: { mac: '00:1e:c9:00:01:00', cable: sw1.port('Gi0/1') },
    eno2: { mac: '00:1e:c9:00:01:01', cable: sw1.port('Gi0/2') },
  },
  bridges: { br30: { vlan: more.guests, on: 'eno1' }, br31: { vlan: more.staff, on: 'eno2' } },
  defaultRoute: 'none',
});

export default stack('example', [sw1, hv1]);
`,
  good: `const more = vlans({ guests: { id: 30 }, staff: { id: 31 } });
const hv1 = hypervisor('hv1', {
  platform: el9,
  nics: {
    eno1: { mac: '00:1e:c9:00:01:00', cable: sw1.port('Gi0/1') },
    eno2: { mac: '00:1e:c9:00:01:01', cable: sw1.port('Gi0/2') },
  },
  bridges: { br30: { vlan: more.guests, on: 'eno1' }, br31: { vlan: more.staff, on: 'eno2' } },
  defaultRoute: 'none',
});

export default stack('example', [sw1, hv1]);
`,
  *find({ reached, vlans }) {
    const siteVlans = new Map(vlans.map((it) => [it.of, it] as const));
    const taken = new Map<number, SiteVlan>();
    for (const it of reached) {
      const vlan = it.kind === 'vlan' ? siteVlans.get(it) : undefined;
      if (vlan === undefined) continue;
      const first = taken.get(vlan.id);
      if (first === undefined) {
        taken.set(vlan.id, vlan);
        continue;
      }
      const copy = first.name === vlan.name;
      yield {
        message: copy
          ? `VLAN ${vlan.name} with the id ${vlan.id} is there twice`
          : `VLAN ${vlan.name} has the id ${vlan.id}, which is ${first.name}'s`,
        at: place(vlan.of, 'id'),
        also: [{ at: place(first.of, 'id'), message: `the id of ${first.name}` }],
        why,
        fix: copy
          ? 'Use one plan: export it from a file, and import it where it is needed.'
          : 'Give one of them another id, or use one VLAN for both.',
      };
    }
  },
};
