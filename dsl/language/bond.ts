import * as z from 'zod';
import type { PlatformId } from './platform.ts';
import { wholeNumber, word } from './scalars.ts';

/** LACP is the kernel's 802.3ad; the other words are the kernel's own (bonding.rst). */
export const bondModes = [
  'lacp',
  'active-backup',
  'balance-rr',
  'balance-xor',
  'broadcast',
  'balance-tlb',
  'balance-alb',
] as const;
export type BondMode = (typeof bondModes)[number];

const oldPolicies = ['layer2', 'layer2+3', 'layer3+4'] as const;
const newPolicies = ['encap2+3', 'encap3+4', 'vlan+srcmac'] as const;
type Hash = (typeof oldPolicies)[number] | (typeof newPolicies)[number];
/** Which transmit hashes a release has: layer2+3 since bonding 3.2.2, tunnels since Linux 3.10 and NetworkManager 1.10, `vlan+srcmac` since Linux 5.12. */
export type HashPolicy<P extends string> = P extends 'el5'
  ? 'layer2' | 'layer3+4'
  : P extends 'el6' | 'el7'
    ? (typeof oldPolicies)[number]
    : P extends 'el8'
      ? Exclude<Hash, 'vlan+srcmac'>
      : Hash;

/** The kernel's option names, so that what its manual says can be written down as it is. */
export interface BondOptions<P extends string = PlatformId, Nic extends string = string> {
  /** Milliseconds between looks at the carrier; 0 turns it off. 100 unless written. */
  readonly miimon?: number | undefined;
  /** Milliseconds; a multiple of miimon. */
  readonly updelay?: number | undefined;
  /** Milliseconds; a multiple of miimon. */
  readonly downdelay?: number | undefined;
  /** Milliseconds; instead of miimon. */
  readonly arp_interval?: number | undefined;
  /** IPv4 addresses that are asked every `arp_interval`. */
  readonly arp_ip_target?: readonly string[] | undefined;
  /** How often the switch is asked to send: every 30 s or every second. 'slow' unless written. */
  readonly lacp_rate?: 'slow' | 'fast' | undefined;
  /** What of a frame chooses the member that it leaves by. */
  readonly xmit_hash_policy?: HashPolicy<P> | undefined;
  /** How many members must have a link before the bond has one. */
  readonly min_links?: number | undefined;
  /** Which LACP aggregate is used when there are several. */
  readonly ad_select?: 'stable' | 'bandwidth' | 'count' | undefined;
  /** The member to prefer, in the modes that use one at a time. */
  readonly primary?: Nic | undefined;
}

export type BondOption = keyof BondOptions;

const milliseconds = wholeNumber(0, 3_600_000);
export const bondOptions = z.strictObject({
  miimon: milliseconds.optional(),
  updelay: milliseconds.optional(),
  downdelay: milliseconds.optional(),
  arp_interval: milliseconds.optional(),
  arp_ip_target: z
    .array(z.string().regex(/^\d+\.\d+\.\d+\.\d+$/, 'an ARP target is an IPv4 address'))
    .readonly()
    .optional(),
  lacp_rate: word(['slow', 'fast']).optional(),
  xmit_hash_policy: word([...oldPolicies, ...newPolicies]).optional(),
  min_links: wholeNumber(0, 16).optional(),
  ad_select: word(['stable', 'bandwidth', 'count']).optional(),
  primary: z.string().optional(),
});
