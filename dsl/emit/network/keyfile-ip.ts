import { byDefault, type From, place } from '../../language/place.ts';
import type { Device, SiteHost } from '../../model/model.ts';
import {
  addressFrom,
  defaultRouteFrom,
  dhcpFrom,
  gatewayOf,
  hasIp,
  ownsDns,
  ridersFrom,
  routeFrom,
  routesThrough,
  speaksOfDns,
} from './cause.ts';
import { noIpv6 } from './connection.ts';
import { type Entry, entry, type Group } from './keyfile-group.ts';

const off = byDefault('nobody gave it an address, and NetworkManager would ask a DHCP server');

const list = (values: readonly string[]): string => values.map((it) => `${it};`).join('');

const dnsEntries = (host: SiteHost): Entry[] => {
  const { dns = [], domain } = host.spec;
  const here = [place(host.of, 'dns'), ...defaultRouteFrom(host)];
  return [
    entry('dns', list(dns), ...here),
    ...(domain === undefined ? [] : [entry('dns-search', list([domain]), place(host.of, 'domain'), ...here)]),
  ];
};

const ipv4 = (host: SiteHost, device: Device): Entry[] => {
  const { addresses, dhcp } = device;
  if (!hasIp(device)) return [entry('method', 'disabled', off, ...ridersFrom(host, device))];
  const gateway = gatewayOf(host, device);
  const elsewhere = host.defaultRoute?.device !== device.name;
  const decided: readonly From[] = defaultRouteFrom(host);
  const whose = [
    ...dhcpFrom(device),
    ...addresses.flatMap((it) => addressFrom(device, it)),
    ...ridersFrom(host, device),
  ];
  return [
    entry('method', dhcp === undefined ? 'manual' : 'auto', ...whose),
    ...addresses.map((it, index) => {
      const through = index === 0 && gateway !== undefined ? `,${gateway}` : '';
      return entry(
        `address${index + 1}`,
        `${it.address}/${it.prefix}${through}`,
        ...addressFrom(device, it),
        ...(index === 0 ? decided : []),
      );
    }),
    ...(elsewhere ? [entry('never-default', 'true', ...decided, ...whose)] : []),
    ...(dhcp !== undefined && ownsDns(host)
      ? [entry('ignore-auto-dns', 'true', place(host.of, 'dns'), ...dhcpFrom(device))]
      : []),
    ...(speaksOfDns(host, device) ? dnsEntries(host) : []),
    ...routesThrough(host, device).map((it, index) =>
      entry(`route${index + 1}`, `${it.to},${it.via}`, ...routeFrom(device, it)),
    ),
  ];
};

export const ipSections = (host: SiteHost, device: Device): readonly Group[] => [
  { name: 'ipv4', entries: ipv4(host, device) },
  { name: 'ipv6', entries: [entry('method', 'disabled', noIpv6, ...ridersFrom(host, device))] },
];
