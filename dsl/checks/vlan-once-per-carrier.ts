import type { Place } from '../language/place.ts';
import type { Attachment, SiteVlan } from '../model/model.ts';
import type { Check } from './check.ts';
import { isStray } from './strays.ts';

const why =
  'A device has one VLAN device for an id; the kernel refuses the second, and what should ride on it never comes up.';

const vlanAt = ({ at }: Attachment): Place => ({ ...at, path: [...at.path, 'vlan'] });

/** A VLAN reaches one device of a host from one carrier. */
export const vlanOncePerCarrier: Check = {
  code: 'vlan-once-per-carrier',
  severity: 'error',
  law: 'A bond or a NIC has each VLAN once: on a bridge, or on the host itself.',
  why,
  covers: ['VLAN-13'],
  bad: `const hv1 = hypervisor('hv1', {
  platform: el9,
  nics: { eno1: { mac: '00:1e:c9:00:01:00', cable: sw1.port('Gi0/1') } },
  bridges: { br666: { vlan: ‹net.management›, on: 'eno1' } },
  vlans: [{ vlan: «net.management», on: 'eno1' }],
  defaultRoute: 'none',
});

export default stack('example', [sw1, hv1]);
`,
  good: `const hv1 = hypervisor('hv1', {
  platform: el9,
  nics: { eno1: { mac: '00:1e:c9:00:01:00', cable: sw1.port('Gi0/1') } },
  bridges: { br666: { vlan: net.management, on: 'eno1', address: '10.66.6.1' } },
});

export default stack('example', [sw1, hv1]);
`,
  *find(model) {
    for (const host of model.hosts) {
      const { name, attachments } = host;
      const taken = new Map<string, Map<SiteVlan, Attachment>>();
      for (const it of attachments) {
        const onCarrier = taken.get(it.on) ?? new Map<SiteVlan, Attachment>();
        taken.set(it.on, onCarrier);
        const first = onCarrier.get(it.vlan);
        if (first === undefined) {
          onCarrier.set(it.vlan, it);
          continue;
        }
        if (isStray(model, host, first) || isStray(model, host, it)) continue;
        const bridge = [first, it].find((other) => other.kind === 'bridge');
        yield {
          message: `${name} ${it.on} has VLAN ${it.vlan.name} twice`,
          at: vlanAt(it),
          also: [{ at: vlanAt(first), message: first.kind === 'bridge' ? `first on ${first.device}` : 'first here' }],
          why,
          fix:
            bridge === undefined
              ? 'Keep one of them, with all addresses in a list.'
              : `Keep ${bridge.device}; an address of the host in VLAN ${it.vlan.name} belongs on it.`,
        };
      }
    }
  },
};
