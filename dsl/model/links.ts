import type { Link } from '../language/link.ts';
import { place, type Several } from '../language/place.ts';
import type { Switch } from '../language/switch.ts';
import type { Vlan } from '../language/vlan.ts';
import { type End, nativeVlanOf, trafficOf } from './ends.ts';
import type { Carried, SiteLink, SiteVlan } from './model.ts';
import { type Specs, specOf } from './specs.ts';

const endsOf = (link: Link, specs: Specs): readonly [Switch, Switch] | undefined => {
  const [first] = specOf(specs, link).cables;
  return first === undefined ? undefined : [first[0].switch, first[1].switch];
};

/**
 * The links that a VLAN needs: those left when every switch that has nothing of
 * the VLAN and hangs on one link only has been taken away, again and again.
 * In a tree that is exactly the paths between its ends; in a ring it is the ring.
 */
const needed = (users: ReadonlySet<Switch>, links: readonly (readonly [Switch, Switch, Link])[]): ReadonlySet<Link> => {
  if (users.size < 2) return new Set();
  const touching = new Map<Switch, Set<Link>>();
  const other = new Map<Link, readonly [Switch, Switch]>();
  for (const [a, b, link] of links) {
    other.set(link, [a, b]);
    for (const end of [a, b]) touching.set(end, (touching.get(end) ?? new Set()).add(link));
  }
  const left = new Set(links.map(([, , link]) => link));
  const idle = [...touching.keys()].filter((it) => !users.has(it));
  for (let it = idle.pop(); it !== undefined; it = idle.pop()) {
    const own = touching.get(it);
    const [last] = own ?? [];
    if (own?.size !== 1 || last === undefined) continue;
    left.delete(last);
    for (const end of other.get(last) ?? []) {
      touching.get(end)?.delete(last);
      if (!users.has(end)) idle.push(end);
    }
  }
  return left;
};

export interface Users {
  readonly switches: ReadonlySet<Switch>;
  /** Everything on the site that is on the VLAN; one list for all its links. */
  readonly from: Several;
}

/** Each link with the VLANs it carries: those it was told to, else those that both of its sides need. */
export const siteLinks = (
  links: readonly Link[],
  users: ReadonlyMap<SiteVlan, Users>,
  specs: Specs,
  vlanOf: (vlan: Vlan) => SiteVlan | undefined,
  everywhere: Several,
): SiteLink[] => {
  const graph = links.flatMap((link) => {
    const ends = endsOf(link, specs);
    return ends === undefined ? [] : [[...ends, link] as const];
  });
  const byLink = new Map<Link, Carried[]>(links.map((link) => [link, []]));
  for (const [vlan, { switches, from }] of users) {
    for (const link of needed(switches, graph))
      byLink.get(link)?.push({ vlan, untagged: false, from: [place(vlan.of), from] });
  }
  return graph.map(([a, b, link]) => {
    const derived = (byLink.get(link) ?? []).sort((x, y) => x.vlan.id - y.vlan.id);
    const written = specOf(specs, link).vlans?.flatMap((it, index) => {
      const vlan = vlanOf(it);
      return vlan === undefined ? [] : [{ vlan, untagged: false, from: [place(link, 'vlans', index), place(vlan.of)] }];
    });
    return {
      kind: 'link',
      of: link,
      name: link.name,
      ends: [a.name, b.name],
      vlans: written ?? derived,
      from: [place(link, 'vlans'), ...(written === undefined ? [everywhere] : [])],
      needed: derived.map((it) => it.vlan),
    };
  });
};

/** The two ends of each cable of a link. */
export const linkEnds = (links: readonly SiteLink[], specs: Specs): End[] =>
  links.flatMap(({ of, vlans, from }) => {
    const { cables } = specOf(specs, of);
    return cables.flatMap((cable, index) =>
      cable.map((it, end): End => {
        const far = cable[end === 0 ? 1 : 0];
        const at = place(of, 'cables', index, end);
        const cableAt = place(of, 'cables', index);
        return {
          switch: it.switch,
          port: it.port,
          at,
          peer: { kind: 'switch', link: of, switch: far.switch.name, port: far.port },
          // A link is a trunk even while it carries nothing: an access port between switches leaks VLAN 1.
          traffic:
            vlans.length === 0
              ? { mode: 'trunk', vlans: [], native: nativeVlanOf(it.switch, specs), from: [cableAt, ...from] }
              : trafficOf(vlans, nativeVlanOf(it.switch, specs), [cableAt, ...from]),
          description: { value: `${far.switch.name} ${far.port}`, from: [cableAt, place(far.switch)] },
          ...(cables.length > 1 ? { channel: `link ${of.name}` } : {}),
        };
      }),
    );
  });
