import { byDefault, type From, type Place, place, within } from '../language/place.ts';
import type { PortUse, Switch } from '../language/switch.ts';
import type { Vlan } from '../language/vlan.ts';
import type { Attachment, Bond, Carried, Claim, Known, Nic, Peer, SiteHost, SiteVlan, Traffic } from './model.ts';
import { type Specs, specOf } from './specs.ts';

/** A cable's end in a switch port, before channels are made. */
export interface End {
  readonly switch: Switch;
  readonly port: string;
  readonly peer: Peer;
  readonly at: Place;
  readonly traffic: Traffic;
  readonly description: Known<string>;
  /** Ends with the same key on one switch are one channel. */
  readonly channel?: string;
}

const unusedNative = byDefault('VLAN 999 carries nothing, so that a frame without a tag reaches nobody');

export const nativeVlanOf = (of: Switch, specs: Specs): Known<number> => {
  const { nativeVlan } = specOf(specs, of);
  const here = place(of, 'nativeVlan');
  return nativeVlan === undefined ? { value: 999, from: [here, unusedNative] } : { value: nativeVlan, from: [here] };
};

/** What a port lets through, given the VLANs on it. One VLAN without a tag is an access port; any tag makes a trunk. */
export const trafficOf = (vlans: readonly Carried[], native: Known<number>, from: readonly From[]): Traffic => {
  const untagged = vlans.find((it) => it.untagged);
  const sorted = [...vlans].sort((a, b) => a.vlan.id - b.vlan.id);
  const [only, ...others] = sorted;
  if (only === undefined) return { mode: 'idle', from };
  if (untagged !== undefined && others.length === 0)
    return { mode: 'access', vlan: only.vlan, from: [...only.from, place(only.vlan.of, 'id'), ...from] };
  return {
    mode: 'trunk',
    vlans: sorted,
    native:
      untagged === undefined
        ? native
        : { value: untagged.vlan.id, from: [...untagged.from, place(untagged.vlan.of, 'id')] },
    from,
  };
};

/** What brings a VLAN to a carrier. */
interface Rider extends Pick<Attachment, 'vlan' | 'untagged' | 'at'> {
  /** What else says that it is on this carrier. */
  readonly by?: Place;
}

/** Each VLAN of a carrier once, with everything that needs it. */
const carriedBy = (riding: readonly Rider[], cables: readonly From[]): Carried[] => {
  const vlans = [...new Set(riding.map((it) => it.vlan))];
  return vlans.map((vlan) => {
    const own = riding.filter((it) => it.vlan === vlan);
    return {
      vlan,
      untagged: own.some((it) => it.untagged),
      from: [place(vlan.of), ...cables, ...own.flatMap(({ at, by }) => (by === undefined ? [at] : [at, by]))],
    };
  });
};

/** Bond modes that the switch must know of: it sees one port-channel. The others show it one plain port after another. */
const joins = (bond: Bond): boolean => !['active-backup', 'balance-tlb', 'balance-alb'].includes(bond.mode);

/** The VLAN that the host is installed through: neither its firmware nor an installer tags. */
const installed = ({ install }: SiteHost, nics: readonly Nic[]): readonly Rider[] =>
  install !== undefined && nics.some(({ name }) => name === install.nic.name)
    ? [{ vlan: install.vlan, untagged: true, at: within(install.at, 'vlan'), by: within(install.at, 'nic') }]
    : [];

