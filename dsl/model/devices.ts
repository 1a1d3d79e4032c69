import type { AnyHostSpec, Host } from '../language/host.ts';
import { byDefault, type Place, place, within } from '../language/place.ts';
import { platforms } from '../platforms/index.ts';
import { byCount } from '../text/compare.ts';
import { addressesOf, names, none } from './attachments.ts';
import { bondOptions } from './bonds.ts';
import type { Attachment, Bond, Bridge, HostAddress, Known, Nic, VlanDevice } from './model.ts';

const ethernet = byDefault('1500 bytes is the MTU of Ethernet, and nothing that rides on it asks for more');
const noTree = byDefault('a bridge with one uplink cannot close a loop, so spanning tree would only delay it');
const noDelay = byDefault('without spanning tree there is nothing to listen for before forwarding');
const usualDelay = byDefault('15 seconds is the forward delay of IEEE 802.1D');

const rawOf = (raw: Readonly<Record<string, string>> | undefined, at: Place): Nic['raw'] =>
  raw === undefined ? none : Object.entries(raw).map(([key, value]) => ({ key, value, at: within(at, 'raw', key) }));

/** The MTU of a bond or a NIC: as much as the VLAN on it that needs most. */
const carrierMtu = (
  on: string,
  attachments: readonly Attachment[],
  own: number | undefined,
  at: Place,
): Known<number> => {
  const riding = attachments.filter((it) => it.on === on);
  const from = [at, ...riding.flatMap((it) => [it.at, ...it.vlan.mtu.from])];
  if (own === undefined && riding.length === 0) return { value: 1500, from: [at, ethernet] };
  return { value: Math.max(own ?? 0, ...riding.map((it) => it.vlan.mtu.value)), from };
};

const nicAddresses = (
  of: Host,
  name: string,
  written: string | readonly string[] | undefined,
): readonly HostAddress[] => {
  if (written === undefined) return none;
  const several = typeof written !== 'string';
  return (several ? written : [written]).map((it, index) => {
    const [address = '', prefix] = it.split('/');
    const path = several ? ['nics', name, 'address', index] : ['nics', name, 'address'];
    return { address, prefix: Number(prefix), at: place(of, ...path) };
  });
};

/** What the VLANs that travel untagged on a carrier make of it: a port of a bridge, or the owner of addresses. */
const untaggedOn = (on: string, spec: AnyHostSpec, attachments: readonly Attachment[]) => {
  const untagged = attachments.filter((it) => it.on === on && it.untagged);
  if (untagged.length === 0) return { addresses: none };
  const bridge = untagged.find((it) => it.kind === 'bridge');
  const owners = untagged.filter((it) => it.kind === 'vlan').map((it) => ({ ...addressesOf(spec, it), vlan: it.vlan }));
  const dhcp = owners.find((it) => it.dhcp !== undefined)?.dhcp;
  const vlan = owners[0]?.vlan;
  return {
    addresses: owners.flatMap((it) => it.addresses),
    ...(dhcp === undefined ? {} : { dhcp }),
    ...(vlan === undefined ? {} : { vlan }),
    ...(bridge === undefined ? {} : { master: bridge.device }),
  };
};

const bondsOf = (of: Host, spec: AnyHostSpec, attachments: readonly Attachment[]): Omit<Bond, 'members'>[] =>
  names(spec.bonds).flatMap((name) => {
    const bond = spec.bonds?.[name];
    if (bond === undefined) return [];
    const at = place(of, 'bonds', name);
    return {
      kind: 'bond' as const,
      name,
      at,
      mode: bond.mode,
      options: bondOptions(bond.mode, { ...bond.options }, at, platforms[spec.platform.id].hashPolicies),
      mtu: carrierMtu(name, attachments, undefined, at),
      ...untaggedOn(name, spec, attachments),
      raw: rawOf(bond.raw, at),
    };
  });

/** The bond that each NIC is a member of: the first that names it. */
const bondOfNic = (spec: AnyHostSpec): ReadonlyMap<string, string> => {
  const found = new Map<string, string>();
  for (const name of names(spec.bonds)) {
    for (const member of spec.bonds?.[name]?.members ?? []) if (!found.has(member)) found.set(member, name);
  }
  return found;
};

