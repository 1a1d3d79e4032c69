import { type Place, place } from '../language/place.ts';
import type { Model, Peer, SiteLink, SiteSwitch, SiteVlan } from '../model/model.ts';
import { isAggregate } from './aggregate.ts';
import type { Check, Found } from './check.ts';
import { type Groups, groupsOf } from './groups.ts';
import { cablesOf } from './link-cables.ts';

const why =
  'The ends of a VLAN that no trunk joins are two networks with one name: each host sees its neighbours on the same switch, and none of the others.';

/** Where a switch first has an end of a VLAN, and whether something outside of the model is on it too. */
interface Ends {
  readonly at: Place;
  readonly outside: boolean;
}

/** A link of a bond that should end in one switch and ends in this one too: that is the mistake, and what follows from it is none. */
const isStray = (peer: Peer, of: SiteSwitch['of']): boolean => {
  if (peer.kind !== 'nic' || peer.bond === undefined || !isAggregate(peer.bond)) return false;
  const first = peer.bond.members.find((it) => it.cable?.kind === 'switch-port')?.cable;
  return first?.kind === 'switch-port' && first.switch !== of;
};

const endsOf = ({ of, ports, management }: SiteSwitch): ReadonlyMap<SiteVlan, Ends> => {
  const found = new Map<SiteVlan, Ends>();
  const add = (vlan: SiteVlan, at: Place, outside: boolean): void => {
    const known = found.get(vlan);
    found.set(vlan, known === undefined ? { at, outside } : { at: known.at, outside: known.outside || outside });
  };
  for (const { traffic, peer, at } of ports) {
    if (peer.kind === 'switch' || isStray(peer, of)) continue;
    const outside = peer.kind === 'unmodelled';
    if (traffic.mode === 'access') add(traffic.vlan, at, outside);
    else if (traffic.mode === 'trunk') for (const { vlan } of traffic.vlans) add(vlan, at, outside);
  }
  if (management !== undefined) add(management.vlan, management.at, false);
  return found;
};

interface Island {
  readonly name: string;
  readonly at: Place;
}

/** One switch of each part that a VLAN is in; parts with a way out of the model may meet there, and count as one. */
const islands = (on: readonly (readonly [string, Ends])[], groups: Groups<string>): Island[] => {
  const outside = on.filter(([, ends]) => ends.outside).map(([name]) => name);
  const [door] = outside;
  const partOf = (name: string): string => {
    const part = groups.of(name);
    return door !== undefined && outside.some((it) => groups.of(it) === part) ? groups.of(door) : part;
  };
  const first = new Map<string, Island>();
  for (const [name, { at }] of on) if (!first.has(partOf(name))) first.set(partOf(name), { name, at });
  return [...first.values()];
};

/** The links that were told what to carry and left the VLAN out, where that parts its ends. */
const omissions = (vlan: SiteVlan, links: readonly SiteLink[], groups: Groups<string>): SiteLink[] =>
  links.filter((link) => {
    const [a, b] = link.ends;
    if (!link.needed.includes(vlan) || link.vlans.some((it) => it.vlan === vlan) || groups.of(a) === groups.of(b))
      return false;
    groups.join(a, b);
    return true;
  });

/** Switches that a link joins though it should not: which it should join is another law's to say. */
const oddJoints = (claims: Model['claims']): readonly (readonly [string, string])[] =>
  [...cablesOf(claims).values()].flatMap((cables) => {
    const names = cables.flatMap((cable) => cable.map((end) => end.switch.name));
    const [first = ''] = names;
    return new Set(names).size > 2 ? names.map((it) => [first, it] as const) : [];
  });

