import { place } from '../language/place.ts';
import { contains, toNumber } from '../text/ipv4.ts';
import type { Check } from './check.ts';

const why =
  'A host reaches its gateway directly or not at all. The scripts of Enterprise Linux 6 leave out a gateway that is elsewhere and say nothing; Debian takes it for a neighbour that never answers.';

export const gatewayIsInItsSubnet: Check = {
  code: 'gateway-is-in-its-subnet',
  severity: 'error',
  law: 'The gateway of a VLAN is an address in its subnet.',
  why,
  covers: ['IP-05'],
  bad: `const office = vlans({ office: { id: 20, subnet: ‹'10.20.0.0/24'›, gateway: «'10.2.0.254'» } });
const web1 = server('web1', {
  platform: debian12,
  nics: { eno1: { mac: '00:1e:c9:00:05:00', cable: sw1.port('Gi0/5') } },
  vlans: [{ vlan: office.office, on: 'eno1', untagged: true, address: '10.20.0.31' }],
});

export default stack('example', [sw1, web1]);
`,
  good: `const office = vlans({ office: { id: 20, subnet: '10.20.0.0/24', gateway: '10.20.0.254' } });
const web1 = server('web1', {
  platform: debian12,
  nics: { eno1: { mac: '00:1e:c9:00:05:00', cable: sw1.port('Gi0/5') } },
  vlans: [{ vlan: office.office, on: 'eno1', untagged: true, address: '10.20.0.31' }],
});

export default stack('example', [sw1, web1]);
`,

  *find({ vlans }) {
    for (const { of, name, subnet, gateway } of vlans) {
      if (gateway === undefined || subnet === undefined) continue;
      const value = toNumber(gateway);
      const reserved = subnet.prefix < 31 && (value === subnet.first || value === subnet.last);
      if (contains(subnet, gateway) && !reserved) continue;
      yield {
        message: reserved
          ? `VLAN ${name} has the gateway ${gateway}, which is ${value === subnet.first ? 'the network itself' : 'the broadcast address'} of ${subnet.text}`
          : `VLAN ${name} has the gateway ${gateway}, which is not in its subnet ${subnet.text}`,
        at: place(of, 'gateway'),
        also: [{ at: place(of, 'subnet'), message: `the subnet of VLAN ${name}` }],
        why,
        fix: `Write the router's address in ${subnet.text}, or correct the subnet.`,
      };
    }
  },
};
