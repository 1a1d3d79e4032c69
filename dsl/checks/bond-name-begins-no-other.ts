import { byCount } from '../text/compare.ts';
import type { Check } from './check.ts';

const why =
  'The initscripts of Enterprise Linux 5.1 look for the ports of bond1 with a search for MASTER=bond1 that also finds MASTER=bond10, and take bond1 for present when there is bond10: the first bond takes the ports of the other, or is never made.';

export const bondNameBeginsNoOther: Check = {
  code: 'bond-name-begins-no-other',
  severity: 'error',
  law: 'On Enterprise Linux 5 no bond has a name with which the name of another begins.',
  why,
  covers: ['LAG-18'],
  bad: `const web1 = server('web1', {
  platform: el5,
  nics: {
    eth0: { mac: '00:1e:c9:00:05:00', cable: sw1.port('Gi0/5') },
    eth1: { mac: '00:1e:c9:00:05:01', cable: sw1.port('Gi0/6') },
    eth2: { mac: '00:1e:c9:00:05:02', cable: sw1.port('Gi0/7') },
    eth3: { mac: '00:1e:c9:00:05:03', cable: sw1.port('Gi0/8') },
  },
  bonds: {
    bond1: ‹{ mode: 'lacp', members: ['eth0', 'eth1'] }›,
    «bond10»: { mode: 'lacp', members: ['eth2', 'eth3'] },
  },
  vlans: [{ vlan: net.management, on: 'bond1', address: '10.66.6.31' }],
  modprobe: ['alias eth0 bnx2', 'alias eth1 bnx2', 'alias eth2 bnx2', 'alias eth3 bnx2'],
});

export default stack('example', [sw1, web1]);
`,
  good: `const web1 = server('web1', {
  platform: el5,
  nics: {
    eth0: { mac: '00:1e:c9:00:05:00', cable: sw1.port('Gi0/5') },
    eth1: { mac: '00:1e:c9:00:05:01', cable: sw1.port('Gi0/6') },
    eth2: { mac: '00:1e:c9:00:05:02', cable: sw1.port('Gi0/7') },
    eth3: { mac: '00:1e:c9:00:05:03', cable: sw1.port('Gi0/8') },
  },
  bonds: {
    bond1: { mode: 'lacp', members: ['eth0', 'eth1'] },
    bond2: { mode: 'lacp', members: ['eth2', 'eth3'] },
  },
  vlans: [{ vlan: net.management, on: 'bond1', address: '10.66.6.31' }],
  modprobe: ['alias eth0 bnx2', 'alias eth1 bnx2', 'alias eth2 bnx2', 'alias eth3 bnx2'],
});

export default stack('example', [sw1, web1]);
`,

  *find({ hosts }) {
    for (const { name, platform, bonds } of hosts) {
      if (platform.network !== 'early-ifcfg') continue;
      const sorted = [...bonds].sort((a, b) => byCount(a.name, b.name));
      for (const longer of sorted) {
        const shorter = sorted.find((it) => it !== longer && longer.name.startsWith(it.name));
        if (shorter === undefined) continue;
        yield {
          message: `${name} has ${shorter.name} and ${longer.name}, which ${platform.title} does not tell apart`,
          at: longer.at,
          key: true,
          also: [{ at: shorter.at, message: `${shorter.name}` }],
          why,
          fix: `Number the bonds from 0: with ten of them at most, no name begins with another.`,
        };
      }
    }
  },
};
