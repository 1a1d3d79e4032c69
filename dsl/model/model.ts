import type { BondMode, BondOption } from '../language/bond.ts';
import type { Cable } from '../language/cable.ts';
import type { AnyHostSpec, Host } from '../language/host.ts';
import type { Filesystem, Firmware } from '../language/install.ts';
import type { Link } from '../language/link.ts';
import type { From, Place } from '../language/place.ts';
import type { Listed, Stack } from '../language/stack.ts';
import type { PortUse, Switch } from '../language/switch.ts';
import type { Trust, Vlan } from '../language/vlan.ts';
import type { PlatformFacts } from '../platforms/facts.ts';
import type { KickstartInstaller, PreseedInstaller } from '../platforms/installers.ts';
import type { SwitchFacts } from '../platforms/switches.ts';
import type { Network } from '../text/ipv4.ts';

/** A derived value, and what it follows from. */
export interface Known<T> {
  readonly value: T;
  readonly from: readonly From[];
}

export interface SiteVlan {
  readonly kind: 'vlan';
  readonly of: Vlan;
  readonly name: string;
  readonly id: number;
  readonly subnet?: Network;
  readonly gateway?: string;
  /** Bytes of IP packet. */
  readonly mtu: Known<number>;
  readonly trust?: Trust;
}

/** An address on a device of a host. */
export interface HostAddress {
  readonly address: string;
  readonly prefix: number;
  readonly at: Place;
}

interface DeviceCommon {
  /** The kernel's name for it. */
  readonly name: string;
  readonly at: Place;
  readonly mtu: Known<number>;
  readonly addresses: readonly HostAddress[];
  /** Set when a DHCP server decides the address; the place that says so. */
  readonly dhcp?: Place;
  /** The bond or the bridge it is a port of. */
  readonly master?: string;
  /** The VLANs that give it its addresses: of an untagged carrier, a VLAN device or a bridge. */
  readonly vlan?: SiteVlan;
  readonly raw: readonly { readonly key: string; readonly value: string; readonly at: Place }[];
}

export interface Nic extends DeviceCommon {
  readonly kind: 'nic';
  /** Lower case. */
  readonly mac: string;
  readonly cable?: Cable;
}

export interface Bond extends DeviceCommon {
  readonly kind: 'bond';
  readonly mode: BondMode;
  readonly members: readonly Nic[];
  /** Every option that is written to the platform's file; `mode` is not among them. */
  readonly options: readonly { readonly name: BondOption; readonly value: string; readonly from: readonly From[] }[];
}

export interface VlanDevice extends DeviceCommon {
  readonly kind: 'vlan';
  /** The device it rides on. */
  readonly lower: string;
  readonly vlan: SiteVlan;
}

export interface Bridge extends DeviceCommon {
  readonly kind: 'bridge';
  readonly vlan: SiteVlan;
  /** Its one uplink: a VLAN device, or the bond or NIC itself where the VLAN is untagged. */
  readonly port: string;
  readonly stp: Known<boolean>;
  /** Seconds. */
  readonly forwardDelay: Known<number>;
}

export type Device = Nic | Bond | VlanDevice | Bridge;

/** That a host is on a VLAN: the one fact from which trunks, MTUs and devices are derived. */
export interface Attachment {
  readonly kind: 'bridge' | 'vlan';
  /** The bond or NIC, by key. */
  readonly on: string;
  readonly vlan: SiteVlan;
  readonly untagged: boolean;
  /** The device that the VLAN's traffic reaches: `br2`, `bond0.667`, `bond0`. */
  readonly device: string;
  readonly at: Place;
}

export interface DefaultRoute {
  readonly device: string;
  readonly vlan: SiteVlan;
  /** Undefined where a DHCP server names it. */
  readonly gateway?: string;
  readonly from: readonly From[];
}

export interface Route {
  readonly to: string;
  readonly via: string;
  /** The device whose subnet has `via`. */
  readonly device?: string;
  readonly at: Place;
}

export interface Bmc {
  readonly mac: string;
  readonly cable: Cable;
  readonly vlan: SiteVlan;
  readonly address: string;
  readonly at: Place;
}

/** A logical volume of the system's disk. */
export interface Volume {
  /** A folder, or `swap`. */
  readonly mount: string;
  /** In mebibytes, or whatever the others leave. */
  readonly size: number | 'rest';
  readonly from: readonly From[];
}

/** How a host is installed without anybody present. */
export interface Install {
  readonly at: Place;
  readonly installer: KickstartInstaller | PreseedInstaller;
  readonly nic: Nic;
  /** It travels on the cables of the NIC, and of its bond, without a tag. */
  readonly vlan: SiteVlan;
  /** Undefined where nobody says it, which no stack gets away with. */
  readonly address?: Known<string>;
  readonly boot: Firmware;
  readonly disk: string;
  readonly url: string;
  readonly repositories: readonly { readonly name: string; readonly url: string; readonly at: Place }[];
  /** `/` first, swap last. */
  readonly volumes: readonly Volume[];
  readonly filesystem: Known<Filesystem>;
  readonly root: string;
  readonly packages: readonly string[];
  readonly server?: string;
  readonly shared?: string;
}

/** Somebody on one of a host's VLANs, who must still answer it after its network has changed. */
export interface Neighbour {
  /** The host's own device towards it. */
  readonly device: string;
  readonly address: string;
  /** For a person: `the gateway of management`, `hv2`. */
  readonly who: string;
  /** The largest packet that fits between them, in bytes. */
  readonly mtu: number;
  readonly from: readonly From[];
}

