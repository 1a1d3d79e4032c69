import { addressesAt } from '../model/addresses.ts';
import type { Attachment, Model, SiteHost, SiteVlan } from '../model/model.ts';
import { contains } from '../text/ipv4.ts';

/**
 * Whether a host has an address of another subnet on a VLAN: the VLAN is the wrong one, or the address. The laws of
 * subnets say so; a law that would only say what follows from it is silent.
 */
export const isStray = ({ vlans }: Model, host: SiteHost, it: Attachment): boolean => {
  const has = ({ subnet }: SiteVlan, address: string): boolean => subnet !== undefined && contains(subnet, address);
  return addressesAt(host, it).addresses.some(({ address }) =>
    it.vlan.subnet === undefined ? vlans.some((vlan) => has(vlan, address)) : !has(it.vlan, address),
  );
};
