import { channelTroubles } from './channel-numbers.ts';
import { channelName, numberAt, numberFix } from './channel-place.ts';
import type { Check } from './check.ts';

const why =
  'Two bonds in one port-channel are one link to the switch: it sends what is for one host to the other. Another number is never taken in silence, because then a new host would renumber its neighbour.';

/** A channel has its number for itself. */
export const channelNumberIsFree: Check = {
  code: 'channel-number-is-free',
  severity: 'error',
  law: 'Two port-channels of a switch have different numbers.',
  why,
  covers: ['LAG-07'],
  fatal: true,
  bad: `const hv1 = hypervisor('hv1', {
  platform: el9,
  nics: {
    eno1: { mac: '00:1e:c9:00:01:00', cable: sw1.port('Gi0/1') },
    eno2: { mac: '00:1e:c9:00:01:01', cable: sw1.port('Gi0/2') },
  },
  bonds: { bond0: ‹›{ mode: 'lacp', members: ['eno1', 'eno2'] } },
  vlans: [{ vlan: net.management, on: 'bond0', address: '10.66.6.1' }],
});
const hv2 = hypervisor('hv2', {
  platform: el9,
  nics: {
    eno1: { mac: '00:1e:c9:00:02:00', cable: sw1.port('Gi0/3') },
    eno2: { mac: '00:1e:c9:00:02:01', cable: sw1.port('Gi0/4') },
  },
  bonds: { bond0: { mode: 'lacp', members: ['eno1', 'eno2'], channel: «1» } },
  vlans: [{ vlan: net.management, on: 'bond0', address: '10.66.6.2' }],
});

export default stack('example', [sw1, hv1, hv2]);
`,
  good: `const hv1 = hypervisor('hv1', {
  platform: el9,
  nics: {
    eno1: { mac: '00:1e:c9:00:01:00', cable: sw1.port('Gi0/1') },
    eno2: { mac: '00:1e:c9:00:01:01', cable: sw1.port('Gi0/2') },
  },
  bonds: { bond0: { mode: 'lacp', members: ['eno1', 'eno2'] } },
  vlans: [{ vlan: net.management, on: 'bond0', address: '10.66.6.1' }],
});
const hv2 = hypervisor('hv2', {
  platform: el9,
  nics: {
    eno1: { mac: '00:1e:c9:00:02:00', cable: sw1.port('Gi0/3') },
    eno2: { mac: '00:1e:c9:00:02:01', cable: sw1.port('Gi0/4') },
  },
  bonds: { bond0: { mode: 'lacp', members: ['eno1', 'eno2'], channel: 48 } },
  vlans: [{ vlan: net.management, on: 'bond0', address: '10.66.6.2' }],
});

export default stack('example', [sw1, hv1, hv2]);
`,
  *find({ switches }) {
    for (const it of switches) {
      for (const { channel, taken, free } of channelTroubles(it)) {
        if (taken === undefined) continue;
        yield {
          message: `${channelName(channel)} would be port-channel ${channel.number.value} of ${it.name}, and so would ${taken.who}`,
          at: numberAt(channel),
          also: [{ at: taken.at, message: `${taken.who} has the number ${channel.number.value}` }],
          why,
          fix: numberFix(channel, free, switches),
        };
      }
    }
  },
};