export interface SiteHost {
  readonly kind: 'host';
  readonly of: Host;
  readonly spec: AnyHostSpec;
  readonly name: string;
  readonly role: Host['kind'];
  readonly platform: PlatformFacts;
  readonly fqdn: Known<string>;
  readonly nics: readonly Nic[];
  readonly bonds: readonly Bond[];
  readonly vlans: readonly VlanDevice[];
  readonly bridges: readonly Bridge[];
  /** All of them, each after what it rides on: the order in which they come up. */
  readonly devices: readonly Device[];
  readonly attachments: readonly Attachment[];
  /** What the default route could go through. */
  readonly routeCandidates: readonly DefaultRoute[];
  readonly defaultRoute?: DefaultRoute;
  readonly routes: readonly Route[];
  readonly bmc?: Bmc;
  readonly install?: Install;
  readonly neighbours: readonly Neighbour[];
}

/** What a switch port is cabled to. */
export type Peer =
  | { readonly kind: 'nic'; readonly host: SiteHost; readonly nic: Nic; readonly bond?: Bond }
  | { readonly kind: 'bmc'; readonly host: SiteHost; readonly bmc: Bmc }
  | { readonly kind: 'switch'; readonly link: Link; readonly switch: string; readonly port: string }
  | { readonly kind: 'unmodelled'; readonly description: string }
  | { readonly kind: 'none' };

/** A VLAN on a port or channel. */
export interface Carried {
  readonly vlan: SiteVlan;
  readonly untagged: boolean;
  readonly from: readonly From[];
}

/** What a port or a channel lets through. */
export type Traffic =
  | { readonly mode: 'access'; readonly vlan: SiteVlan; readonly from: readonly From[] }
  | {
      readonly mode: 'trunk';
      readonly vlans: readonly Carried[];
      readonly native: Known<number>;
      readonly from: readonly From[];
    }
  /** Cabled, and nothing rides on it yet. */
  | { readonly mode: 'idle'; readonly from: readonly From[] }
  /** Shut down on purpose. */
  | { readonly mode: 'unused'; readonly from: readonly From[] };

export interface Port {
  readonly kind: 'port';
  readonly switch: string;
  /** Short: `Gi0/1`. */
  readonly name: string;
  /** The place in the LACP domain by which channels count, from 1; 0 where the hardware has no such port. */
  readonly ordinal: number;
  readonly peer: Peer;
  readonly traffic: Traffic;
  readonly description: Known<string>;
  /** The channel it is a member of. */
  readonly channel?: number;
  readonly raw: readonly Known<string>[];
  /** Where its cable or its use is said. */
  readonly at: Place;
}

export interface Channel {
  readonly kind: 'channel';
  readonly switch: string;
  readonly number: Known<number>;
  readonly ports: readonly Port[];
  readonly traffic: Traffic;
  /** `active` speaks LACP; `on` does not speak at all. */
  readonly mode: Known<'active' | 'on'>;
  readonly lacpRate: Known<'slow' | 'fast'>;
  readonly description: Known<string>;
  /** Set when a member has to carry traffic before its partner speaks LACP: a host is installed through it. */
  readonly alone?: Known<true>;
  /** Towards a host, or between switches. */
  readonly towards: 'host' | 'switch';
  readonly at: Place;
}

/** That somebody says what a port is for. */
export interface Claim {
  readonly switch: Switch;
  readonly port: string;
  readonly at: Place;
  /** For a message: `hv1 eth0`. */
  readonly who: string;
  /** A cable, or a word about what is not modelled. */
  readonly kind: 'cable' | 'use';
  readonly use?: PortUse;
}

export interface SiteSwitch {
  readonly kind: 'switch';
  readonly of: Switch;
  readonly name: string;
  readonly facts: SwitchFacts;
  /** What a person would order: `WS-C3560G-24TS`. */
  readonly hardware: Known<string>;
  /** Set when its VLANs are its own (`vtp mode transparent`); undefined where that is not ours to say. */
  readonly vtp?: Known<'transparent'>;
  /** Ports whose use is known, in the switch's order. */
  readonly ports: readonly Port[];
  /** By number. */
  readonly channels: readonly Channel[];
  /** The VLANs that must exist on it, by id; each with the reason. */
  readonly vlans: readonly Carried[];
  readonly nativeVlan: Known<number>;
  readonly flowControl: Known<'desired' | 'on' | 'off'>;
  readonly bpduGuard: boolean;
  /** The largest packet that its VLANs need. */
  readonly mtu: Known<number>;
  readonly management?: { readonly vlan: SiteVlan; readonly address: string; readonly at: Place };
}

export interface SiteLink {
  readonly kind: 'link';
  readonly of: Link;
  readonly name: string;
  readonly ends: readonly [string, string];
  readonly vlans: readonly Carried[];
  /** What the list of its VLANs follows from, and what is not in it. */
  readonly from: readonly From[];
  /** The VLANs that something on both sides needs, whether or not the link was told to carry them. */
  readonly needed: readonly SiteVlan[];
}

/** A site with every derived fact worked out. */
export interface Model {
  readonly kind: 'model';
  readonly name: string;
  readonly stack: Stack;
  /** Everything that the stack's constructs reach, listed or not. */
  readonly reached: readonly (Listed | Vlan)[];
  readonly vlans: readonly SiteVlan[];
  readonly switches: readonly SiteSwitch[];
  readonly links: readonly SiteLink[];
  readonly hosts: readonly SiteHost[];
  readonly claims: readonly Claim[];
}
