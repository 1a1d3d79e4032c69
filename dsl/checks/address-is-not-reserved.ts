import { type Place, place } from '../language/place.ts';
import { givenAddresses } from '../model/addresses.ts';
import { type Network, network, toNumber } from '../text/ipv4.ts';
import type { Check } from './check.ts';

const why =
  'The first address of a subnet names the network itself and the last one means everybody on it; a host with the address of the gateway takes the traffic that was meant for the router.';

/** What an address means in a subnet beside being somebody's: of two addresses (RFC 3021) or one, none does. */
const meaning = ({ prefix, first, last }: Network, address: string): string | undefined => {
  if (prefix >= 31) return undefined;
  const value = toNumber(address);
  if (value === first) return 'the network itself';
  return value === last ? 'the broadcast address' : undefined;
};

export const addressIsNotReserved: Check = {
  code: 'address-is-not-reserved',
  severity: 'error',
  law: 'An address is neither the first nor the last of its subnet, nor the gateway.',
  why,
  covers: ['IP-02'],
  bad: `const web1 = server('web1', {
  platform: debian12,
  nics: { eno1: { mac: '00:1e:c9:00:05:00', cable: sw1.port('Gi0/5') } },
  vlans: [{ vlan: net.management, on: 'eno1', untagged: true, address: «'10.66.6.255'» }],
});

export default stack('example', [sw1, web1]);
`,
  good: `const web1 = server('web1', {
  platform: debian12,
  nics: { eno1: { mac: '00:1e:c9:00:05:00', cable: sw1.port('Gi0/5') } },
  vlans: [{ vlan: net.management, on: 'eno1', untagged: true, address: '10.66.6.31' }],
});

export default stack('example', [sw1, web1]);
`,

  *find(model) {
    const found = (who: string, address: string, meant: string, subnet: Network, at: Place, other?: Place) => ({
      message: `${who} has the address ${address}, which is ${meant} of ${subnet.text}`,
      at,
      ...(other === undefined ? {} : { also: [{ at: other, message: `the gateway of ${subnet.text}` }] }),
      why,
      fix: `Write another address in ${subnet.text}.`,
    });
    for (const { address, vlan, who, at } of givenAddresses(model)) {
      const { subnet, gateway } = vlan;
      if (subnet === undefined) continue;
      const meant = meaning(subnet, address);
      if (meant !== undefined) yield found(who, address, meant, subnet, at);
      else if (address === gateway) yield found(who, address, 'the gateway', subnet, at, place(vlan.of, 'gateway'));
    }
    for (const { name, nics } of model.hosts) {
      for (const nic of nics) {
        for (const { address, prefix, at } of nic.addresses) {
          if (at.path[0] !== 'nics') continue;
          const subnet = network(`${address}/${prefix}`);
          const meant = meaning(subnet, address);
          if (meant !== undefined) yield found(`${name} ${nic.name}`, address, meant, subnet, at);
        }
      }
    }
  },
};
