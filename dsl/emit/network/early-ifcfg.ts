import { byDefault, place } from '../../language/place.ts';
import type { Device, SiteHost } from '../../model/model.ts';
import { aliasesOf } from '../../model/owned.ts';
import { file, line, service } from '../host/steps.ts';
import type { FileStep, Line } from '../step.ts';
import type { NetworkBackend } from './backend.ts';
import { defaultRouteFrom, dhcpFrom, madeFrom, masterFrom, mtuFrom } from './cause.ts';
import { aliasLines, earlyLines } from './early-ifcfg-device.ts';
import {
  assignment,
  gatewayDevice,
  ifcfgPath,
  pathsOf,
  routeFiles,
  scriptsFolder,
  sysconfigNetwork,
} from './ifcfg-lines.ts';

const networking = byDefault('without NETWORKING=yes the network service does nothing');
const noZeroconf = byDefault(
  'the initscripts send 169.254.0.0/16 to the last device that they bring up, a bridge without an address too',
);
const vlans = byDefault('the network service loads the driver of VLANs before it looks at devices');
const autoload = byDefault('without the alias the initscripts of 5.1 do not make the bond');
const asFound = byDefault('the file is written whole, so what else is in it must be said');
const passedOver = byDefault(
  'ifup ends with a port of a bridge before it comes to MTU; it calls this with the name of the file once the device is there',
);
const atBoot = byDefault(
  'the network service must start at boot; it counts as running at any time, so it is never started here',
);

/** Read by every script of the service before the device's own file. */
const network = (host: SiteHost): FileStep =>
  sysconfigNetwork(host, [
    line('NETWORKING=yes', networking),
    line(assignment('HOSTNAME', host.fqdn.value), ...host.fqdn.from),
    ...(host.vlans.length > 0 ? [line('VLAN=yes', vlans, ...host.vlans.map((it) => it.at))] : []),
    ...gatewayDevice(host),
    line('NOZEROCONF=yes', noZeroconf),
  ]);

/** The cards first, in their order, then the bonds over them, then what is not the network's. */
const modprobe = (host: SiteHost): FileStep[] => {
  const { of, spec, nics, bonds } = host;
  if (bonds.length === 0 && spec.modprobe === undefined) return [];
  const found = (spec.modprobe ?? []).map((text, index) => ({
    text,
    nic: nics.findIndex(({ name }) => text.trim().split(/\s+/)[1] === name && /^\s*alias\s/.test(text)),
    line: line(text, place(of, 'modprobe', index), asFound),
  }));
  const cards = found.filter((it) => it.nic >= 0).sort((a, b) => a.nic - b.nic);
  const lines = [
    ...cards.map((it) => it.line),
    ...bonds.map(({ name, at }) => line(`alias ${name} bonding`, at, autoload)),
    ...found.filter((it) => it.nic < 0).map((it) => it.line),
  ];
  return [file({ path: '/etc/modprobe.conf', lines, from: [place(of, 'bonds'), place(of, 'modprobe')] })];
};

/** What ifup calls before it configures a device. */
const beforeUp = (host: SiteHost): FileStep[] => {
  const ports = host.devices.filter(({ master }) => host.bridges.some((it) => it.name === master));
  if (ports.length === 0) return [];
  const from = ports.flatMap((it) => [...mtuFrom(host, it), ...masterFrom(host, it)]);
  const lines = [
    line('#!/bin/sh', passedOver, ...from),
    line('case "$1" in', passedOver, ...from),
    ...ports.map((it) =>
      line(
        `  *ifcfg-${it.name}) /sbin/ip link set dev ${it.name} mtu ${it.mtu.value} ;;`,
        ...mtuFrom(host, it),
        ...masterFrom(host, it),
        ...madeFrom(host, it),
      ),
    ),
    line('esac', passedOver, ...from),
  ];
  return [file({ path: '/sbin/ifup-pre-local', mode: '0755', lines, from: [place(host.of, 'bridges'), ...from] })];
};

/** dhclient asks this before it acts on a lease: its routers count only where the default route goes. */
const dhclientHook = (host: SiteHost): FileStep[] => {
  const asking = host.devices.filter((it) => it.dhcp !== undefined && host.defaultRoute?.device !== it.name);
  const lines: Line[] = asking.map((it) =>
    line(
      `[ "$interface" != ${it.name} ] || unset new_routers`,
      ...defaultRouteFrom(host),
      ...dhcpFrom(it),
      ...madeFrom(host, it),
    ),
  );
  return lines.length === 0
    ? []
    : [file({ path: '/etc/dhclient-enter-hooks', mode: '0755', lines, from: lines.flatMap((it) => it.from) })];
};

const aliasPath = (alias: string): string => `${scriptsFolder}/ifcfg-${alias}`;

const deviceFiles = (host: SiteHost, device: Device): FileStep[] => [
  file({ path: ifcfgPath(device), lines: earlyLines(host, device), from: madeFrom(host, device) }),
  ...aliasesOf(device).map((alias, index) =>
    file({
      path: aliasPath(alias),
      lines: aliasLines(host, device, index + 1, alias),
      from: madeFrom(host, device),
    }),
  ),
  ...routeFiles(host, device),
];

/** The initscripts of Enterprise Linux 5. A bond is cycled with its ports, so their files are its own. */
export const earlyIfcfg: NetworkBackend = {
  steps: (host) => [
    network(host),
    ...modprobe(host),
    ...beforeUp(host),
    ...dhclientHook(host),
    ...host.devices.flatMap((it) => deviceFiles(host, it)),
    service('network', 'running', [place(host.of, 'platform'), atBoot]),
  ],
  filesOf: (host, device) => [
    ...pathsOf(host, device),
    ...aliasesOf(device).map(aliasPath),
    ...(device.kind === 'bond' ? device.members.map(ifcfgPath) : []),
  ],
  delayWithoutTree: true,
};
