import type { Model, SiteHost, SiteSwitch, SiteVlan } from '../../model/model.ts';
import { fromTheCore } from '../site/order.ts';
import { type HostDifference, hostDifference, wholeHost } from './host.ts';
import { type SwitchDifference, switchDifference, wholeSwitch } from './switch.ts';
import { type Change, changesBetween, type Thing } from './thing.ts';

/** What a site was and is, in the words of who runs it. */
export interface SiteDifference {
  readonly site: string;
  readonly state: 'added' | 'removed' | 'changed';
  readonly vlans: readonly Change[];
  readonly switches: readonly SwitchDifference[];
  readonly hosts: readonly HostDifference[];
  /** What to do, one thing after the other. */
  readonly order: readonly string[];
}

const vlanThing = ({ name, id, subnet, gateway, mtu, trust }: SiteVlan): Thing => {
  const values = { id: String(id), subnet: subnet?.text, gateway, MTU: String(mtu.value), trust };
  const known = Object.entries(values).flatMap(([key, value]) => (value === undefined ? [] : [[key, value] as const]));
  return {
    name: `VLAN ${name}`,
    summary: known.map(([key, value]) => (key === 'id' || key === 'subnet' ? value : `${key} ${value}`)).join(', '),
    values: Object.fromEntries(known),
  };
};

/** A host that has another name now is the same machine if it has one of its cards. */
const pairs = (before: readonly SiteHost[], after: readonly SiteHost[]): ReadonlyMap<SiteHost, SiteHost> => {
  const found = new Map<SiteHost, SiteHost>();
  const byName = new Map(before.map((it) => [it.name, it]));
  for (const it of after) {
    const was = byName.get(it.name);
    if (was !== undefined) found.set(it, was);
  }
  const taken = new Set(found.values());
  const byMac = new Map(before.filter((it) => !taken.has(it)).flatMap((it) => it.nics.map(({ mac }) => [mac, it])));
  for (const it of after) {
    if (found.has(it)) continue;
    const was = it.nics.map(({ mac }) => byMac.get(mac)).find((one) => one !== undefined && !taken.has(one));
    if (was === undefined) continue;
    found.set(it, was);
    taken.add(was);
  }
  return found;
};

const hostsBetween = (before: readonly SiteHost[], after: readonly SiteHost[], site: string): HostDifference[] => {
  const paired = pairs(before, after);
  const still = new Set(paired.values());
  return [
    ...after.flatMap((it) => {
      const was = paired.get(it);
      return was === undefined ? [wholeHost(it, 'added')] : (hostDifference(was, it, site) ?? []);
    }),
    ...before.filter((it) => !still.has(it)).map((it) => wholeHost(it, 'removed')),
  ];
};

const switchesBetween = (before: readonly SiteSwitch[], after: readonly SiteSwitch[]): SwitchDifference[] => {
  const old = new Map(before.map((it) => [it.name, it]));
  const now = new Set(after.map((it) => it.name));
  return [
    ...after.flatMap((it) => {
      const was = old.get(it.name);
      return was === undefined ? [wholeSwitch(it, 'added')] : (switchDifference(was, it) ?? []);
    }),
    ...before.filter((it) => !now.has(it.name)).map((it) => wholeSwitch(it, 'removed')),
  ];
};

/** Room is made before it is used, and taken away when nobody uses it any more. */
const orderOf = (model: Model, switches: readonly SwitchDifference[], hosts: readonly HostDifference[]): string[] => {
  const reached = fromTheCore(model);
  const changed = reached.flatMap((name) => switches.filter((it) => it.name === name && it.state !== 'removed'));
  const first = changed.filter((it) => it.gives || !it.takesAway);
  return [
    ...first.map((it) => `switches/${it.name}/config.ios`),
    ...hosts.filter((it) => it.state !== 'removed').map((it) => `hosts/${it.name}/apply.sh`),
    ...hosts.filter((it) => it.state === 'removed').map((it) => `take ${it.name} away`),
    ...[...changed]
      .reverse()
      .flatMap((it) => (it.takesAway ? [`the lines that lead ${it.name} there: config.ios takes nothing away`] : [])),
    ...switches.filter((it) => it.state === 'removed').map((it) => `take ${it.name} away`),
  ];
};

/** Undefined when nothing differs that anybody could notice. */
export const siteDifference = (before: Model | undefined, after: Model | undefined): SiteDifference | undefined => {
  const model = after ?? before;
  if (model === undefined) return undefined;
  const vlans = changesBetween((before?.vlans ?? []).map(vlanThing), (after?.vlans ?? []).map(vlanThing));
  const switches = switchesBetween(before?.switches ?? [], after?.switches ?? []);
  const hosts = hostsBetween(before?.hosts ?? [], after?.hosts ?? [], model.name);
  if (vlans.length === 0 && switches.length === 0 && hosts.length === 0) return undefined;
  const state = before === undefined ? 'added' : after === undefined ? 'removed' : 'changed';
  return { site: model.name, state, vlans, switches, hosts, order: orderOf(model, switches, hosts) };
};
