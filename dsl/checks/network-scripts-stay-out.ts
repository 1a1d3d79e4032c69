import { place } from '../language/place.ts';
import type { Check } from './check.ts';

const why =
  'On Enterprise Linux 8 they read the same files as NetworkManager, and hand DELAY to the kernel as it stands, which takes it for hundredths of a second: a bridge with spanning tree comes up at the shortest delay, and the second time ifup fails. They print that they are deprecated.';

export const networkScriptsStayOut: Check = {
  code: 'network-scripts-stay-out',
  severity: 'warning',
  law: 'No host whose ifcfg files NetworkManager reads installs the scripts of the network service.',
  why,
  covers: ['STP-08'],
  bad: `const web1 = server('web1', {
  platform: el8,
  nics: { eno1: { mac: '00:1e:c9:00:05:00', cable: sw1.port('Gi0/5') } },
  bridges: { br666: { vlan: net.management, on: 'eno1', address: '10.66.6.31', stp: true, forwardDelay: ‹15› } },
  packages: [«'network-scripts'»],
});

export default stack('example', [sw1, web1]);
`,
  good: `const web1 = server('web1', {
  platform: el8,
  nics: { eno1: { mac: '00:1e:c9:00:05:00', cable: sw1.port('Gi0/5') } },
  bridges: { br666: { vlan: net.management, on: 'eno1', address: '10.66.6.31', stp: true, forwardDelay: 15 } },
});

export default stack('example', [sw1, web1]);
`,

  *find({ hosts }) {
    for (const { of, name, spec, platform, bridges } of hosts) {
      if (platform.network !== 'managed-ifcfg') continue;
      const index = (spec.packages ?? []).indexOf('network-scripts');
      if (index < 0) continue;
      yield {
        message: `${name} installs network-scripts, a second reader of its ifcfg files`,
        at: place(of, 'packages', index),
        also: bridges
          .filter((it) => it.stp.value && spec.bridges?.[it.name]?.forwardDelay !== undefined)
          .map((it) => ({
            at: place(of, 'bridges', it.name, 'forwardDelay'),
            message: `${it.forwardDelay.value} seconds, which the scripts make a hundredth of`,
          })),
        why,
        fix: 'Remove it; nmcli connection up does what ifup did.',
      };
    }
  },
};
