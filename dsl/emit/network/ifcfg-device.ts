import { byDefault, type From, place, within } from '../../language/place.ts';
import type { Device, SiteHost } from '../../model/model.ts';
import { netmask } from '../../text/ipv4.ts';
import { unreachable } from '../../text/unreachable.ts';
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
  ownsDns,
  ridersFrom,
} from './cause.ts';

const plain = /^[A-Za-z0-9_@%+:,./-]*$/;

/** The file is sourced: between double quotes a shell reads four characters, each of them escaped here. */
export const assignment = (key: string, value: string): string =>
  `${key}=${plain.test(value) ? value : `"${value.replace(/[\\"$`]/g, '\\$&')}"`}`;

/**
 * A comment that the network service cannot mistake for a key: it looks for
 * `DEVICE=` and three more anywhere in a line, and runs what it finds.
 */
const comment = (text: string): string => `# ${text.replaceAll('=', '-')}`;

const noManager = byDefault('NetworkManager leaves the device to the network service');
const rootOnly = byDefault('nobody but root takes the network up or down');
const ethernet = byDefault('the initscripts know a VLAN by VLAN=yes; its type is that of Ethernet');

/** A key and its value; every line of a file also follows from the device that the file is for. */
type Say = (key: string, value: string, ...from: readonly From[]) => Line;

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

const portLines = (host: SiteHost, device: Device, say: Say): Line[] => {
  if (device.master === undefined) return [];
  const from = masterFrom(host, device);
  if (host.bridges.some((it) => it.name === device.master)) return [say('BRIDGE', device.master, ...from)];
  return [say('MASTER', device.master, ...from), say('SLAVE', 'yes', ...from)];
};

const optionLines = (device: Device, say: Say): Line[] => {
  if (device.kind === 'bond') {
    const { at, mode, options } = device;
    const words = [`mode=${kernelMode(mode)}`, ...options.map((it) => `${it.name}=${it.value}`)];
    return [say('BONDING_OPTS', words.join(' '), within(at, 'mode'), ...options.flatMap((it) => it.from))];
  }
  if (device.kind !== 'bridge') return [];
  return [
    say('STP', device.stp.value ? 'on' : 'off', ...device.stp.from),
    say('DELAY', String(device.forwardDelay.value), ...device.forwardDelay.from),
  ];
};

/** The first address without a number, as early 6.x needs it; the scripts count the others from 1. */
const addressLines = (host: SiteHost, device: Device, say: Say): Line[] => {
  const lines = device.addresses.flatMap((it, index) => {
    const n = index === 0 ? '' : String(index);
    const from = addressFrom(device, it);
    return [say(`IPADDR${n}`, it.address, ...from), say(`NETMASK${n}`, netmask(it.prefix), ...from)];
  });
  const gateway = gatewayOf(host, device);
  if (gateway !== undefined) lines.push(say('GATEWAY', gateway, ...defaultRouteFrom(host)));
  return lines;
};

const dhcpLines = (host: SiteHost, device: Device, say: Say): Line[] => {
  if (device.dhcp === undefined) return [];
  const elsewhere = host.defaultRoute?.device !== device.name;
  return [
    ...(ownsDns(host) ? [say('PEERDNS', 'no', place(host.of, 'dns'), ...dhcpFrom(device))] : []),
    ...(elsewhere ? [say('DEFROUTE', 'no', ...defaultRouteFrom(host), ...dhcpFrom(device))] : []),
  ];
};

/** The lines of one `ifcfg-` file. */
export const deviceLines = (host: SiteHost, device: Device): readonly Line[] => {
  const made = madeFrom(host, device);
  const say: Say = (key, value, ...from) => line(assignment(key, value), ...from, ...made);
  const cable = device.kind === 'nic' ? farEnd(device) : undefined;
  const whole = device.kind === 'nic' || device.kind === 'bond';
  return [
    ...(device.kind === 'nic' && cable !== undefined ? [line(comment(cable), ...farEndFrom(device), ...made)] : []),
    say('DEVICE', device.name),
    ...kindLines(device, say),
    say('BOOTPROTO', device.dhcp === undefined ? 'none' : 'dhcp', ...dhcpFrom(device), ...ridersFrom(host, device)),
    say('ONBOOT', 'yes'),
    ...portLines(host, device, say),
    ...(whole ? [say('USERCTL', 'no', rootOnly)] : []),
    say('NM_CONTROLLED', 'no', noManager),
    say('MTU', String(device.mtu.value), ...mtuFrom(host, device)),
    ...optionLines(device, say),
    ...addressLines(host, device, say),
    ...dhcpLines(host, device, say),
    ...device.raw.map(({ key, value, at }) => say(key, value, at)),
  ];
};
