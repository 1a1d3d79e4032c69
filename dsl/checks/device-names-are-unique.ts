import { type Place, place } from '../language/place.ts';
import type { SiteHost } from '../model/model.ts';
import { byCount } from '../text/compare.ts';
import type { Check, Found } from './check.ts';

const why = 'The kernel has one device of a name; the second file of that name would replace the first.';

interface Named {
  readonly name: string;
  readonly what: string;
  readonly at: Place;
  readonly key: boolean;
  readonly id?: string;
}

const named = ({ of, spec, attachments }: SiteHost): Named[] => [
  ...(['nics', 'bonds', 'bridges'] as const).flatMap((group) =>
    Object.keys(spec[group] ?? {})
      .sort(byCount)
      .map(
        (name): Named => ({ name, what: `the ${group.slice(0, -1)} ${name}`, at: place(of, group, name), key: true }),
      ),
  ),
  ...attachments
    .filter((it) => !it.untagged)
    .map(
      (it): Named => ({
        name: `${it.on}.${it.vlan.id}`,
        what: `VLAN ${it.vlan.name} on ${it.on}`,
        at: { ...it.at, path: [...it.at.path, 'vlan'] },
        key: false,
        id: it.vlan.name,
      }),
    ),
];

export const deviceNamesAreUnique: Check = {
  code: 'device-names-are-unique',
  severity: 'error',
  law: 'Two devices of a host have two names, and a VLAN rides on a NIC or bond once.',
  why,
  covers: ['VLAN-13'],
  bad: `const hv1 = hypervisor('hv1', {
  platform: el9,
  nics: {
    eno1: { mac: '00:1e:c9:00:01:00', cable: sw1.port('Gi0/1') },
    eno2: { mac: '00:1e:c9:00:01:01', cable: sw1.port('Gi0/2') },
  },
  bonds: { bond0: { mode: 'lacp', members: ['eno1', 'eno2'] } },
  bridges: { br666: { vlan: ‹net.management›, on: 'bond0', address: '10.66.6.11' } },
  vlans: [{ vlan: «net.management», on: 'bond0' }],
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
  bridges: { br666: { vlan: net.management, on: 'bond0', address: '10.66.6.11' } },
});

export default stack('example', [sw1, hv1]);
`,

  *find({ hosts }) {
    for (const host of hosts) {
      const first = new Map<string, Named>();
      for (const it of named(host)) {
        const known = first.get(it.name);
        if (known === undefined) {
          first.set(it.name, it);
          continue;
        }
        // A key with a dot, and two VLANs with one id, have laws of their own.
        if (it.key !== known.key || it.id !== known.id) continue;
        const found: Found = {
          message: it.key
            ? `${host.name} has two devices called ${it.name}: ${known.what} and ${it.what}`
            : `${host.name} has ${it.what} twice`,
          at: it.at,
          also: [{ at: known.at, message: known.what }],
          why,
          fix: it.key ? 'Give one of them another name.' : 'Keep one of the two: a bridge takes its address itself.',
        };
        yield it.key ? { ...found, key: true } : found;
      }
    }
  },
};
