import { within } from '../language/place.ts';
import type { Check } from './check.ts';

const why =
  'ifup of Enterprise Linux 5 makes a VLAN device only of a name like eth0.667 or bond0.667 (sysconfig/network-scripts/ifup); of any other it says that the device does not seem to be present.';

export const vlanCarrierIsEthOrBond: Check = {
  code: 'vlan-carrier-is-eth-or-bond',
  severity: 'error',
  law: 'On Enterprise Linux 5 what carries a tagged VLAN is called ethN or bondN.',
  why,
  covers: ['VLAN-14'],
  bad: `const web1 = server('web1', {
  platform: el5,
  nics: { lan0: { mac: '00:1e:c9:00:05:00', cable: sw1.port('Gi0/5') } },
  vlans: [{ vlan: net.management, on: «'lan0'», address: '10.66.6.31' }],
});

export default stack('example', [sw1, web1]);
`,
  good: `const web1 = server('web1', {
  platform: el5,
  nics: { eth0: { mac: '00:1e:c9:00:05:00', cable: sw1.port('Gi0/5') } },
  vlans: [{ vlan: net.management, on: 'eth0', address: '10.66.6.31' }],
});

export default stack('example', [sw1, web1]);
`,

  *find({ hosts }) {
    for (const { name, platform, attachments, nics, bonds } of hosts) {
      if (platform.network !== 'early-ifcfg') continue;
      const told = new Set<string>();
      for (const it of attachments) {
        if (it.untagged || /^(eth|bond)\d+$/.test(it.on) || told.has(it.on)) continue;
        if (![...nics, ...bonds].some((carrier) => carrier.name === it.on)) continue;
        told.add(it.on);
        yield {
          message: `${name} ${it.on} carries VLAN ${it.vlan.name}, and ${platform.title} makes VLAN devices on ethN and bondN only`,
          at: within(it.at, 'on'),
          why,
          fix: `Call it ${bonds.some((bond) => bond.name === it.on) ? 'bond0' : 'eth0'}, or by the next free number.`,
        };
      }
    }
  },
};
