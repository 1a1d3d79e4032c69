import { byDefault, place, within } from '../../language/place.ts';
import type { Bond, Device, SiteHost } from '../../model/model.ts';
import { netmask } from '../../text/ipv4.ts';
import { unreachable } from '../../text/unreachable.ts';
import type { Line } from '../step.ts';
import { addressFrom, dhcpFrom, kernelMode, mtuFrom, ownsDns, ridersFrom } from './cause.ts';
import { cableLines, gatewayLines, portLines, rawLines, type Say, sayOf } from './ifcfg-lines.ts';

const rootOnly = byDefault('nobody but root takes the network up or down');
const ethernet = byDefault('the initscripts know a VLAN by VLAN=yes; its type is that of Ethernet');
const onParent = byDefault('an alias comes up with its device');

const kindLines = (device: Device, say: Say): Line[] => {
  switch (device.kind) {
    case 'nic':
      return [say('HWADDR', device.mac, within(device.at, 'mac'))];
    case 'bond':
      return [];
    case 'vlan':
      return [say('VLAN', 'yes'), say('TYPE', 'Ethernet', ethernet)];
    case 'bridge':
      return [say('TYPE', 'Bridge')];
    default:
      return unreachable(device);
  }
};

/** They are written to sysfs as they stand: the mode before the others, and of a list each value with a plus. */
const optionWords = ({ mode, options }: Bond): readonly string[] => [
  `mode=${kernelMode(mode)}`,
  ...options.flatMap(({ name, value }) =>
    name === 'arp_ip_target' ? value.split(',').map((it) => `${name}=+${it}`) : [`${name}=${value}`],
  ),
];

const ownLines = (device: Device, say: Say): Line[] => {
  if (device.kind === 'bond') {
    const from = [within(device.at, 'mode'), ...device.options.flatMap((it) => it.from)];
    return [say('BONDING_OPTS', optionWords(device).join(' '), ...from)];
  }
  if (device.kind !== 'bridge') return [];
  return [
    say('STP', device.stp.value ? 'on' : 'off', ...device.stp.from),
    say('DELAY', String(device.forwardDelay.value), ...device.forwardDelay.from),
  ];
};

/** The scripts end with a port before they come to MTU: a bond hands its own to its ports, and a bridge's port has it from ifup-pre-local. */
const mtuLines = (host: SiteHost, device: Device, say: Say): Line[] =>
  device.master === undefined ? [say('MTU', String(device.mtu.value), ...mtuFrom(host, device))] : [];

/** One address; PREFIX without NETMASK would be taken for that of the address's class. */
const addressLines = (host: SiteHost, device: Device, say: Say): Line[] => {
  const [first] = device.addresses;
  if (first === undefined) return [];
  const from = addressFrom(device, first);
  return [
    say('IPADDR', first.address, ...from),
    say('NETMASK', netmask(first.prefix), ...from),
    ...gatewayLines(host, device, say),
  ];
};

const dhcpLines = (host: SiteHost, device: Device, say: Say): Line[] =>
  device.dhcp !== undefined && ownsDns(host) ? [say('PEERDNS', 'no', place(host.of, 'dns'), ...dhcpFrom(device))] : [];

/** The lines of one `ifcfg-` file, for the scripts of Enterprise Linux 5.1 and those after it. */
export const earlyLines = (host: SiteHost, device: Device): readonly Line[] => {
  const say = sayOf(host, device);
  const whole = device.kind === 'nic' || device.kind === 'bond';
  return [
    ...cableLines(host, device),
    say('DEVICE', device.name),
    ...kindLines(device, say),
    say('BOOTPROTO', device.dhcp === undefined ? 'none' : 'dhcp', ...dhcpFrom(device), ...ridersFrom(host, device)),
    say('ONBOOT', 'yes'),
    ...portLines(host, device, say),
    ...(whole ? [say('USERCTL', 'no', rootOnly)] : []),
    ...mtuLines(host, device, say),
    ...ownLines(device, say),
    ...addressLines(host, device, say),
    ...dhcpLines(host, device, say),
    ...rawLines(device, say),
  ];
};

/** The lines of the file of each further address. */
export const aliasLines = (host: SiteHost, device: Device, index: number, alias: string): readonly Line[] => {
  const it = device.addresses[index];
  if (it === undefined) return [];
  const say = sayOf(host, device);
  const from = addressFrom(device, it);
  return [
    say('DEVICE', alias, ...from),
    say('ONPARENT', 'yes', onParent, ...from),
    say('IPADDR', it.address, ...from),
    say('NETMASK', netmask(it.prefix), ...from),
  ];
};
