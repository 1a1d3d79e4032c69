import type { Place } from '../language/place.ts';
import { addressesAt } from '../model/addresses.ts';
import type { Attachment, SiteHost, SiteVlan } from '../model/model.ts';
import { contains } from '../text/ipv4.ts';
import type { Check } from './check.ts';

const why =
  'A device has one VLAN device for an id; the kernel refuses the second, and what should ride on it never comes up.';

const vlanAt = ({ at }: Attachment): Place => ({ ...at, path: [...at.path, 'vlan'] });

/** An address of another subnet: the VLAN is the wrong one, and another law says so. */
const isElsewhere = (host: SiteHost, it: Attachment): boolean =>
  addressesAt(host, it).addresses.some(
    ({ address }) => it.vlan.subnet !== undefined && !contains(it.vlan.subnet, address),
  );

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
  *find({ hosts }) {
    for (const host of hosts) {
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
        if (isElsewhere(host, first) || isElsewhere(host, it)) continue;
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
