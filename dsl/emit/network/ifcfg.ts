import { byDefault, place } from '../../language/place.ts';
import type { Device, SiteHost } from '../../model/model.ts';
import { file, line, service } from '../host/steps.ts';
import type { FileStep, Line } from '../step.ts';
import type { NetworkBackend } from './backend.ts';
import { defaultRouteFrom, madeFrom, routeFrom, routesThrough } from './cause.ts';
import { assignment, deviceLines } from './ifcfg-device.ts';

const folder = '/etc/sysconfig/network-scripts';
const networking = byDefault('without NETWORKING=yes the network service does nothing');
const noZeroconf = byDefault(
  'the initscripts give every device that they bring up a route to 169.254.0.0/16, a bridge without an address too',
);
const autoload = byDefault('the alias by which modprobe finds the driver of a bond');
const atBoot = byDefault(
  'NM_CONTROLLED=no leaves every device to the network service, so it must start at boot; it counts as running at any time, so it is never started here',
);

const ifcfgPath = ({ name }: Device): string => `${folder}/ifcfg-${name}`;
const routePath = ({ name }: Device): string => `${folder}/route-${name}`;

/** Read by every script of the service before the device's own file. */
const network = (host: SiteHost): FileStep => {
  const { defaultRoute, fqdn } = host;
  const lines: Line[] = [line('NETWORKING=yes', networking), line(assignment('HOSTNAME', fqdn.value), ...fqdn.from)];
  if (defaultRoute !== undefined)
    lines.push(line(assignment('GATEWAYDEV', defaultRoute.device), ...defaultRouteFrom(host)));
  lines.push(line('NOZEROCONF=yes', noZeroconf));
  return file({ path: '/etc/sysconfig/network', lines, from: [place(host.of)] });
};

const modules = (host: SiteHost): FileStep[] => {
  const lines = host.bonds.map(({ name, at }) => line(`alias ${name} bonding`, at, autoload));
  return lines.length === 0
    ? []
    : [file({ path: '/etc/modprobe.d/bonding.conf', lines, from: [place(host.of, 'bonds')] })];
};

const routes = (host: SiteHost, device: Device): FileStep[] => {
  const lines = routesThrough(host, device).map((it) =>
    line(`${it.to} via ${it.via} dev ${device.name}`, ...routeFrom(device, it), ...madeFrom(host, device)),
  );
  return lines.length === 0 ? [] : [file({ path: routePath(device), lines, from: lines.flatMap((it) => it.from) })];
};

const deviceFiles = (host: SiteHost, device: Device): FileStep[] => [
  file({ path: ifcfgPath(device), lines: deviceLines(host, device), from: madeFrom(host, device) }),
  ...routes(host, device),
];

/** The initscripts of Enterprise Linux 6: one sourced file a device. A bond is cycled with its ports, so their files are its own. */
export const ifcfg: NetworkBackend = {
  steps: (host) => [
    network(host),
    ...modules(host),
    ...host.devices.flatMap((it) => deviceFiles(host, it)),
    service('network', 'running', [place(host.of, 'platform'), atBoot]),
  ],
  filesOf: (host, device) => [
    ifcfgPath(device),
    ...(routesThrough(host, device).length > 0 ? [routePath(device)] : []),
    ...(device.kind === 'bond' ? device.members.map(ifcfgPath) : []),
  ],
  delayWithoutTree: true,
};
