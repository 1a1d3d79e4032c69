import { byDefault, place } from '../../language/place.ts';
import type { SiteHost } from '../../model/model.ts';
import { file, line, service } from '../host/steps.ts';
import type { FileStep } from '../step.ts';
import type { NetworkBackend } from './backend.ts';
import { madeFrom } from './cause.ts';
import { deviceLines } from './ifcfg-device.ts';
import { assignment, gatewayDevice, ifcfgPath, pathsOf, routeFiles, sysconfigNetwork } from './ifcfg-lines.ts';

const networking = byDefault('without NETWORKING=yes the network service does nothing');
const noZeroconf = byDefault(
  'the initscripts give every device that they bring up a route to 169.254.0.0/16, a bridge without an address too',
);
const autoload = byDefault('the alias by which modprobe finds the driver of a bond');
const atBoot = byDefault(
  'NM_CONTROLLED=no leaves every device to the network service, so it must start at boot; it counts as running at any time, so it is never started here',
);

/** Read by every script of the service before the device's own file. */
const network = (host: SiteHost): FileStep =>
  sysconfigNetwork(host, [
    line('NETWORKING=yes', networking),
    line(assignment('HOSTNAME', host.fqdn.value), ...host.fqdn.from),
    ...gatewayDevice(host),
    line('NOZEROCONF=yes', noZeroconf),
  ]);

const modules = (host: SiteHost): FileStep[] => {
  const lines = host.bonds.map(({ name, at }) => line(`alias ${name} bonding`, at, autoload));
  return lines.length === 0
    ? []
    : [file({ path: '/etc/modprobe.d/bonding.conf', lines, from: [place(host.of, 'bonds')] })];
};

/** The initscripts of Enterprise Linux 6: one sourced file a device. A bond is cycled with its ports, so their files are its own. */
export const ifcfg: NetworkBackend = {
  steps: (host) => [
    network(host),
    ...modules(host),
    ...host.devices.flatMap((it) => [
      file({ path: ifcfgPath(it), lines: deviceLines(host, it), from: madeFrom(host, it) }),
      ...routeFiles(host, it),
    ]),
    service('network', 'running', [place(host.of, 'platform'), atBoot]),
  ],
  filesOf: (host, device) => [
    ...pathsOf(host, device),
    ...(device.kind === 'bond' ? device.members.map(ifcfgPath) : []),
  ],
  delayWithoutTree: true,
};
