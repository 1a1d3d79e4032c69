import { type From, place, within } from '../../language/place.ts';
import type { Device, SiteHost } from '../../model/model.ts';
import { unreachable } from '../../text/unreachable.ts';
import type { DeviceStep } from '../step.ts';
import { backends, type NetworkBackend } from './backend.ts';
import {
  addressFrom,
  defaultRouteFrom,
  dhcpFrom,
  gatewayOf,
  kernelMode,
  madeFrom,
  masterFrom,
  mtuFrom,
  routeFrom,
  routesThrough,
} from './cause.ts';

type Own = Pick<DeviceStep, 'from' | 'mac' | 'lower' | 'vlan' | 'options' | 'stp' | 'forwardDelay'>;

/** What only devices of one kind have. */
const own = (device: Device, { delayWithoutTree }: NetworkBackend): Own => {
  switch (device.kind) {
    case 'nic':
      return { mac: device.mac, from: [within(device.at, 'mac')] };
    case 'bond': {
      const { at, mode, options } = device;
      const words = options.map((it): [string, string] => [it.name, it.value]);
      const from: readonly From[] = [within(at, 'mode'), within(at, 'members'), ...options.flatMap((it) => it.from)];
      return { options: Object.fromEntries([['mode', kernelMode(mode)], ...words]), from };
    }
    case 'vlan':
      return {
        lower: device.lower,
        vlan: device.vlan.id,
        from: [within(device.at, 'on'), place(device.vlan.of, 'id')],
      };
    case 'bridge': {
      const { stp, forwardDelay } = device;
      // With spanning tree the kernel shows the delay that the root announces, whatever ours is
      // (br_record_config_timeout_values in net/bridge/br_stp.c).
      const delay = !stp.value && delayWithoutTree ? { forwardDelay: forwardDelay.value } : {};
      return { stp: stp.value, ...delay, from: [...stp.from, ...forwardDelay.from] };
    }
    default:
      return unreachable(device);
  }
};

/** A device as the running kernel must show it. */
export const deviceStep = (host: SiteHost, device: Device): DeviceStep => {
  const backend = backends[host.platform.network];
  const { from, ...ownWords } = own(device, backend);
  const { addresses, dhcp, master } = device;
  const gateway = gatewayOf(host, device);
  const routes = routesThrough(host, device);
  return {
    kind: 'device',
    id: `device:${device.name}`,
    device: device.kind,
    name: device.name,
    mtu: device.mtu.value,
    ...ownWords,
    ...(master === undefined ? {} : { master }),
    ...(dhcp === undefined ? { addresses: addresses.map((it) => `${it.address}/${it.prefix}`) } : {}),
    ...(gateway === undefined ? {} : { gateway }),
    routes: routes.map(({ to, via }) => ({ to, via })),
    files: backend.filesOf(host, device),
    from: [
      ...madeFrom(host, device),
      ...from,
      ...mtuFrom(host, device),
      ...(master === undefined ? [] : masterFrom(host, device)),
      ...dhcpFrom(device),
      ...addresses.flatMap((it) => addressFrom(device, it)),
      ...(addresses.length > 0 ? defaultRouteFrom(host) : []),
      ...routes.flatMap((it) => routeFrom(device, it)),
    ],
    disruption: 'traffic',
    offline: false,
  };
};
