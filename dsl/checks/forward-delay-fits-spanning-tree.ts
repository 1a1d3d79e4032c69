import type { Check } from './check.ts';

const why =
  'With spanning tree the kernel takes a forward delay of 2 to 30 seconds (net/bridge/br_stp.c) and answers anything else with an error; NetworkManager refuses the profile.';

export const forwardDelayFitsSpanningTree: Check = {
  code: 'forward-delay-fits-spanning-tree',
  severity: 'error',
  law: 'With spanning tree a forward delay is at least 2 seconds.',
  why,
  covers: ['STP-02'],
  bad: `const hv1 = hypervisor('hv1', {
  platform: el9,
  nics: {
    eno1: { mac: '00:1e:c9:00:01:00', cable: sw1.port('Gi0/1') },
    eno2: { mac: '00:1e:c9:00:01:01', cable: sw1.port('Gi0/2') },
  },
  bonds: { bond0: { mode: 'lacp', members: ['eno1', 'eno2'] } },
  bridges: { br666: { vlan: net.management, on: 'bond0', address: '10.66.6.11', stp: ‹true›, forwardDelay: «1» } },
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
  bridges: { br666: { vlan: net.management, on: 'bond0', address: '10.66.6.11', stp: true, forwardDelay: 15 } },
});

export default stack('example', [sw1, hv1]);
`,

  *find({ hosts }) {
    for (const { name, bridges } of hosts) {
      for (const { name: bridge, at, stp, forwardDelay } of bridges) {
        if (!stp.value || forwardDelay.value >= 2) continue;
        yield {
          message: `${name} ${bridge} has spanning tree with a forward delay of ${forwardDelay.value} s`,
          at: { ...at, path: [...at.path, 'forwardDelay'] },
          also: [{ at: { ...at, path: [...at.path, 'stp'] }, message: 'spanning tree is on' }],
          why,
          fix: 'Remove forwardDelay, which makes it 15 seconds, or remove stp.',
        };
      }
    }
  },
};
