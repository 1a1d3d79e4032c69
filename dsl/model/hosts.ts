import type { AnyHostSpec, Host } from '../language/host.ts';
import { byDefault, type Place, place, within } from '../language/place.ts';
import type { Vlan } from '../language/vlan.ts';
import { platforms } from '../platforms/index.ts';
import { byCount } from '../text/compare.ts';
import { bondOptions } from './bonds.ts';
import type {
  Attachment,
  Bmc,
  Bond,
  Bridge,
  Device,
  HostAddress,
  Known,
  Nic,
  SiteHost,
  SiteVlan,
  VlanDevice,
} from './model.ts';
import { defaultRoutes, routesOf } from './routes.ts';
import { type Specs, specOf } from './specs.ts';

type VlanOf = (vlan: Vlan) => SiteVlan | undefined;

const ethernet = byDefault('1500 bytes is the MTU of Ethernet, and nothing that rides on it asks for more');
const noTree = byDefault('a bridge with one uplink cannot close a loop, so spanning tree would only delay it');
const noDelay = byDefault('without spanning tree there is nothing to listen for before forwarding');
const usualDelay = byDefault('15 seconds is the forward delay of IEEE 802.1D');

const keys = (record: object | undefined): string[] => Object.keys(record ?? {}).sort(byCount);

/** One empty list for the many that stay empty. */
const none: readonly never[] = Object.freeze([]);

const rawOf = (raw: Readonly<Record<string, string>> | undefined, at: Place): Nic['raw'] =>
  raw === undefined ? none : Object.entries(raw).map(([key, value]) => ({ key, value, at: within(at, 'raw', key) }));

/** Every VLAN a host is on: of its bridges, then of its other interfaces. */
const attachmentsOf = (of: Host, spec: AnyHostSpec, vlanOf: VlanOf): Attachment[] => {
  const found: Attachment[] = [];
  for (const name of keys(spec.bridges)) {
    const bridge = spec.bridges?.[name];
    const vlan = bridge && vlanOf(bridge.vlan);
    if (bridge === undefined || vlan === undefined) continue;
    found.push({
      kind: 'bridge',
      on: bridge.on,
      vlan,
      untagged: bridge.untagged === true,
      device: name,
      at: place(of, 'bridges', name),
    });
  }
  for (const [index, it] of (spec.vlans ?? []).entries()) {
    const vlan = vlanOf(it.vlan);
    if (vlan === undefined) continue;
    const untagged = it.untagged === true;
    found.push({
      kind: 'vlan',
      on: it.on,
      vlan,
      untagged,
      device: untagged ? it.on : `${it.on}.${vlan.id}`,
      at: place(of, 'vlans', index),
    });
  }
  return found;
};

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

/** Addresses that a VLAN gives to a device. */
export const addressesOf = (spec: AnyHostSpec, it: Attachment): { addresses: readonly HostAddress[]; dhcp?: Place } => {
  const [group = '', key = ''] = it.at.path;
  const written =
    it.kind === 'bridge'
      ? spec.bridges?.[key]?.address
      : group === 'vlans'
        ? spec.vlans?.[Number(key)]?.address
        : undefined;
  if (written === undefined) return { addresses: none };
  const at = within(it.at, 'address');
  if (written === 'dhcp') return { addresses: none, dhcp: at };
  const prefix = it.vlan.subnet?.prefix ?? 32;
  const several = typeof written !== 'string';
  return {
    addresses: (several ? written : [written]).map((address, index) => ({
      address,
      prefix,
      at: several ? within(at, index) : at,
    })),
  };
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
  keys(spec.bonds).flatMap((name) => {
    const bond = spec.bonds?.[name];
    if (bond === undefined) return [];
    const at = place(of, 'bonds', name);
    return {
      kind: 'bond' as const,
      name,
      at,
      mode: bond.mode,
      options: bondOptions(bond.mode, { ...bond.options }, at),
      mtu: carrierMtu(name, attachments, undefined, at),
      ...untaggedOn(name, spec, attachments),
      raw: rawOf(bond.raw, at),
    };
  });

/** The bond that each NIC is a member of: the first that names it. */
const bondOfNic = (spec: AnyHostSpec): ReadonlyMap<string, string> => {
  const found = new Map<string, string>();
  for (const name of keys(spec.bonds)) {
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
  return keys(spec.nics).flatMap((name) => {
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

/** A host with its devices in the order in which they come up: NICs, bonds, VLANs, bridges. */
export const siteHost = (of: Host, specs: Specs, vlanOf: VlanOf): SiteHost => {
  const spec = specOf(specs, of);
  const attachments = attachmentsOf(of, spec, vlanOf);
  const bare = bondsOf(of, spec, attachments);
  const nics = nicsOf(of, spec, attachments, bare);
  const bonds: Bond[] = bare.map((it) => ({ ...it, members: nics.filter((nic) => nic.master === it.name) }));
  const carriers = new Set([...nics, ...bonds].map((it) => it.name));
  const vlans = vlanDevicesOf(spec, attachments, carriers);
  const bridges = bridgesOf(spec, attachments, carriers);
  const devices: readonly Device[] = [...nics, ...bonds, ...vlans, ...bridges];
  const bmc = bmcOf(of, spec, vlanOf);
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
    nics,
    bonds,
    vlans,
    bridges,
    devices,
    attachments,
    ...defaultRoutes(of, spec, devices, vlanOf),
    routes: routesOf(of, spec, devices),
    ...(bmc === undefined ? {} : { bmc }),
  });
};
