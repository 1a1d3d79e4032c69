import type { Check } from './check.ts';

const why =
  "IEEE 802.1D asks for 2 × (forward delay − 1) ≥ maximum age, which is 20 seconds on a Linux bridge: a bridge that forwards before old news has died out can close a loop for a while. It counts where this bridge becomes the root; else the root's timers do.";

const maximumAge = 20;

export const spanningTreeTimersAgree: Check = {
  code: 'spanning-tree-timers-agree',
  severity: 'warning',
  law: 'With spanning tree a forward delay is long enough for the maximum age: 11 seconds or more.',
  why,
  covers: ['STP-10'],
  bad: `const hv1 = hypervisor('hv1', {
  platform: el9,
  nics: {
    eno1: { mac: '00:1e:c9:00:01:00', cable: sw1.port('Gi0/1') },
    eno2: { mac: '00:1e:c9:00:01:01', cable: sw1.port('Gi0/2') },
  },
  bonds: { bond0: { mode: 'lacp', members: ['eno1', 'eno2'] } },
  bridges: { br666: { vlan: net.management, on: 'bond0', address: '10.66.6.11', stp: true, forwardDelay: «5» } },
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
  bridges: { br666: { vlan: net.management, on: 'bond0', address: '10.66.6.11', stp: true } },
});

export default stack('example', [sw1, hv1]);
`,

  *find({ hosts }) {
    for (const { name, bridges } of hosts) {
      for (const { name: bridge, at, stp, forwardDelay } of bridges) {
        const delay = forwardDelay.value;
        // Below 2 seconds nothing works at all, which another law says.
        if (!stp.value || delay < 2 || 2 * (delay - 1) >= maximumAge) continue;
        yield {
          message: `${name} ${bridge} has a forward delay of ${delay} s, too short for the maximum age of ${maximumAge} s`,
          at: { ...at, path: [...at.path, 'forwardDelay'] },
          why,
          fix: `Remove forwardDelay, which makes it 15 seconds, or write ${maximumAge / 2 + 1} or more.`,
        };
      }
    }
  },
};
