import { place } from '../language/place.ts';
import { byCount } from '../text/compare.ts';
import type { Check } from './check.ts';

const why =
  'A bridge without spanning tree has no ports to listen on before it forwards. NetworkManager drops the number, the other platforms wait for nothing.';

export const forwardDelayNeedsSpanningTree: Check = {
  code: 'forward-delay-needs-spanning-tree',
  severity: 'warning',
  law: 'A forward delay is written only on a bridge with spanning tree.',
  why,
  covers: ['STP-04'],
  bad: `const hv1 = hypervisor('hv1', {
  platform: el9,
  nics: {
    eno1: { mac: '00:1e:c9:00:01:00', cable: sw1.port('Gi0/1') },
    eno2: { mac: '00:1e:c9:00:01:01', cable: sw1.port('Gi0/2') },
  },
  bonds: { bond0: { mode: 'lacp', members: ['eno1', 'eno2'] } },
  bridges: { br666: { vlan: net.management, on: 'bond0', address: '10.66.6.11', forwardDelay: «5» } },
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
  bridges: { br666: { vlan: net.management, on: 'bond0', address: '10.66.6.11', forwardDelay: 0 } },
});

export default stack('example', [sw1, hv1]);
`,

  *find({ hosts }) {
    for (const { of, name, spec } of hosts) {
      for (const bridge of Object.keys(spec.bridges ?? {}).sort(byCount)) {
        const { stp, forwardDelay } = spec.bridges?.[bridge] ?? {};
        if (stp === true || forwardDelay === undefined || forwardDelay === 0) continue;
        yield {
          message: `${name} ${bridge} has a forward delay of ${forwardDelay} s and no spanning tree`,
          at: place(of, 'bridges', bridge, 'forwardDelay'),
          why,
          fix: 'Remove forwardDelay.',
        };
      }
    }
  },
};
