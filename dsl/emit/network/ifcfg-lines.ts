import { type From, place, within } from '../../language/place.ts';
import type { Device, SiteHost } from '../../model/model.ts';
import { file, line } from '../host/steps.ts';
import type { FileStep, Line } from '../step.ts';
import { farEnd, farEndFrom } from './cable.ts';
import {
  addressFrom,
  defaultRouteFrom,
  gatewayOf,
  kernelMode,
  madeFrom,
  masterFrom,
  routeFrom,
  routesThrough,
} from './cause.ts';

/** What ifcfg files have in common, whoever reads them. */

export const scriptsFolder = '/etc/sysconfig/network-scripts';
export const ifcfgPath = ({ name }: Device): string => `${scriptsFolder}/ifcfg-${name}`;
const routePath = ({ name }: Device): string => `${scriptsFolder}/route-${name}`;

const plain = /^[A-Za-z0-9_@%+:,./-]*$/;

/** The file is sourced: between double quotes a shell reads four characters, each of them escaped here. */
export const assignment = (key: string, value: string): string =>
  `${key}=${plain.test(value) ? value : `"${value.replace(/[\\"$`]/g, '\\$&')}"`}`;

/**
 * A comment that the network service cannot mistake for a key: it looks for
 * `DEVICE=` and three more anywhere in a line, and runs what it finds.
 */
const comment = (text: string): string => `# ${text.replaceAll('=', '-')}`;

/** A key and its value; every line of a file also follows from the device that the file is for. */
export type Say = (key: string, value: string, ...from: readonly From[]) => Line;

export const sayOf = (host: SiteHost, device: Device): Say => {
  const made = madeFrom(host, device);
  return (key, value, ...from) => line(assignment(key, value), ...from, ...made);
};

/** Where the cable of a NIC ends. */
export const cableLines = (host: SiteHost, device: Device): Line[] => {
  const cable = device.kind === 'nic' ? farEnd(device) : undefined;
  return device.kind === 'nic' && cable !== undefined
    ? [line(comment(cable), ...farEndFrom(device), ...madeFrom(host, device))]
    : [];
};

export const portLines = (host: SiteHost, device: Device, say: Say): Line[] => {
  if (device.master === undefined) return [];
  const from = masterFrom(host, device);
  if (host.bridges.some((it) => it.name === device.master)) return [say('BRIDGE', device.master, ...from)];
  return [say('MASTER', device.master, ...from), say('SLAVE', 'yes', ...from)];
};

/** The mode first: the scripts write the options in this order, and a mode is refused once others are set. */
export const bondLines = (device: Device, say: Say): Line[] => {
  if (device.kind !== 'bond') return [];
  const { at, mode, options } = device;
  const words = [`mode=${kernelMode(mode)}`, ...options.map((it) => `${it.name}=${it.value}`)];
  return [say('BONDING_OPTS', words.join(' '), within(at, 'mode'), ...options.flatMap((it) => it.from))];
};

export const gatewayLines = (host: SiteHost, device: Device, say: Say): Line[] => {
  const gateway = gatewayOf(host, device);
  return gateway === undefined ? [] : [say('GATEWAY', gateway, ...defaultRouteFrom(host))];
};

/** The first address without a number, as early 6.x needs it; the readers count the others from 1. */
export const numberedAddresses = (device: Device, say: Say, mask: (prefix: number) => readonly [string, string]) =>
  device.addresses.flatMap((it, index) => {
    const n = index === 0 ? '' : String(index);
    const from = addressFrom(device, it);
    const [key, value] = mask(it.prefix);
    return [say(`IPADDR${n}`, it.address, ...from), say(`${key}${n}`, value, ...from)];
  });

export const rawLines = (device: Device, say: Say): Line[] =>
  device.raw.map(({ key, value, at }) => say(key, value, at));

export const routeFiles = (host: SiteHost, device: Device): FileStep[] => {
  const lines = routesThrough(host, device).map((it) =>
    line(`${it.to} via ${it.via} dev ${device.name}`, ...routeFrom(device, it), ...madeFrom(host, device)),
  );
  return lines.length === 0 ? [] : [file({ path: routePath(device), lines, from: lines.flatMap((it) => it.from) })];
};

/** The files of one device, by path. */
export const pathsOf = (host: SiteHost, device: Device): readonly string[] => [
  ifcfgPath(device),
  ...(routesThrough(host, device).length > 0 ? [routePath(device)] : []),
];

/** The lines of /etc/sysconfig/network that say through which device the default route goes. */
export const gatewayDevice = (host: SiteHost): Line[] =>
  host.defaultRoute === undefined
    ? []
    : [line(assignment('GATEWAYDEV', host.defaultRoute.device), ...defaultRouteFrom(host))];

export const sysconfigNetwork = (host: SiteHost, lines: readonly Line[]): FileStep =>
  file({ path: '/etc/sysconfig/network', lines, from: [place(host.of)] });
