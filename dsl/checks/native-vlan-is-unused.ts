import { place } from '../language/place.ts';
import type { SiteSwitch } from '../model/model.ts';
import type { Check } from './check.ts';

const why =
  'A frame of the native VLAN leaves the switch without a tag. A host that waits for it with one never sees it, and what the host sends arrives: the fault is in one direction only.';

/** The highest id that no VLAN of the switch has, among those that every switch can make. */
const freeVlan = ({ vlans }: SiteSwitch): number => {
  const used = new Set(vlans.map(({ vlan }) => vlan.id));
  let id = 999;
  while (used.has(id)) id -= 1;
  return id;
};

/** What a host tags, a switch tags. */
export const nativeVlanIsUnused: Check = {
  code: 'native-vlan-is-unused',
  severity: 'error',
  law: 'The native VLAN of a switch is none that a trunk of it carries with a tag.',
  why,
  covers: ['VLAN-04'],
  bad: `const lab = catalyst3560g('lab', { model: 'WS-C3560G-24TS', nativeVlan: «2» });
const hv1 = hypervisor('hv1', {
  platform: el9,
  nics: { eno1: { mac: '00:1e:c9:00:01:00', cable: ‹lab.port('Gi0/1')› } },
  bridges: { br2: { vlan: net.public, on: 'eno1' } },
  vlans: [{ vlan: net.management, on: 'eno1', address: '10.66.6.1' }],
});

export default stack('example', [lab, hv1]);
`,
  good: `const lab = catalyst3560g('lab', { model: 'WS-C3560G-24TS', nativeVlan: 998 });
const hv1 = hypervisor('hv1', {
  platform: el9,
  nics: { eno1: { mac: '00:1e:c9:00:01:00', cable: lab.port('Gi0/1') } },
  bridges: { br2: { vlan: net.public, on: 'eno1' } },
  vlans: [{ vlan: net.management, on: 'eno1', address: '10.66.6.1' }],
});

export default stack('example', [lab, hv1]);
`,
  *find({ switches }) {
    for (const it of switches) {
      const native = it.nativeVlan.value;
      for (const { name: port, traffic, at } of it.ports) {
        if (traffic.mode !== 'trunk' || traffic.native.value !== native) continue;
        const tagged = traffic.vlans.find(({ vlan, untagged }) => vlan.id === native && !untagged)?.vlan;
        if (tagged === undefined) continue;
        const chosen = it.nativeVlan.from.some((from) => from.kind === 'default');
        const free = freeVlan(it);
        yield {
          message: chosen
            ? `VLAN ${tagged.name} has the id ${native}, which is the native VLAN of ${it.name} unless another is written`
            : `the native VLAN of ${it.name} is ${native}, and ${it.name} ${port} carries VLAN ${tagged.name} (${native}) with a tag`,
          at: chosen ? place(tagged.of, 'id') : place(it.of, 'nativeVlan'),
          also: [{ at, message: `${it.name} ${port} carries VLAN ${tagged.name}` }],
          why,
          fix: `Write nativeVlan: ${free} in ${it.name}, or any other id that nobody uses.`,
        };
        // One native VLAN is one mistake, on however many ports.
        break;
      }
    }
  },
};