const nicsOf = (
  of: Host,
  spec: AnyHostSpec,
  attachments: readonly Attachment[],
  bonds: readonly Omit<Bond, 'members'>[],
): Nic[] => {
  const bondOf = bondOfNic(spec);
  return names(spec.nics).flatMap((name) => {
    const nic = spec.nics[name];
    if (nic === undefined) return [];
    const at = place(of, 'nics', name);
    const bond = bonds.find((it) => it.name === bondOf.get(name));
    const untagged = untaggedOn(name, spec, attachments);
    const own = nicAddresses(of, name, nic.address);
    return {
      kind: 'nic' as const,
      name,
      at,
      mac: nic.mac.toLowerCase(),
      mtu: bond?.mtu ?? carrierMtu(name, attachments, nic.mtu, at),
      ...untagged,
      addresses: own.length === 0 ? untagged.addresses : [...own, ...untagged.addresses],
      raw: rawOf(nic.raw, at),
      ...(nic.cable === undefined ? {} : { cable: nic.cable }),
      ...(bond === undefined ? {} : { master: bond.name }),
    };
  });
};

const vlanDevicesOf = (
  spec: AnyHostSpec,
  attachments: readonly Attachment[],
  carriers: ReadonlySet<string>,
): VlanDevice[] => {
  const made = new Map<string, VlanDevice>();
  for (const it of attachments) {
    const name = `${it.on}.${it.vlan.id}`;
    if (it.untagged || !carriers.has(it.on) || made.has(name)) continue;
    const raw = it.kind === 'vlan' ? rawOf(spec.vlans?.[Number(it.at.path[1])]?.raw, it.at) : none;
    made.set(name, {
      kind: 'vlan',
      name,
      at: it.at,
      lower: it.on,
      vlan: it.vlan,
      mtu: { value: it.vlan.mtu.value, from: [it.at, ...it.vlan.mtu.from] },
      raw,
      ...(it.kind === 'bridge' ? { addresses: none, master: it.device } : addressesOf(spec, it)),
    });
  }
  return [...made.values()].sort((a, b) => byCount(a.name, b.name));
};

const bridgesOf = (spec: AnyHostSpec, attachments: readonly Attachment[], carriers: ReadonlySet<string>): Bridge[] =>
  attachments.flatMap((it) => {
    const bridge = it.kind === 'bridge' ? spec.bridges?.[it.device] : undefined;
    if (bridge === undefined || !carriers.has(it.on)) return [];
    const tree = bridge.stp === true;
    return {
      kind: 'bridge' as const,
      name: it.device,
      at: it.at,
      vlan: it.vlan,
      port: it.untagged ? it.on : `${it.on}.${it.vlan.id}`,
      stp: { value: tree, from: bridge.stp === undefined ? [it.at, noTree] : [within(it.at, 'stp')] },
      forwardDelay: {
        value: bridge.forwardDelay ?? (tree ? 15 : 0),
        from:
          bridge.forwardDelay === undefined ? [it.at, tree ? usualDelay : noDelay] : [within(it.at, 'forwardDelay')],
      },
      mtu: { value: it.vlan.mtu.value, from: [it.at, ...it.vlan.mtu.from] },
      ...addressesOf(spec, it),
      raw: rawOf(bridge.raw, it.at),
    };
  });

/** The devices of a host, each kind in the order in which a person counts. */
export const devicesOf = (
  of: Host,
  spec: AnyHostSpec,
  attachments: readonly Attachment[],
): {
  readonly nics: readonly Nic[];
  readonly bonds: readonly Bond[];
  readonly vlans: readonly VlanDevice[];
  readonly bridges: readonly Bridge[];
} => {
  const bare = bondsOf(of, spec, attachments);
  const nics = nicsOf(of, spec, attachments, bare);
  const bonds = bare.map((it): Bond => ({ ...it, members: nics.filter((nic) => nic.master === it.name) }));
  const carriers = new Set([...nics, ...bonds].map((it) => it.name));
  return {
    nics,
    bonds,
    vlans: vlanDevicesOf(spec, attachments, carriers),
    bridges: bridgesOf(spec, attachments, carriers),
  };
};
