import { channelName, linksAt } from './channel-place.ts';
import type { Check } from './check.ts';

const why =
  'Eight ports of a LACP channel forward. The others stand by until one of these fails, and the host sends on links that the switch does not use.';

/** Every link of a channel carries traffic. */
export const channelForwardsOnAllPorts: Check = {
  code: 'channel-forwards-on-all-ports',
  severity: 'warning',
  law: 'A LACP channel has at most eight ports.',
  why,
  covers: ['LAG-20'],
  bad: `const hv1 = hypervisor('hv1', {
  platform: el9,
  nics: {
    ${Array.from({ length: 9 }, (_, n) => `eno${n + 1}: { mac: '00:1e:c9:00:01:0${n}', cable: sw1.port('Gi0/${n + 1}') },`).join('\n    ')}
  },
  bonds: { bond0: { mode: 'lacp', members: «[${Array.from({ length: 9 }, (_, n) => `'eno${n + 1}'`).join(', ')}]» } },
  vlans: [{ vlan: net.management, on: 'bond0', address: '10.66.6.1' }],
});

export default stack('example', [sw1, hv1]);
`,
  good: `const hv1 = hypervisor('hv1', {
  platform: el9,
  nics: {
    ${Array.from({ length: 8 }, (_, n) => `eno${n + 1}: { mac: '00:1e:c9:00:01:0${n}', cable: sw1.port('Gi0/${n + 1}') },`).join('\n    ')}
  },
  bonds: { bond0: { mode: 'lacp', members: [${Array.from({ length: 8 }, (_, n) => `'eno${n + 1}'`).join(', ')}] } },
  vlans: [{ vlan: net.management, on: 'bond0', address: '10.66.6.1' }],
});

export default stack('example', [sw1, hv1]);
`,
  *find({ switches }) {
    // A link has two channels, one at either end, and is one mistake.
    const told = new Set<unknown>();
    for (const { name, channels, facts } of switches) {
      for (const channel of channels) {
        const { length } = channel.ports;
        if (channel.mode.value !== 'active' || length <= facts.activeMembers || length > facts.configuredMembers)
          continue;
        if (told.has(channel.at.of)) continue;
        if (channel.towards === 'switch') told.add(channel.at.of);
        yield {
          message: `${channelName(channel)} has ${length} ports of ${name}, of which ${facts.activeMembers} forward`,
          at: linksAt(channel),
          why,
          fix: `Join ${facts.activeMembers} links, or make two channels of them.`,
        };
      }
    }
  },
};
