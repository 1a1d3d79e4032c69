import type { AnyHostSpec, Host } from '../language/host.ts';
import { byDefault, type Place, place } from '../language/place.ts';
import type { Vlan } from '../language/vlan.ts';
import { contains, network } from '../text/ipv4.ts';
import type { DefaultRoute, Device, Route, SiteVlan } from './model.ts';

/** The bridge, the VLAN interface or the NIC that an address is written at: it says also which device has the address. */
const owner = (at: Place): Place => ({ ...at, path: at.path.slice(0, 2) });

const onlyOne = byDefault('it is the only VLAN with a gateway on which the host has an address');

/** Whether a device can lead the default route: it has an address in a VLAN with a gateway, or asks a DHCP server. */
const candidate = (device: Device): DefaultRoute[] => {
  const { vlan, dhcp, addresses, name } = device;
  if (vlan === undefined) return [];
  if (dhcp !== undefined) return [{ device: name, vlan, from: [dhcp, owner(dhcp), place(vlan.of, 'id')] }];
  const [first] = addresses;
  if (first === undefined || vlan.gateway === undefined) return [];
  return [
    {
      device: name,
      vlan,
      gateway: vlan.gateway,
      from: [place(vlan.of, 'gateway'), place(vlan.of, 'id'), ...addresses.flatMap(({ at }) => [at, owner(at)])],
    },
  ];
};

/** Where the default route goes: where the host says, else the only way there is. */
export const defaultRoutes = (
  of: Host,
  spec: AnyHostSpec,
  devices: readonly Device[],
  vlanOf: (vlan: Vlan) => SiteVlan | undefined,
): { routeCandidates: readonly DefaultRoute[]; defaultRoute?: DefaultRoute } => {
  const routeCandidates = devices.flatMap(candidate);
  const here = place(of, 'defaultRoute');
  const { defaultRoute } = spec;
  if (defaultRoute === 'none') return { routeCandidates };
  if (defaultRoute !== undefined) {
    const vlan = vlanOf(defaultRoute);
    const chosen = routeCandidates.find((it) => it.vlan === vlan);
    return chosen === undefined
      ? { routeCandidates }
      : { routeCandidates, defaultRoute: { ...chosen, from: [here, ...chosen.from] } };
  }
  const [only, ...others] = routeCandidates;
  return only === undefined || others.length > 0
    ? { routeCandidates }
    : {
        routeCandidates,
        defaultRoute: { ...only, from: [...only.from, here, place(of, 'bridges'), place(of, 'vlans'), onlyOne] },
      };
};

/** Static routes, each with the device in whose subnet its next hop is. */
export const routesOf = (of: Host, spec: AnyHostSpec, devices: readonly Device[]): Route[] =>
  (spec.routes ?? []).map(({ to, via }, index) => {
    const device =
      devices.find((it) =>
        it.addresses.some(({ address, prefix }) => contains(network(`${address}/${prefix}`), via)),
      ) ??
      devices.find((it) => it.dhcp !== undefined && it.vlan?.subnet !== undefined && contains(it.vlan.subnet, via));
    return { to, via, at: place(of, 'routes', index), ...(device === undefined ? {} : { device: device.name }) };
  });
