import { byDefault, type From, type Place, place, within } from '../../language/place.ts';
import type { Device, HostAddress, Route, SiteHost } from '../../model/model.ts';

const nowhere = byDefault('no VLAN on which the host has an address has a gateway');

/** What a device's file exists for. A NIC outside every bond is so because of all that the bonds say. */
export const madeFrom = (host: SiteHost, device: Device): readonly From[] => {
  if (device.kind === 'vlan') return [device.at, place(device.vlan.of, 'id')];
  const alone = device.kind === 'nic' && device.master === undefined && host.bonds.length > 0;
  return alone ? [device.at, place(host.of, 'bonds')] : [device.at];
};

/** Why a device is a port of its bond or bridge. */
export const masterFrom = (host: SiteHost, device: Device): readonly From[] => {
  const bond = host.bonds.find((it) => it.name === device.master);
  if (bond !== undefined) return [within(bond.at, 'members')];
  const bridge = host.bridges.find((it) => it.name === device.master);
  return bridge === undefined ? [device.at] : [within(bridge.at, 'on'), bridge.at];
};

/** The bridge, the VLAN interface or the NIC that an address is written at. */
const owner = (at: Place): Place => ({ ...at, path: at.path.slice(0, 2) });

/** An address is its owner's, who says also which device has it; its prefix length is the subnet's. */
export const addressFrom = (device: Device, { at }: HostAddress): readonly From[] => [
  at,
  owner(at),
  ...(device.vlan === undefined ? [] : [place(device.vlan.of, 'subnet')]),
];

/** Who says that a DHCP server decides, and on which device. */
export const dhcpFrom = ({ dhcp }: Device): readonly From[] => (dhcp === undefined ? [] : [dhcp, owner(dhcp)]);

/** What rides on a NIC or a bond, and what does not: all of it is said elsewhere. */
export const ridersFrom = ({ of }: SiteHost, { kind }: Device): readonly From[] =>
  kind === 'nic' || kind === 'bond' ? [place(of, 'bridges'), place(of, 'vlans')] : [];

export const mtuFrom = (host: SiteHost, device: Device): readonly From[] => [
  ...device.mtu.from,
  ...ridersFrom(host, device),
];

/** A static route is on the device whose addresses its next hop is among. */
export const routeFrom = (device: Device, { at }: Route): readonly From[] => [
  at,
  ...dhcpFrom(device),
  ...device.addresses.flatMap((it) => addressFrom(device, it)),
];

export const defaultRouteFrom = (host: SiteHost): readonly From[] =>
  host.defaultRoute?.from ?? [place(host.of, 'defaultRoute'), ...(host.routeCandidates.length === 0 ? [nowhere] : [])];

/** Static routes whose next hop is in the device's subnet. */
export const routesThrough = (host: SiteHost, device: Device) => host.routes.filter((it) => it.device === device.name);

/** The default route's gateway, for the device that leads there. */
export const gatewayOf = (host: SiteHost, device: Device): string | undefined =>
  host.defaultRoute?.device === device.name ? host.defaultRoute.gateway : undefined;

/** Name servers that the stack says: the answer of a DHCP server then counts for nothing. */
export const ownsDns = (host: SiteHost): boolean => (host.spec.dns ?? []).length > 0;

/** Whether anything gives a device an address. */
export const hasIp = (device: Device): boolean => device.dhcp !== undefined || device.addresses.length > 0;

/** The one profile that has the name servers: that of the default route, else the first with an address. */
export const speaksOfDns = (host: SiteHost, device: Device): boolean =>
  ownsDns(host) &&
  device.name === (host.defaultRoute?.device ?? host.devices.find((it) => it.master === undefined && hasIp(it))?.name);

/** The kernel's name of a bond's mode. */
export const kernelMode = (mode: string): string => (mode === 'lacp' ? '802.3ad' : mode);
