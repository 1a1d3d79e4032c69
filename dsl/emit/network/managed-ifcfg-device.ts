import { byDefault, place, within } from '../../language/place.ts';
import type { Device, SiteHost } from '../../model/model.ts';
import { unreachable } from '../../text/unreachable.ts';
import type { Line } from '../step.ts';
import { addressFrom, defaultRouteFrom, dhcpFrom, hasIp, mtuFrom, ownsDns, ridersFrom, speaksOfDns } from './cause.ts';
import { first, noIpv6, stable, uuidOf, withPorts } from './connection.ts';
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

const typed = byDefault(
  'NetworkManager goes by TYPE; the scripts of the network service know a VLAN by VLAN=yes and a bond by BONDING_MASTER',
);

const kindLines = (device: Device, say: Say): Line[] => {
  switch (device.kind) {
    case 'nic':
      return [say('TYPE', 'Ethernet')];
    case 'bond':
      return [say('TYPE', 'Bond', typed), say('BONDING_MASTER', 'yes', typed)];
    case 'vlan': {
      const { at, lower, vlan } = device;
      return [
        say('TYPE', 'Vlan', typed),
        say('VLAN', 'yes', typed),
        say('PHYSDEV', lower, within(at, 'on')),
        say('VLAN_ID', String(vlan.id), place(vlan.of, 'id')),
      ];
    }
    case 'bridge':
      return [say('TYPE', 'Bridge')];
    default:
      return unreachable(device);
  }
};

/** Who the profile is for, and when it comes up by itself. */
const connectionLines = (host: SiteHost, device: Device, say: Say): Line[] => {
  const ranked = device.raw.some((it) => it.key === 'AUTOCONNECT_PRIORITY');
  return [
    say('DEVICE', device.name),
    say('NAME', device.name),
    say('UUID', uuidOf(host, device), place(host.of), stable),
    ...(device.kind === 'nic' ? [say('HWADDR', device.mac, within(device.at, 'mac'))] : []),
    say('ONBOOT', 'yes'),
    ...(ranked ? [] : [say('AUTOCONNECT_PRIORITY', '10', first)]),
    ...(device.kind === 'bond' || device.kind === 'bridge' ? [say('AUTOCONNECT_SLAVES', 'yes', withPorts)] : []),
  ];
};

/** NetworkManager refuses a delay without spanning tree; with it both readers take seconds. */
const bridgeLines = (device: Device, say: Say): Line[] => {
  if (device.kind !== 'bridge') return [];
  const { stp, forwardDelay } = device;
  return [
    say('STP', stp.value ? 'on' : 'off', ...stp.from),
    ...(stp.value ? [say('DELAY', String(forwardDelay.value), ...stp.from, ...forwardDelay.from)] : []),
  ];
};

/** GATEWAYDEV in /etc/sysconfig/network decides for both readers; this says the same for whoever reads one file. */
const routeLines = (host: SiteHost, device: Device, say: Say): Line[] => {
  if (!hasIp(device)) return [];
  const here = host.defaultRoute?.device === device.name;
  const whose = [
    ...dhcpFrom(device),
    ...device.addresses.flatMap((it) => addressFrom(device, it)),
    ...ridersFrom(host, device),
  ];
  return [
    ...gatewayLines(host, device, say),
    say('DEFROUTE', here ? 'yes' : 'no', ...defaultRouteFrom(host), ...whose),
  ];
};

const dnsLines = (host: SiteHost, device: Device, say: Say): Line[] => {
  const { dns = [], domain } = host.spec;
  const here = [place(host.of, 'dns'), ...defaultRouteFrom(host)];
  return [
    ...(device.dhcp !== undefined && ownsDns(host) ? [say('PEERDNS', 'no', ...here, ...dhcpFrom(device))] : []),
    ...(speaksOfDns(host, device)
      ? [
          ...dns.map((it, index) => say(`DNS${index + 1}`, it, place(host.of, 'dns', index), ...here)),
          ...(domain === undefined ? [] : [say('DOMAIN', domain, place(host.of, 'domain'), ...here)]),
        ]
      : []),
  ];
};

/** The lines of one `ifcfg-` file that NetworkManager and the network service read the same way. A port says nothing of IP. */
export const managedLines = (host: SiteHost, device: Device): readonly Line[] => {
  const say = sayOf(host, device);
  const riders = ridersFrom(host, device);
  return [
    ...cableLines(host, device),
    ...kindLines(device, say),
    ...connectionLines(host, device, say),
    ...portLines(host, device, say),
    say('MTU', String(device.mtu.value), ...mtuFrom(host, device)),
    ...bondLines(device, say),
    ...bridgeLines(device, say),
    say('BOOTPROTO', device.dhcp === undefined ? 'none' : 'dhcp', ...dhcpFrom(device), ...riders),
    ...numberedAddresses(device, say, (prefix) => ['PREFIX', String(prefix)]),
    ...routeLines(host, device, say),
    ...dnsLines(host, device, say),
    ...(device.master === undefined
      ? [say('IPV6INIT', 'no', noIpv6, ...riders), say('IPV6_DISABLED', 'yes', noIpv6, ...riders)]
      : []),
    ...rawLines(device, say),
  ];
};
