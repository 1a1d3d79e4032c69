import { place } from '../language/place.ts';
import { byCount } from '../text/compare.ts';
import type { Check } from './check.ts';

const why = 'The kernel has one device of a name, and each name one file: the second one would replace the first.';

const groups = { nics: 'NIC', bonds: 'bond', bridges: 'bridge' } as const;

export const deviceNamesAreUnique: Check = {
  code: 'device-names-are-unique',
  severity: 'error',
  law: 'The NICs, bonds and bridges of a host have different names.',
  why,
  covers: [],
  fatal: true,
  bad: `const hv1 = hypervisor('hv1', {
  platform: el9,
  nics: {
    eno1: { mac: '00:1e:c9:00:01:00', cable: sw1.port('Gi0/1') },
    eno2: { mac: '00:1e:c9:00:01:01', cable: sw1.port('Gi0/2') },
  },
  bonds: { lan: ‹{ mode: 'lacp', members: ['eno1', 'eno2'] }› },
  bridges: { «lan»: { vlan: net.management, on: 'lan', address: '10.66.6.11' } },
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
  bridges: { lan: { vlan: net.management, on: 'bond0', address: '10.66.6.11' } },
});

export default stack('example', [sw1, hv1]);
`,

  *find({ hosts }) {
    for (const { of, name: host, spec } of hosts) {
      const first = new Map<string, keyof typeof groups>();
      for (const group of ['nics', 'bonds', 'bridges'] as const) {
        for (const name of Object.keys(spec[group] ?? {}).sort(byCount)) {
          const known = first.get(name);
          if (known === undefined) {
            first.set(name, group);
            continue;
          }
          yield {
            message: `${host} has a ${groups[known]} and a ${groups[group]} called ${name}`,
            at: place(of, group, name),
            key: true,
            also: [{ at: place(of, known, name), message: `the ${groups[known]} ${name}` }],
            why,
            fix: `Give the ${groups[group]} another name.`,
          };
        }
      }
    }
  },
};
