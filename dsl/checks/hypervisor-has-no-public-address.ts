import { addressesAt } from '../model/addresses.ts';
import type { Check } from './check.ts';
import { isStray } from './strays.ts';

const why =
  "Whoever takes over the hypervisor has every guest on it. Its public bridges carry the guests' traffic and need no address for that.";

export const hypervisorHasNoPublicAddress: Check = {
  code: 'hypervisor-has-no-public-address',
  severity: 'error',
  law: 'A hypervisor has no address on a public VLAN.',
  why,
  covers: ['IP-10'],
  bad: `const internet = vlans({ internet: { id: 3, subnet: '192.0.2.0/24', gateway: '192.0.2.254', trust: 'public' } });
const hv1 = hypervisor('hv1', {
  platform: el9,
  nics: {
    eno1: { mac: '00:1e:c9:00:01:00', cable: sw1.port('Gi0/1') },
    eno2: { mac: '00:1e:c9:00:01:01', cable: sw1.port('Gi0/2') },
  },
  bonds: { bond0: { mode: 'lacp', members: ['eno1', 'eno2'] } },
  bridges: {
    br3: { vlan: internet.internet, on: 'bond0', address: «'192.0.2.11'» },
    br666: { vlan: net.management, on: 'bond0', address: '10.66.6.11' },
  },
  defaultRoute: net.management,
});

export default stack('example', [sw1, hv1]);
`,
  good: `const internet = vlans({ internet: { id: 3, subnet: '192.0.2.0/24', gateway: '192.0.2.254', trust: 'public' } });
const hv1 = hypervisor('hv1', {
  platform: el9,
  nics: {
    eno1: { mac: '00:1e:c9:00:01:00', cable: sw1.port('Gi0/1') },
    eno2: { mac: '00:1e:c9:00:01:01', cable: sw1.port('Gi0/2') },
  },
  bonds: { bond0: { mode: 'lacp', members: ['eno1', 'eno2'] } },
  bridges: {
    br3: { vlan: internet.internet, on: 'bond0' },
    br666: { vlan: net.management, on: 'bond0', address: '10.66.6.11' },
  },
});

export default stack('example', [sw1, hv1]);
`,

  *find(model) {
    for (const host of model.hosts) {
      if (host.role !== 'hypervisor') continue;
      for (const it of host.attachments) {
        if (it.vlan.trust !== 'public' || isStray(model, host, it)) continue;
        const { addresses, dhcp } = addressesAt(host, it);
        if (addresses.length === 0 && dhcp === undefined) continue;
        const said =
          addresses.length === 0
            ? 'an address from DHCP'
            : `the address ${addresses.map(({ address }) => address).join(' and ')}`;
        yield {
          message: `${host.name} ${it.device} has ${said} on VLAN ${it.vlan.name}, which is public`,
          at: { ...it.at, path: [...it.at.path, 'address'] },
          why,
          fix: 'Remove address; reach the hypervisor through a management VLAN.',
        };
      }
    }
  },
};
