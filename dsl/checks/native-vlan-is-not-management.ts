import { type Place, place } from '../language/place.ts';
import type { SiteHost } from '../model/model.ts';
import type { Check } from './check.ts';

const why =
  'Whatever a machine sends without a tag lands in the native VLAN, and a frame with two tags can hop through it. VLAN 1 is where switches talk among themselves and where every unconfigured port is; a management VLAN is where a guest that sheds its tag must never arrive.';

/** VLANs that travel untagged beside tagged ones, which makes them native on a trunk. */
const nativeOn = function* ({ attachments }: SiteHost) {
  const vlansOn = new Map<string, Set<number>>();
  for (const { on, vlan } of attachments) {
    const known = vlansOn.get(on);
    if (known === undefined) vlansOn.set(on, new Set([vlan.id]));
    else known.add(vlan.id);
  }
  for (const it of attachments) if (it.untagged && (vlansOn.get(it.on)?.size ?? 0) > 1) yield it;
};

/** An untagged frame from a host reaches nothing that matters. */
export const nativeVlanIsNotManagement: Check = {
  code: 'native-vlan-is-not-management',
  severity: 'warning',
  law: 'The native VLAN of a trunk to a host is neither VLAN 1 nor a management VLAN.',
  why,
  covers: ['VLAN-11'],
  bad: `const hv1 = hypervisor('hv1', {
  platform: el9,
  nics: { eno1: { mac: '00:1e:c9:00:01:00', cable: sw1.port('Gi0/1') } },
  bridges: { br2: { vlan: net.public, on: 'eno1' } },
  vlans: [{ vlan: net.management, on: 'eno1', untagged: «true», address: '10.66.6.1' }],
});

export default stack('example', [sw1, hv1]);
`,
  good: `const hv1 = hypervisor('hv1', {
  platform: el9,
  nics: { eno1: { mac: '00:1e:c9:00:01:00', cable: sw1.port('Gi0/1') } },
  bridges: { br2: { vlan: net.public, on: 'eno1' } },
  vlans: [{ vlan: net.management, on: 'eno1', address: '10.66.6.1' }],
});

export default stack('example', [sw1, hv1]);
`,
  *find({ switches, hosts }) {
    for (const { of, name, nativeVlan, ports } of switches) {
      if (nativeVlan.value !== 1) continue;
      // Where every VLAN of a trunk has a tag, its native VLAN is the switch's.
      const found = ports.find(
        ({ peer, traffic }) =>
          peer.kind === 'nic' && traffic.mode === 'trunk' && traffic.vlans.every((it) => !it.untagged),
      );
      if (found === undefined) continue;
      yield {
        message: `the native VLAN of ${name} is 1, on ${found.name} to a host too`,
        at: place(of, 'nativeVlan'),
        also: [{ at: found.at, message: `${name} ${found.name} is a trunk to a host` }],
        why,
        fix: 'Leave nativeVlan out, which makes it 999, or write an id that nobody uses.',
      };
    }
    for (const host of hosts) {
      for (const { on, vlan, at } of nativeOn(host)) {
        if (vlan.id !== 1 && vlan.trust !== 'management') continue;
        const untagged: Place = { ...at, path: [...at.path, 'untagged'] };
        yield {
          message: `${host.name} ${on} takes VLAN ${vlan.name} (${vlan.id}) without a tag, beside others with one`,
          at: untagged,
          why,
          fix: `Remove untagged, so that VLAN ${vlan.name} has a tag as the others have.`,
        };
      }
    }
  },
};
