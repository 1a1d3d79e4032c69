import { place } from '../../language/place.ts';
import type { SiteHost } from '../../model/model.ts';
import { byText } from '../../text/compare.ts';
import type { PackageStep } from '../step.ts';
import { timeServices } from './time.ts';

const step = (host: SiteHost, wanted: readonly string[], causes: readonly string[]): readonly PackageStep[] => {
  const names = [...new Set(wanted)].sort(byText);
  if (names.length === 0) return [];
  const from = causes.map((key) => place(host.of, key));
  return [{ kind: 'package', id: `package:${names.join(' ')}`, names, from, disruption: 'none', offline: false }];
};

/** What the network's files need: a part of its section, so that this alone can be applied too. */
export const networkPackageSteps = (host: SiteHost): readonly PackageStep[] => {
  const { platform, bonds, vlans, bridges, devices } = host;
  const { always, bond, vlan, bridge, dhcp } = platform.networkPackages;
  const wanted = [
    ...always,
    ...(bonds.length > 0 ? bond : []),
    ...(vlans.length > 0 ? vlan : []),
    ...(bridges.length > 0 ? bridge : []),
    ...(devices.some((it) => it.dhcp) ? dhcp : []),
  ];
  // The list also follows from what is not there: no bond, nobody who asks a DHCP server.
  return step(host, wanted, ['platform', 'bonds', 'bridges', 'vlans']);
};

/** Those of the clock and of the user. */
export const packageSteps = (host: SiteHost): readonly PackageStep[] => {
  const { spec, platform } = host;
  const wanted = [...(spec.ntp === undefined ? [] : [timeServices[platform.time].package]), ...(spec.packages ?? [])];
  return step(host, wanted, ['platform', 'ntp', 'packages']);
};
