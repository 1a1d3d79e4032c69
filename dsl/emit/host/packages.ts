import { type From, place } from '../../language/place.ts';
import type { SiteHost } from '../../model/model.ts';
import { byText } from '../../text/compare.ts';
import type { PackageStep } from '../step.ts';
import { timeServices } from './time.ts';

type Need = readonly [names: readonly string[], from: readonly From[]];

/** All in one step: one question to the package manager, and nothing of the network is written before they are there. */
export const packageSteps = (host: SiteHost): readonly PackageStep[] => {
  const { of, spec, platform, bonds, vlans, bridges, devices } = host;
  const { networkPackages } = platform;
  const needs: readonly Need[] = [
    [networkPackages.always, []],
    [bonds.length > 0 ? networkPackages.bond : [], bonds.map((it) => it.at)],
    [vlans.length > 0 ? networkPackages.vlan : [], vlans.map((it) => it.at)],
    [bridges.length > 0 ? networkPackages.bridge : [], bridges.map((it) => it.at)],
    [devices.some((it) => it.dhcp) ? networkPackages.dhcp : [], devices.flatMap((it) => it.dhcp ?? [])],
    [spec.ntp === undefined ? [] : [timeServices[platform.time].package], [place(of, 'ntp')]],
    [spec.packages ?? [], [place(of, 'packages')]],
  ];
  const wanted = needs.filter(([names]) => names.length > 0);
  const names = [...new Set(wanted.flatMap(([it]) => it))].sort(byText);
  if (names.length === 0) return [];
  const from = [place(of, 'platform'), ...wanted.flatMap(([, it]) => it)];
  return [{ kind: 'package', id: `package:${names.join(' ')}`, names, from, disruption: 'none', offline: false }];
};
