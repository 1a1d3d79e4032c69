import { place } from '../../language/place.ts';
import type { SiteHost } from '../../model/model.ts';
import { byText } from '../../text/compare.ts';
import type { PackageStep } from '../step.ts';
import { timeServices } from './time.ts';

/** All in one step: one question to the package manager, and nothing of the network is written before they are there. */
export const packageSteps = (host: SiteHost): readonly PackageStep[] => {
  const { of, spec, platform, bonds, vlans, bridges, devices } = host;
  const { always, bond, vlan, bridge, dhcp } = platform.networkPackages;
  const wanted = [
    ...always,
    ...(bonds.length > 0 ? bond : []),
    ...(vlans.length > 0 ? vlan : []),
    ...(bridges.length > 0 ? bridge : []),
    ...(devices.some((it) => it.dhcp) ? dhcp : []),
    ...(spec.ntp === undefined ? [] : [timeServices[platform.time].package]),
    ...(spec.packages ?? []),
  ];
  const names = [...new Set(wanted)].sort(byText);
  if (names.length === 0) return [];
  // The list also follows from what is not there: no bond, nobody who asks a DHCP server.
  const from = ['platform', 'bonds', 'bridges', 'vlans', 'ntp', 'packages'].map((key) => place(of, key));
  return [{ kind: 'package', id: `package:${names.join(' ')}`, names, from, disruption: 'none', offline: false }];
};
