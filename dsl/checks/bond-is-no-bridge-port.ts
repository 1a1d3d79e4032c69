import { within } from '../language/place.ts';
import type { Check } from './check.ts';

const why =
  'ifup of Enterprise Linux 5.1 ends with the file of a port of a bridge before it gives a bond its own ports: the bond is in the bridge, and no card is in the bond. A VLAN on the bond has no ports to lose.';

export const bondIsNoBridgePort: Check = {
  code: 'bond-is-no-bridge-port',
  severity: 'error',
  law: 'On Enterprise Linux 5 a bridge on a bond has a tagged VLAN.',
  why,
  covers: ['LAG-19'],
  bad: `const hv1 = hypervisor('hv1', {
  platform: el5,
  nics: {
    eth0: { mac: '00:1e:c9:00:05:00', cable: sw1.port('Gi0/5') },
    eth1: { mac: '00:1e:c9:00:05:01', cable: sw1.port('Gi0/6') },
  },
  bonds: { bond0: ‹{ mode: 'lacp', members: ['eth0', 'eth1'] }› },
  bridges: { br666: { vlan: net.management, on: 'bond0', untagged: «true», address: '10.66.6.31' } },
  modprobe: ['alias eth0 bnx2', 'alias eth1 bnx2'],
});

export default stack('example', [sw1, hv1]);
`,
  good: `const hv1 = hypervisor('hv1', {
  platform: el5,
  nics: {
    eth0: { mac: '00:1e:c9:00:05:00', cable: sw1.port('Gi0/5') },
    eth1: { mac: '00:1e:c9:00:05:01', cable: sw1.port('Gi0/6') },
  },
  bonds: { bond0: { mode: 'lacp', members: ['eth0', 'eth1'] } },
  bridges: { br666: { vlan: net.management, on: 'bond0', address: '10.66.6.31' } },
  modprobe: ['alias eth0 bnx2', 'alias eth1 bnx2'],
});

export default stack('example', [sw1, hv1]);
`,

  *find({ hosts }) {
    for (const { name, platform, bridges, bonds } of hosts) {
      if (platform.network !== 'early-ifcfg') continue;
      for (const bridge of bridges) {
        const bond = bonds.find((it) => it.name === bridge.port);
        if (bond === undefined) continue;
        yield {
          message: `${name} ${bridge.name} has ${bond.name} itself for a port, which ${platform.title} cannot bring up`,
          at: within(bridge.at, 'untagged'),
          also: [{ at: bond.at, message: `${bond.name}` }],
          why,
          fix: `Leave out untagged, so that the VLAN is tagged on ${bond.name}.`,
        };
      }
    }
  },
};
