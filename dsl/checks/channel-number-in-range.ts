import { channelTroubles } from './channel-numbers.ts';
import { channelName, isWritten, numberAt, numberFix } from './channel-place.ts';
import type { Check } from './check.ts';

const why =
  'A family of switches has so many port-channels and no more. The number is that of the lowest port unless written, so that another host never changes it; on a high port it can be one that the switch does not have.';

/** A channel has a number that the switch knows. */
export const channelNumberInRange: Check = {
  code: 'channel-number-in-range',
  severity: 'error',
  law: 'The number of a port-channel is one that the switch has: 1 to 48 on a Catalyst 3560G, 1 to 128 on a Catalyst 9300.',
  why,
  covers: ['LAG-20'],
  fatal: true,
  bad: `const hv1 = hypervisor('hv1', {
  platform: el9,
  nics: {
    eno1: { mac: '00:1e:c9:00:01:00', cable: sw1.port('Gi0/1') },
    eno2: { mac: '00:1e:c9:00:01:01', cable: sw1.port('Gi0/2') },
  },
  bonds: { bond0: { mode: 'lacp', members: ['eno1', 'eno2'], channel: «49» } },
  vlans: [{ vlan: net.management, on: 'bond0', address: '10.66.6.1' }],
});

export default stack('example', [sw1, hv1]);
`,
  good: `const hv1 = hypervisor('hv1', {
  platform: el9,
  nics: {
    eno1: { mac: '00:1e:c9:00:01:00', cable: sw1.port('Gi0/1') },
    eno2: { mac: '00:1e:c9:00:01:01', cable: sw1.port('Gi0/2') },
  },
  bonds: { bond0: { mode: 'lacp', members: ['eno1', 'eno2'], channel: 48 } },
  vlans: [{ vlan: net.management, on: 'bond0', address: '10.66.6.1' }],
});

export default stack('example', [sw1, hv1]);
`,
  *find({ switches }) {
    for (const it of switches) {
      const { least, most } = it.facts.channels;
      for (const { channel, taken, free } of channelTroubles(it)) {
        if (taken !== undefined) continue;
        const written = isWritten(channel);
        const [lowest] = channel.ports;
        yield {
          message: `${channelName(channel)} would be port-channel ${channel.number.value} of ${it.name}, which has ${least} to ${most}`,
          at: numberAt(channel),
          also:
            written || lowest === undefined
              ? []
              : [{ at: lowest.at, message: `the lowest port, ${lowest.name}, gives the number` }],
          why,
          fix: numberFix(channel, free, switches),
        };
      }
    }
  },
};
