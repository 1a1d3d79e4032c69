import type { AnyHostSpec, Host } from '../language/host.ts';
import { place } from '../language/place.ts';
import { platforms } from '../platforms/index.ts';
import { attachmentsOf, none, type VlanOf } from './attachments.ts';
import { devicesOf } from './devices.ts';
import { installOf } from './install.ts';
import type { Bmc, Device, SiteHost } from './model.ts';
import { defaultRoutes, routesOf } from './routes.ts';
import { type Specs, specOf } from './specs.ts';

const bmcOf = (of: Host, spec: AnyHostSpec, vlanOf: VlanOf): Bmc | undefined => {
  const vlan = spec.bmc && vlanOf(spec.bmc.vlan);
  if (spec.bmc === undefined || vlan === undefined) return undefined;
  return {
    mac: spec.bmc.mac.toLowerCase(),
    cable: spec.bmc.cable,
    vlan,
    address: spec.bmc.address,
    at: place(of, 'bmc'),
  };
};

/** A host by itself, with its devices in the order in which they come up: NICs, bonds, VLANs, bridges. */
export const siteHost = (of: Host, specs: Specs, vlanOf: VlanOf): SiteHost => {
  const spec = specOf(specs, of);
  const attachments = attachmentsOf(of, spec, vlanOf);
  const made = devicesOf(of, spec, attachments);
  const devices: readonly Device[] = [...made.nics, ...made.bonds, ...made.vlans, ...made.bridges];
  const bmc = bmcOf(of, spec, vlanOf);
  const install = installOf(of, spec, made.nics, attachments, vlanOf);
  return Object.freeze({
    kind: 'host',
    of,
    spec,
    name: of.name,
    role: of.kind,
    platform: platforms[spec.platform.id],
    fqdn: {
      value: spec.domain === undefined ? of.name : `${of.name}.${spec.domain}`,
      from: [place(of), place(of, 'domain')],
    },
    ...made,
    devices,
    attachments,
    ...defaultRoutes(of, spec, devices, vlanOf),
    routes: routesOf(of, spec, devices),
    ...(bmc === undefined ? {} : { bmc }),
    ...(install === undefined ? {} : { install }),
    neighbours: none,
  });
};
