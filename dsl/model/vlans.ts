import { byDefault, place } from '../language/place.ts';
import type { Vlan } from '../language/vlan.ts';
import { network } from '../text/ipv4.ts';
import type { SiteVlan } from './model.ts';
import { type Specs, specOf } from './specs.ts';

const ethernet = byDefault('1500 bytes is the MTU of Ethernet, and no other was written');

export const siteVlan = (of: Vlan, specs: Specs): SiteVlan => {
  const { id, subnet, gateway, mtu, trust } = specOf(specs, of);
  return Object.freeze({
    kind: 'vlan',
    of,
    name: of.name,
    id,
    mtu:
      mtu === undefined
        ? { value: 1500, from: [place(of, 'mtu'), ethernet] }
        : { value: mtu, from: [place(of, 'mtu')] },
    ...(subnet === undefined ? {} : { subnet: network(subnet) }),
    ...(gateway === undefined ? {} : { gateway }),
    ...(trust === undefined ? {} : { trust }),
  });
};