/** The ends of the cables of a bond, or of a NIC by itself: what passes is worked out once for all of them. */
const carrierEnds = (host: SiteHost, nics: readonly Nic[], bond: Bond | undefined, specs: Specs): End[] => {
  const cabled = nics.flatMap((nic) =>
    nic.cable?.kind === 'switch-port' ? [{ nic, cable: nic.cable, at: place(host.of, 'nics', nic.name, 'cable') }] : [],
  );
  const carrier = bond?.name ?? nics[0]?.name;
  const from: From[] = [...cabled.map((it) => it.at), ...(bond === undefined ? [] : [bond.at])];
  const riding: readonly Rider[] = host.attachments.filter((it) => it.on === carrier);
  const carried = carriedBy([...riding, ...installed(host, nics)], from);
  // What rides on a carrier, and what does not, is said by all that the host says of its VLANs.
  const said = [
    ...(bond === undefined ? ['bonds'] : []),
    'bridges',
    'vlans',
    ...(host.install === undefined ? [] : ['install']),
  ].map((key) => place(host.of, key));
  const decided: readonly From[] = [...from, ...said];
  const bySwitch = new Map<Switch, Traffic>();
  return cabled.map(({ nic, cable, at }) => {
    const traffic = bySwitch.get(cable.switch) ?? trafficOf(carried, nativeVlanOf(cable.switch, specs), decided);
    bySwitch.set(cable.switch, traffic);
    return {
      switch: cable.switch,
      port: cable.port,
      at,
      peer: { kind: 'nic', host, nic, ...(bond === undefined ? {} : { bond }) },
      traffic,
      description: { value: `${host.name} ${nic.name}`, from: [place(host.of), nic.at] },
      ...(bond !== undefined && joins(bond) ? { channel: `${host.name} ${bond.name}` } : {}),
    };
  });
};

/** The ends of a host's cables. */
export const hostEnds = (host: SiteHost, specs: Specs): End[] => {
  const alone = host.nics.filter((nic) => nic.master === undefined || !host.bonds.some((it) => it.name === nic.master));
  const ends = [
    ...host.bonds.flatMap((bond) => carrierEnds(host, bond.members, bond, specs)),
    ...alone.flatMap((nic) => carrierEnds(host, [nic], undefined, specs)),
  ];
  const { bmc } = host;
  if (bmc?.cable.kind === 'switch-port') {
    ends.push({
      switch: bmc.cable.switch,
      port: bmc.cable.port,
      at: place(host.of, 'bmc', 'cable'),
      peer: { kind: 'bmc', host, bmc },
      traffic: { mode: 'access', vlan: bmc.vlan, from: [bmc.at, place(bmc.vlan.of)] },
      description: { value: `${host.name} bmc`, from: [place(host.of), bmc.at] },
    });
  }
  return ends;
};

const useTraffic = (
  use: PortUse,
  claim: Claim,
  native: Known<number>,
  vlanOf: (vlan: Vlan) => SiteVlan | undefined,
): Traffic | undefined => {
  if (use === 'unused') return { mode: 'unused', from: [claim.at] };
  if ('access' in use) {
    const vlan = vlanOf(use.access);
    return vlan === undefined
      ? { mode: 'idle', from: [claim.at] }
      : { mode: 'access', vlan, from: [claim.at, place(vlan.of)] };
  }
  if (!('trunk' in use)) return undefined;
  const { untagged } = use;
  const all = untagged === undefined || use.trunk.includes(untagged) ? use.trunk : [...use.trunk, untagged];
  const vlans = all.flatMap((it) => {
    const vlan = vlanOf(it);
    return vlan === undefined ? [] : [{ vlan, untagged: it === untagged, from: [claim.at, place(vlan.of)] }];
  });
  const traffic = trafficOf(vlans, native, [claim.at]);
  // The user wrote trunk: one untagged VLAN on it does not make an access port.
  return traffic.mode === 'access'
    ? {
        mode: 'trunk',
        vlans,
        native: { value: traffic.vlan.id, from: [claim.at, place(traffic.vlan.of, 'id')] },
        from: [claim.at],
      }
    : traffic;
};

/** The ends that the switch itself speaks of, because what is plugged in is not modelled. */
export const usedEnds = (claims: readonly Claim[], specs: Specs, vlanOf: (vlan: Vlan) => SiteVlan | undefined): End[] =>
  claims.flatMap((claim) => {
    const { use } = claim;
    const traffic = use === undefined ? undefined : useTraffic(use, claim, nativeVlanOf(claim.switch, specs), vlanOf);
    if (use === undefined || traffic === undefined) return [];
    const description = use === 'unused' ? 'unused' : (use.description ?? '');
    const at: Place = claim.at;
    return [
      {
        switch: claim.switch,
        port: claim.port,
        at,
        traffic,
        peer: use === 'unused' ? { kind: 'none' } : { kind: 'unmodelled', description },
        description: { value: description, from: [at] },
      },
    ];
  });
