import { place } from '../language/place.ts';
import type { Check } from './check.ts';

const asked = 3;
const why = `The resolver of the C library asks the first ${asked} name servers and never looks at the rest (MAXNS, resolv.conf(5)).`;

export const threeNameServersAreAsked: Check = {
  code: 'three-name-servers-are-asked',
  severity: 'warning',
  law: 'A host has three name servers at most.',
  why,
  covers: [],
  bad: `const web1 = server('web1', {
  platform: debian12,
  dns: ['10.66.6.53', '10.66.6.54', '10.66.6.55', «'10.66.6.56'»],
  nics: { eno1: { mac: '00:1e:c9:00:05:00', cable: sw1.port('Gi0/5') } },
  vlans: [{ vlan: net.management, on: 'eno1', untagged: true, address: '10.66.6.31' }],
});

export default stack('example', [sw1, web1]);
`,
  good: `const web1 = server('web1', {
  platform: debian12,
  dns: ['10.66.6.53', '10.66.6.54', '10.66.6.55'],
  nics: { eno1: { mac: '00:1e:c9:00:05:00', cable: sw1.port('Gi0/5') } },
  vlans: [{ vlan: net.management, on: 'eno1', untagged: true, address: '10.66.6.31' }],
});

export default stack('example', [sw1, web1]);
`,

  *find({ hosts }) {
    for (const { of, name, spec } of hosts) {
      const count = spec.dns?.length ?? 0;
      if (count <= asked) continue;
      yield {
        message: `${name} has ${count} name servers, of which ${asked} are asked`,
        at: place(of, 'dns', asked),
        why,
        fix: `Keep ${asked} of them.`,
      };
    }
  },
};
