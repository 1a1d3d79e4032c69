import { channelName } from './channel-place.ts';
import type { Check } from './check.ts';

const why =
  'LACP joins links of one speed, and a switch suspends the port that differs from the first: the bond runs on what is left.';

const speeds: Readonly<Record<string, string>> = { Gi: '1 Gbit/s', Te: '10 Gbit/s' };
const speedOf = (port: string): string => speeds[port.slice(0, 2)] ?? port;

/** The links of a channel are equally fast. */
export const channelPortsHaveOneSpeed: Check = {
  code: 'channel-ports-have-one-speed',
  severity: 'error',
  law: 'The ports of a channel have one speed.',
  why,
  covers: ['LAG-10'],
  bad: `const lab = catalyst9300('lab', { model: 'C9300-24T', module: 'C9300-NM-8X' });
const hv1 = hypervisor('hv1', {
  platform: el9,
  nics: {
    eno1: { mac: '00:1e:c9:00:01:00', cable: ‹lab.port('Gi1/0/1')› },
    eno2: { mac: '00:1e:c9:00:01:01', cable: «lab.port('Te1/1/1')» },
  },
  bonds: { bond0: { mode: 'lacp', members: ['eno1', 'eno2'] } },
  vlans: [{ vlan: net.management, on: 'bond0', address: '10.66.6.1' }],
});

export default stack('example', [lab, hv1]);
`,
  good: `const lab = catalyst9300('lab', { model: 'C9300-24T', module: 'C9300-NM-8X' });
const hv1 = hypervisor('hv1', {
  platform: el9,
  nics: {
    eno1: { mac: '00:1e:c9:00:01:00', cable: lab.port('Te1/1/1') },
    eno2: { mac: '00:1e:c9:00:01:01', cable: lab.port('Te1/1/2') },
  },
  bonds: { bond0: { mode: 'lacp', members: ['eno1', 'eno2'] } },
  vlans: [{ vlan: net.management, on: 'bond0', address: '10.66.6.1' }],
});

export default stack('example', [lab, hv1]);
`,
  *find({ switches }) {
    // A link has two channels, one at either end, and is one mistake.
    const told = new Set<unknown>();
    for (const { name, channels } of switches) {
      for (const channel of channels) {
        const [first, ...others] = channel.ports;
        const stray = first && others.find((it) => it.ordinal > 0 && speedOf(it.name) !== speedOf(first.name));
        if (first === undefined || stray === undefined || first.ordinal === 0 || told.has(channel.at.of)) continue;
        if (channel.towards === 'switch') told.add(channel.at.of);
        yield {
          message: `${channelName(channel)} joins ${first.name} of ${name} with ${speedOf(first.name)} and ${stray.name} with ${speedOf(stray.name)}`,
          at: stray.at,
          also: [{ at: first.at, message: `${first.name} has ${speedOf(first.name)}` }],
          why,
          fix: `End the cable in a port with ${speedOf(first.name)}, as ${first.name} has.`,
        };
      }
    }
  },
};
