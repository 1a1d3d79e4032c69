import type { Switch } from '../language/switch.ts';

/** What a family of switches is, as data. */
export interface SwitchFacts {
  readonly family: Switch['family'];
  readonly title: string;
  readonly system: 'IOS 12.2' | 'IOS-XE 17';
  /** Whether trunks can be ISL too, so that `switchport trunk encapsulation dot1q` exists and must come before `mode trunk`. */
  readonly choosesEncapsulation: boolean;
  /** Largest IP packet that a layer 2 frame can carry, in bytes. */
  readonly largestMtu: number;
  /** How larger frames are switched on: for the whole switch, at the next reload, or at once. */
  readonly jumbo: { readonly command: 'system mtu jumbo' | 'system mtu'; readonly needsReload: boolean };
  /** The numbers a port-channel may have. */
  readonly channels: { readonly least: number; readonly most: number };
  /** Ports that forward in one channel. */
  readonly activeMembers: number;
  /** Ports that a LACP channel can have; those above the active ones stand by. */
  readonly configuredMembers: number;
  /** Whether a port can ask its partner for LACPDUs every second (`lacp rate fast`). */
  readonly choosesLacpRate: boolean;
  /** Whether a member whose partner does not speak LACP is kept from the network, unless the channel says `no port-channel standalone-disable`. */
  readonly suspendsSilentMembers: boolean;
  /** What undoes a change that locked the operator out. */
  readonly revert: 'reload in' | 'revert timer';
  readonly longNames: Readonly<Record<string, string>>;
  /** Ports of one switch or stack member in the grid by which channel numbers count: fixed, so that a new module renumbers nothing. */
  readonly portsPerMember: number;
}

const longNames = { Gi: 'GigabitEthernet', Te: 'TenGigabitEthernet' };

/** Catalyst 3560 Software Configuration Guide OL-8553-06: EtherChannel 1 to 48, 8 active LACP ports, `system mtu jumbo` up to 9000 after a reload. */
const catalyst3560g: SwitchFacts = {
  family: 'catalyst3560g',
  title: 'Catalyst 3560G',
  system: 'IOS 12.2',
  choosesEncapsulation: true,
  largestMtu: 9000,
  jumbo: { command: 'system mtu jumbo', needsReload: true },
  channels: { least: 1, most: 48 },
  activeMembers: 8,
  configuredMembers: 16,
  choosesLacpRate: false,
  suspendsSilentMembers: false,
  revert: 'reload in',
  longNames,
  portsPerMember: 52,
};

/** Catalyst 9300, IOS XE 17 Layer 2 Configuration Guide: EtherChannel 1 to 128, 8 active LACP ports, `system mtu` up to 9198. */
const catalyst9300: SwitchFacts = {
  family: 'catalyst9300',
  title: 'Catalyst 9300',
  system: 'IOS-XE 17',
  choosesEncapsulation: false,
  largestMtu: 9198,
  jumbo: { command: 'system mtu', needsReload: false },
  channels: { least: 1, most: 128 },
  activeMembers: 8,
  configuredMembers: 16,
  choosesLacpRate: true,
  suspendsSilentMembers: true,
  revert: 'revert timer',
  longNames,
  portsPerMember: 56,
};

export const switchFamilies: Readonly<Record<Switch['family'], SwitchFacts>> = { catalyst3560g, catalyst9300 };
