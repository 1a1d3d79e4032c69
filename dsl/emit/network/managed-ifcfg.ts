import { byDefault } from '../../language/place.ts';
import { file, line } from '../host/steps.ts';
import type { NetworkBackend } from './backend.ts';
import { madeFrom } from './cause.ts';
import { gatewayDevice, ifcfgPath, pathsOf, routeFiles, sysconfigNetwork } from './ifcfg-lines.ts';
import { managedLines } from './managed-ifcfg-device.ts';

const networking = byDefault('the network service, and services of its age, look for it');
const noZeroconf = byDefault('the network service would give every device that it brings up a route to 169.254.0.0/16');

/**
 * Enterprise Linux 7 and 8: NetworkManager reads the ifcfg files, and the
 * default route's device from /etc/sysconfig/network, where it overrides what a
 * file says. Its package enables it at boot, and starting it would touch the
 * running network, so no service is spoken of here.
 */
export const managedIfcfg: NetworkBackend = {
  steps: (host) => [
    sysconfigNetwork(host, [
      line('NETWORKING=yes', networking),
      ...gatewayDevice(host),
      line('NOZEROCONF=yes', noZeroconf),
    ]),
    ...host.devices.flatMap((it) => [
      file({ path: ifcfgPath(it), lines: managedLines(host, it), from: madeFrom(host, it) }),
      ...routeFiles(host, it),
    ]),
  ],
  filesOf: pathsOf,
  delayWithoutTree: false,
};
