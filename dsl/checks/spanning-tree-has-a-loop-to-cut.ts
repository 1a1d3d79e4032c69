import type { Check } from './check.ts';

const why =
  'A bridge with one uplink cannot close a loop. Spanning tree only makes it wait for twice the forward delay at each start, and lets the switches see one more bridge.';

export const spanningTreeHasALoopToCut: Check = {
  code: 'spanning-tree-has-a-loop-to-cut',
  severity: 'info',
  law: 'Spanning tree is of use on a bridge with more than one way out.',
  why,
  covers: ['STP-09'],
  bad: `const hv1 = hypervisor('hv1', {
  platform: el9,
  nics: {
    eno1: { mac: '00:1e:c9:00:01:00', cable: sw1.port('Gi0/1') },
    eno2: { mac: '00:1e:c9:00:01:01', cable: sw1.port('Gi0/2') },
  },
  bonds: { bond0: { mode: 'lacp', members: ['eno1', 'eno2'] } },
  bridges: { br666: { vlan: net.management, on: 'bond0', address: '10.66.6.11', stp: «true» } },
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
    for (const { name, bridges } of hosts) {
      for (const { name: bridge, at, port, stp } of bridges) {
        if (!stp.value) continue;
        yield {
          message: `${name} ${bridge} has spanning tree, and ${port} is its only uplink`,
          at: { ...at, path: [...at.path, 'stp'] },
          why,
          fix: 'Remove stp.',
        };
      }
    }
  },
};
