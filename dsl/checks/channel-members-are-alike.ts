import { type Place, place } from '../language/place.ts';
import type { Port, SiteSwitch } from '../model/model.ts';
import { channelName } from './channel-place.ts';
import type { Check } from './check.ts';

const why =
  'A port that differs from the others of its channel is suspended, or left out at the next link-up: what is for the channel belongs on each of its ports.';

const linesOf = ({ raw }: Port): string => raw.map((it) => it.value.trim()).join('\n');

const rawAt = ({ of }: SiteSwitch, port: Port): Place =>
  port.raw.length === 0 ? port.at : place(of, 'ports', port.name, 'raw');

/** The ports of a channel are set up alike. */
export const channelMembersAreAlike: Check = {
  code: 'channel-members-are-alike',
  severity: 'warning',
  law: 'The ports of a channel have the same raw lines.',
  why,
  covers: ['SW-09', 'VLAN-07'],
  bad: `const lab = catalyst3560g('lab', {
  model: 'WS-C3560G-24TS',
  ports: { 'Gi0/1': { raw: «['storm-control broadcast level 5.00']» } },
});
const hv1 = hypervisor('hv1', {
  platform: el9,
  nics: {
    eno1: { mac: '00:1e:c9:00:01:00', cable: lab.port('Gi0/1') },
    eno2: { mac: '00:1e:c9:00:01:01', cable: ‹lab.port('Gi0/2')› },
  },
  bonds: { bond0: { mode: 'lacp', members: ['eno1', 'eno2'] } },
  vlans: [{ vlan: net.management, on: 'bond0', address: '10.66.6.1' }],
});

export default stack('example', [lab, hv1]);
`,
  good: `const storm = { raw: ['storm-control broadcast level 5.00'] };
const lab = catalyst3560g('lab', {
  model: 'WS-C3560G-24TS',
  ports: { 'Gi0/1': storm, 'Gi0/2': storm },
});
const hv1 = hypervisor('hv1', {
  platform: el9,
  nics: {
    eno1: { mac: '00:1e:c9:00:01:00', cable: lab.port('Gi0/1') },
    eno2: { mac: '00:1e:c9:00:01:01', cable: lab.port('Gi0/2') },
  },
  bonds: { bond0: { mode: 'lacp', members: ['eno1', 'eno2'] } },
  vlans: [{ vlan: net.management, on: 'bond0', address: '10.66.6.1' }],
});

export default stack('example', [lab, hv1]);
`,
  *find({ switches }) {
    for (const it of switches) {
      for (const channel of it.channels) {
        const [first, ...others] = channel.ports;
        const stray = first && others.find((port) => linesOf(port) !== linesOf(first));
        if (first === undefined || stray === undefined) continue;
        const [at, other] = first.raw.length > 0 ? [first, stray] : [stray, first];
        yield {
          message: `${channelName(channel)} joins ${it.name} ${first.name} and ${stray.name}, whose raw lines differ`,
          at: rawAt(it, at),
          also: [
            {
              at: rawAt(it, other),
              message: other.raw.length === 0 ? `${other.name} has no raw lines` : `those of ${other.name}`,
            },
          ],
          why,
          fix: 'Give every port of the channel the same raw lines, or none.',
        };
      }
    }
  },
};
