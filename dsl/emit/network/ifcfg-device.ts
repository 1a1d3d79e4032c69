import { byDefault, place, within } from '../../language/place.ts';
import type { Device, SiteHost } from '../../model/model.ts';
import { netmask } from '../../text/ipv4.ts';
import { unreachable } from '../../text/unreachable.ts';
import type { Line } from '../step.ts';
import { defaultRouteFrom, dhcpFrom, mtuFrom, ownsDns, ridersFrom } from './cause.ts';
import {
  bondLines,
  cableLines,
  gatewayLines,
  numberedAddresses,
  portLines,
  rawLines,
  type Say,
  sayOf,
} from './ifcfg-lines.ts';

const noManager = byDefault('NetworkManager leaves the device to the network service');
const rootOnly = byDefault('nobody but root takes the network up or down');
const ethernet = byDefault('the initscripts know a VLAN by VLAN=yes; its type is that of Ethernet');

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

const bridgeLines = (device: Device, say: Say): Line[] =>
  device.kind === 'bridge'
    ? [
        say('STP', device.stp.value ? 'on' : 'off', ...device.stp.from),
        say('DELAY', String(device.forwardDelay.value), ...device.forwardDelay.from),
      ]
    : [];

const dhcpLines = (host: SiteHost, device: Device, say: Say): Line[] => {
  if (device.dhcp === undefined) return [];
  const elsewhere = host.defaultRoute?.device !== device.name;
  return [
    ...(ownsDns(host) ? [say('PEERDNS', 'no', place(host.of, 'dns'), ...dhcpFrom(device))] : []),
    ...(elsewhere ? [say('DEFROUTE', 'no', ...defaultRouteFrom(host), ...dhcpFrom(device))] : []),
  ];
};

/** The lines of one `ifcfg-` file that the network service reads. */
export const deviceLines = (host: SiteHost, device: Device): readonly Line[] => {
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
    say('NM_CONTROLLED', 'no', noManager),
    say('MTU', String(device.mtu.value), ...mtuFrom(host, device)),
    ...bondLines(device, say),
    ...bridgeLines(device, say),
    ...numberedAddresses(device, say, (prefix) => ['NETMASK', netmask(prefix)]),
    ...gatewayLines(host, device, say),
    ...dhcpLines(host, device, say),
    ...rawLines(device, say),
  ];
};
