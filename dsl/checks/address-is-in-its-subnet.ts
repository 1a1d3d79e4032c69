import { place } from '../language/place.ts';
import { givenAddresses } from '../model/addresses.ts';
import { contains } from '../text/ipv4.ts';
import type { Check } from './check.ts';

const why = 'A machine with a foreign address answers nobody on that VLAN, and nobody there knows a way to it.';

export const addressIsInItsSubnet: Check = {
  code: 'address-is-in-its-subnet',
  severity: 'error',
  law: 'An address lies in the subnet of its VLAN.',
  why,
  covers: ['IP-01'],
  bad: `const office = vlans({ printers: { id: 20, subnet: ‹'10.20.0.0/24'› } });
const web1 = server('web1', {
  platform: debian12,
  nics: { eno1: { mac: '00:1e:c9:00:05:00', cable: sw1.port('Gi0/5') } },
  vlans: [{ vlan: office.printers, on: 'eno1', untagged: true, address: «'10.2.0.31'» }],
  defaultRoute: 'none',
});

export default stack('example', [sw1, web1]);
`,
  good: `const office = vlans({ printers: { id: 20, subnet: '10.20.0.0/24' } });
const web1 = server('web1', {
  platform: debian12,
  nics: { eno1: { mac: '00:1e:c9:00:05:00', cable: sw1.port('Gi0/5') } },
  vlans: [{ vlan: office.printers, on: 'eno1', untagged: true, address: '10.20.0.31' }],
  defaultRoute: 'none',
});

export default stack('example', [sw1, web1]);
`,

  *find(model) {
    for (const { address, vlan, who, at } of givenAddresses(model)) {
      const { subnet } = vlan;
      if (subnet === undefined || contains(subnet, address)) continue;
      const home = model.vlans.find((it) => it.subnet !== undefined && contains(it.subnet, address));
      yield {
        message: `${who} has the address ${address}, which is not in ${subnet.text}, the subnet of VLAN ${vlan.name}`,
        at,
        also: [{ at: place(vlan.of, 'subnet'), message: `the subnet of VLAN ${vlan.name}` }],
        why,
        fix:
          home === undefined
            ? `Write an address in ${subnet.text}.`
            : `Write an address in ${subnet.text}, or the VLAN ${home.name}, whose subnet has ${address}.`,
      };
    }
  },
};
