import type { Host } from '../language/host.ts';
import type { Link } from '../language/link.ts';
import { type From, place, type Several, several } from '../language/place.ts';
import type { Stack } from '../language/stack.ts';
import type { Switch } from '../language/switch.ts';
import type { Vlan } from '../language/vlan.ts';
import { byText } from '../text/compare.ts';
import { claimsOf } from './claims.ts';
import { type End, hostEnds, usedEnds } from './ends.ts';
import { siteHost } from './hosts.ts';
import { linkEnds, siteLinks, type Users } from './links.ts';
import type { Claim, Model, SiteHost, SiteSwitch, SiteVlan } from './model.ts';
import { acquainted, type Managed } from './neighbours.ts';
import { type Reached, reach } from './reach.ts';
import { asWritten, type Specs, specOf } from './specs.ts';
import { siteSwitch } from './switches.ts';
import { siteVlan } from './vlans.ts';

const byName = (a: { readonly name: string }, b: { readonly name: string }): number => byText(a.name, b.name);

const bySwitch = (ends: readonly End[]): ReadonlyMap<Switch, End[]> => {
  const groups = new Map<Switch, End[]>();
  for (const end of ends) {
    const group = groups.get(end.switch);
    if (group === undefined) groups.set(end.switch, [end]);
    else group.push(end);
  }
  return groups;
};

/** Who is on each VLAN: the switches that have an end of it, and everything that says so. */
const usersOf = (
  ends: readonly End[],
  switches: readonly Switch[],
  specs: Specs,
  vlanOf: (vlan: Vlan) => SiteVlan | undefined,
): Map<SiteVlan, Users> => {
  const users = new Map<SiteVlan, { switches: Set<Switch>; from: From[] }>();
  const add = (vlan: SiteVlan, of: Switch, from: readonly From[]): void => {
    const known = users.get(vlan) ?? { switches: new Set(), from: [] };
    known.switches.add(of);
    for (const it of from) known.from.push(it);
    users.set(vlan, known);
  };
  for (const { switch: of, traffic } of ends) {
    if (traffic.mode === 'access') add(traffic.vlan, of, traffic.from);
    else if (traffic.mode === 'trunk') for (const { vlan, from } of traffic.vlans) add(vlan, of, from);
  }
  for (const of of switches) {
    const { management } = specOf(specs, of);
    const vlan = management && vlanOf(management.vlan);
    if (vlan !== undefined) add(vlan, of, [{ kind: 'place', of, path: ['management'] }]);
  }
  return new Map(
    [...users].map(([vlan, { switches: on, from }]) => [vlan, { switches: on, from: { kind: 'several', all: from } }]),
  );
};

/** All that puts a VLAN somewhere: what a link carries follows from it, and what it does not. One list for all links. */
const everywhere = ({ hosts, switches, links }: Reachable): Several =>
  several(
    links.length === 0
      ? []
      : [
          ...hosts.flatMap((it) => ['nics', 'bmc', 'bonds', 'bridges', 'vlans'].map((key) => place(it, key))),
          ...switches.flatMap((it) => ['management', 'ports'].map((key) => place(it, key))),
          ...links.map((it) => place(it, 'cables')),
        ],
  );

export interface Reachable {
  readonly vlans: readonly Vlan[];
  readonly switches: readonly Switch[];
  readonly links: readonly Link[];
  readonly hosts: readonly Host[];
}

/** What a stack reaches, by kind, each kind by name: the order of everything that is emitted. */
export const byKind = (reached: readonly Reached[]): Reachable => {
  const sorted = [...reached].sort(byName);
  return {
    vlans: sorted.filter((it) => it.kind === 'vlan'),
    switches: sorted.filter((it) => it.kind === 'switch'),
    links: sorted.filter((it) => it.kind === 'link'),
    hosts: sorted.filter((it): it is Host => it.kind === 'hypervisor' || it.kind === 'server'),
  };
};

/** The switches that have an address on a VLAN of the plan. */
const managed = (
  switches: readonly Switch[],
  specs: Specs,
  vlanOf: (vlan: Vlan) => SiteVlan | undefined,
): readonly Managed[] =>
  switches.flatMap((of) => {
    const { management } = specOf(specs, of);
    const vlan = management && vlanOf(management.vlan);
    return management === undefined || vlan === undefined ? [] : [{ of, vlan, address: management.address }];
  });

/**
 * Constructs into a model: a site with every derived fact worked out, ordered
 * by name, so that neither the order of a list nor of an import changes a byte.
 */
export const resolve = (stack: Stack, specs: Specs = asWritten, all = reach(stack).reached): Model => {
  const reached = specs.dropped.size === 0 ? all : all.filter((it) => !specs.dropped.has(it));
  const kinds = byKind(reached);
  const vlanMap = new Map<Vlan, SiteVlan>(kinds.vlans.map((it) => [it, siteVlan(it, specs)]));
  const vlanOf = (vlan: Vlan): SiteVlan | undefined => vlanMap.get(vlan);

  const hosts: readonly SiteHost[] = acquainted(
    kinds.hosts.map((it) => siteHost(it, specs, vlanOf)),
    managed(kinds.switches, specs, vlanOf),
  );
  const known = new Set(kinds.switches);
  const claims: readonly Claim[] = claimsOf(hosts, kinds.links, kinds.switches, specs);
  const hostSide = [...hosts.flatMap((it) => hostEnds(it, specs)), ...usedEnds(claims, specs, vlanOf)].filter((it) =>
    known.has(it.switch),
  );
  const links = siteLinks(
    kinds.links,
    usersOf(hostSide, kinds.switches, specs, vlanOf),
    specs,
    vlanOf,
    everywhere(kinds),
  );
  const ends = bySwitch([...hostSide, ...linkEnds(links, specs)]);
  const switches: readonly SiteSwitch[] = kinds.switches.map((it) => siteSwitch(it, ends.get(it) ?? [], specs, vlanOf));

  return Object.freeze({
    kind: 'model',
    name: stack.name,
    stack,
    reached,
    vlans: [...vlanMap.values()].sort((a, b) => a.id - b.id || byText(a.name, b.name)),
    switches,
    links,
    hosts,
    claims,
  });
};
