import { place } from '../language/place.ts';
import { givenAddresses } from '../model/addresses.ts';
import type { SiteVlan } from '../model/model.ts';
import { contains } from '../text/ipv4.ts';
import type { Check } from './check.ts';

const why =
  'An address is written into a file together with its prefix length, and that comes from the subnet of the VLAN. Without one a machine would see no neighbours at all.';

export const addressHasASubnet: Check = {
  code: 'address-has-a-subnet',
  severity: 'error',
  law: 'A VLAN on which somebody has a static address has a subnet.',
  why,
  covers: [],
  fatal: true,
  judgesAbsence: true,
  bad: `const office = vlans({ printers: ‹{ id: 20 }› });
const web1 = server('web1', {
  platform: debian12,
  nics: { eno1: { mac: '00:1e:c9:00:05:00', cable: sw1.port('Gi0/5') } },
  vlans: [{ vlan: office.printers, on: 'eno1', untagged: true, address: «'10.20.0.31'» }],
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
    const told = new Set<SiteVlan>();
    for (const { address, vlan, who, at } of givenAddresses(model)) {
      if (vlan.subnet !== undefined || told.has(vlan)) continue;
      told.add(vlan);
      const home = model.vlans.find((it) => it.subnet !== undefined && contains(it.subnet, address));
      yield {
        message: `${who} has the address ${address} on VLAN ${vlan.name}, which has no subnet`,
        at,
        also: [{ at: place(vlan.of), message: `VLAN ${vlan.name}` }],
        why,
        fix:
          home === undefined
            ? `Write subnet: '…/…' on VLAN ${vlan.name}.`
            : `Write subnet: '…/…' on VLAN ${vlan.name}, or the VLAN ${home.name}, whose subnet has ${address}.`,
      };
    }
  },
};