function* find({ vlans, switches, links, claims }: Model): Generator<Found> {
  const ends = switches.map((it) => [it.name, endsOf(it)] as const);
  const names = switches.map((it) => it.name);
  const odd = oddJoints(claims);
  const apart = new Map<string, { readonly here: Island; readonly there: Island; readonly vlans: SiteVlan[] }>();
  for (const vlan of vlans) {
    const on = ends.flatMap(([name, found]) => {
      const it = found.get(vlan);
      return it === undefined ? [] : [[name, it] as const];
    });
    if (on.length < 2) continue;
    const groups = groupsOf(names);
    for (const [a, b] of odd) groups.join(a, b);
    for (const {
      ends: [a, b],
      vlans: carried,
    } of links)
      if (carried.some((it) => it.vlan === vlan)) groups.join(a, b);
    if (islands(on, groups).length < 2) continue;
    for (const {
      of,
      name,
      ends: [a, b],
    } of omissions(vlan, links, groups)) {
      yield {
        message: `link ${name} does not carry VLAN ${vlan.name}, which is used beyond both ${a} and ${b}`,
        at: place(of, 'vlans'),
        also: on.slice(0, 2).map(([at, it]) => ({ at: it.at, message: `VLAN ${vlan.name} on ${at}` })),
        why,
        fix: `Add VLAN ${vlan.name} to the list, or leave vlans out: what both sides need is worked out.`,
      };
    }
    const [here, ...others] = islands(on, groups);
    for (const there of here === undefined ? [] : others) {
      if (here === undefined) continue;
      const key = `${here.name} ${there.name}`;
      const known = apart.get(key);
      if (known === undefined) apart.set(key, { here, there, vlans: [vlan] });
      else known.vlans.push(vlan);
    }
  }
  for (const { here, there, vlans: parted } of apart.values()) {
    const named = parted.map((it) => it.name).join(', ');
    yield {
      message: `${parted.length === 1 ? 'VLAN' : 'the VLANs'} ${named} ${parted.length === 1 ? 'is' : 'are'} on ${here.name} and on ${there.name}, and no link joins these`,
      at: there.at,
      also: [{ at: here.at, message: `on ${here.name}` }],
      why,
      fix: `Add a link between ${here.name} and ${there.name}; if they meet in something that is not modelled, describe the trunks to it in ports of both.`,
    };
  }
}

/** A VLAN is one network, wherever on the site it is. */
export const vlanReachesItsSwitches: Check = {
  code: 'vlan-reaches-its-switches',
  severity: 'error',
  law: 'All switches on which a VLAN has an end are joined by links that carry it.',
  why,
  covers: ['VLAN-03'],
  judgesAbsence: true,
  bad: `const uplink = link('uplink', {
  cables: [[sw1.port('Gi0/25'), sw2.port('Gi0/25')]],
  vlans: «[net.public]»,
});
const hv1 = hypervisor('hv1', {
  platform: el9,
  nics: { eno1: { mac: '00:1e:c9:00:01:00', cable: ‹sw1.port('Gi0/1')› } },
  bridges: { br2: { vlan: net.public, on: 'eno1' } },
  vlans: [{ vlan: net.management, on: 'eno1', address: '10.66.6.1' }],
});
const hv2 = hypervisor('hv2', {
  platform: el9,
  nics: { eno1: { mac: '00:1e:c9:00:02:00', cable: ‹sw2.port('Gi0/1')› } },
  bridges: { br2: { vlan: net.public, on: 'eno1' } },
  vlans: [{ vlan: net.management, on: 'eno1', address: '10.66.6.2' }],
});

export default stack('example', [sw1, sw2, uplink, hv1, hv2]);
`,
  good: `const uplink = link('uplink', { cables: [[sw1.port('Gi0/25'), sw2.port('Gi0/25')]] });
const hv1 = hypervisor('hv1', {
  platform: el9,
  nics: { eno1: { mac: '00:1e:c9:00:01:00', cable: sw1.port('Gi0/1') } },
  bridges: { br2: { vlan: net.public, on: 'eno1' } },
  vlans: [{ vlan: net.management, on: 'eno1', address: '10.66.6.1' }],
});
const hv2 = hypervisor('hv2', {
  platform: el9,
  nics: { eno1: { mac: '00:1e:c9:00:02:00', cable: sw2.port('Gi0/1') } },
  bridges: { br2: { vlan: net.public, on: 'eno1' } },
  vlans: [{ vlan: net.management, on: 'eno1', address: '10.66.6.2' }],
});

export default stack('example', [sw1, sw2, uplink, hv1, hv2]);
`,
  find,
};
