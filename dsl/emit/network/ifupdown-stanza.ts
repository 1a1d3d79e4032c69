import { byDefault, type From, place, within } from '../../language/place.ts';
import type { Device, Nic, SiteHost } from '../../model/model.ts';
import { line } from '../host/steps.ts';
import type { Line } from '../step.ts';
import { farEnd, farEndFrom } from './cable.ts';
import {
  addressFrom,
  defaultRouteFrom,
  dhcpFrom,
  gatewayOf,
  kernelMode,
  madeFrom,
  masterFrom,
  mtuFrom,
  ridersFrom,
  routeFrom,
  routesThrough,
} from './cause.ts';

const noWait = byDefault('a bridge without an address has no service that would have to wait until it forwards');
const dhclient = byDefault('the dhcp method of ifupdown knows no mtu');

/** A backslash at the end of a line would join the next one to it; a blank after it is dropped by the reader. */
const sealed = (text: string): string => (text.endsWith('\\') ? `${text} ` : text);

type Say = (option: string, ...from: readonly From[]) => Line;

const bondLines = (device: Device, say: Say): Line[] => {
  if (device.kind !== 'bond') return [];
  const { at, mode, members, options } = device;
  return [
    say(`bond-slaves ${members.map((it) => it.name).join(' ')}`, within(at, 'members')),
    say(`bond-mode ${kernelMode(mode)}`, within(at, 'mode')),
    ...options.map((it) => say(`bond-${it.name.replaceAll('_', '-')} ${it.value.replaceAll(',', ' ')}`, ...it.from)),
  ];
};

const bridgeLines = (device: Device, say: Say): Line[] => {
  if (device.kind !== 'bridge') return [];
  const { at, port, stp, forwardDelay, addresses, dhcp } = device;
  return [
    say(`bridge_ports ${port}`, within(at, 'on'), at, place(device.vlan.of, 'id')),
    say(`bridge_stp ${stp.value ? 'on' : 'off'}`, ...stp.from),
    say(`bridge_fd ${forwardDelay.value}`, ...forwardDelay.from),
    ...(addresses.length === 0 && dhcp === undefined ? [say('bridge_maxwait 0', noWait, at)] : []),
  ];
};

/** bridge-utils gives the bridge's mtu to its port before it adds the port. */
const mtuLines = (host: SiteHost, device: Device, say: Say): Line[] => {
  const { kind, name, mtu, dhcp } = device;
  const from = mtuFrom(host, device);
  return [
    ...(dhcp === undefined || kind === 'bridge' ? [say(`mtu ${mtu.value}`, ...from)] : []),
    ...(dhcp === undefined
      ? []
      : [say(`up ip link set dev ${name} mtu ${mtu.value}`, ...from, ...dhcpFrom(device), dhclient)]),
  ];
};

const addressLines = (host: SiteHost, device: Device, say: Say): Line[] => {
  const [first] = device.addresses;
  const gateway = gatewayOf(host, device);
  return [
    ...(first === undefined ? [] : [say(`address ${first.address}/${first.prefix}`, ...addressFrom(device, first))]),
    ...(gateway === undefined ? [] : [say(`gateway ${gateway}`, ...defaultRouteFrom(host))]),
  ];
};

const laterLines = (host: SiteHost, device: Device, say: Say): Line[] => [
  ...device.addresses
    .slice(1)
    .map((it) =>
      say(`up ip address replace ${it.address}/${it.prefix} dev ${device.name}`, ...addressFrom(device, it)),
    ),
  ...routesThrough(host, device).map((it) =>
    say(`up ip route replace ${it.to} via ${it.via} dev ${device.name}`, ...routeFrom(device, it)),
  ),
];

/** An option of blanks only says nothing, and ifupdown would refuse the whole file for it. */
const rawLines = ({ raw }: Device, say: Say): Line[] =>
  raw.flatMap(({ key, value, at }) => (/^[ \t]*$/.test(value) ? [] : [say(`${key} ${value}`, at)]));

/** How a device comes up: by itself, with the bond that it is a port of, or made by its bridge and therefore without a stanza. */
const opener = (host: SiteHost, device: Device): string | undefined => {
  const { kind, name, master, raw } = device;
  if (master === undefined) return `auto ${name}`;
  if (kind === 'bond') return `auto ${name}`;
  if (kind === 'vlan') return undefined;
  const bonded = host.bonds.some((it) => it.name === master);
  if (bonded) return raw.length > 0 ? `allow-${master} ${name}` : undefined;
  return raw.length > 0 || host.vlans.some((it) => it.lower === name) ? `auto ${name}` : undefined;
};

const cableLine = (host: SiteHost, nic: Nic): Line[] => {
  const cable = farEnd(nic);
  return cable === undefined
    ? []
    : [line(`# ${nic.name}: ${cable}`, ...farEndFrom(nic), ...masterFrom(host, nic), ...madeFrom(host, nic))];
};

const stanza = (host: SiteHost, device: Device): Line[] => {
  const open = opener(host, device);
  if (open === undefined) return [];
  const made = madeFrom(host, device);
  const say: Say = (option, ...from) => line(`\t${sealed(option)}`, ...from, ...made);
  const { dhcp, addresses, kind, name } = device;
  const method = dhcp !== undefined ? 'dhcp' : addresses.length > 0 ? 'static' : 'manual';
  const quiet = host.nics.filter((it) => it.master === name && opener(host, it) === undefined);
  return [
    line('', ...made),
    ...[...(kind === 'nic' ? [device] : []), ...quiet].flatMap((it) => cableLine(host, it)),
    line(open, ...made, ...(device.master === undefined ? [] : masterFrom(host, device))),
    line(
      `iface ${name} inet ${method}`,
      ...dhcpFrom(device),
      ...addresses.flatMap((it) => addressFrom(device, it)),
      ...ridersFrom(host, device),
      ...made,
    ),
    ...addressLines(host, device, say),
    ...bondLines(device, say),
    ...bridgeLines(device, say),
    ...mtuLines(host, device, say),
    ...laterLines(host, device, say),
    ...rawLines(device, say),
  ];
};

/** A stanza for each device that needs one, in the order in which they come up. */
export const stanzas = (host: SiteHost): readonly Line[] => host.devices.flatMap((it) => stanza(host, it));
