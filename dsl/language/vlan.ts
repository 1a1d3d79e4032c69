import * as z from 'zod';
import { inside, originOf } from './origin.ts';
import type { Construct } from './place.ts';
import { type Cidr, type Ipv4, ipv4, network, word } from './scalars.ts';

/** From the most open to the most private: a law can ask that VLAN ids follow this order. */
export const trusts = ['public', 'dmz', 'guest', 'office', 'management', 'cluster', 'storage'] as const;
/** Who is on a VLAN. It changes no artifact; laws read it. */
export type Trust = (typeof trusts)[number];

const fields = {
  id: z.custom<number>((value) => Number.isInteger(value), {
    error: ({ input }) => `${String(input)} is not a VLAN id, a whole number from 1 to 4094`,
  }),
  subnet: network.optional(),
  gateway: ipv4.optional(),
  mtu: z
    .custom<number>((value) => Number.isInteger(value) && (value as number) >= 576 && (value as number) <= 9216, {
      error: ({ input }) => `${String(input)} is not an MTU, a whole number from 576 to 9216`,
    })
    .optional(),
  trust: word(trusts).optional(),
};
export const vlanSchema = z.strictObject(fields);

export interface VlanSpec {
  /** 802.1Q id: 1 to 4094; 1002 to 1005 are taken by Cisco switches. */
  readonly id: number;
  /** The network, with no bit of a host in it: `10.66.6.0/24`. Its prefix length is that of every address on the VLAN. */
  readonly subnet?: Cidr | undefined;
  /** The router of the subnet: where a default route through this VLAN goes. */
  readonly gateway?: Ipv4 | undefined;
  /** Bytes of IP packet, without Ethernet header and tag. 1500 unless written. */
  readonly mtu?: number | undefined;
  /** Who is on it. It changes no artifact; laws read it. */
  readonly trust?: Trust | undefined;
}

export interface Vlan<Name extends string = string> extends Construct {
  readonly kind: 'vlan';
  readonly name: Name;
  readonly spec: VlanSpec;
}

/**
 * The VLAN plan of a site: the key is the VLAN's name, on the switches too.
 *
 * A plan is a value like any other: two stacks can share one from a common file.
 * MTU is 1500 unless written.
 *
 * @example
 * const net = vlans({
 *   public:     { id: 2, trust: 'public' },
 *   management: { id: 666, subnet: '10.66.6.0/24', gateway: '10.66.6.254', trust: 'management' },
 *   storage:    { id: 667, subnet: '10.66.7.0/24', mtu: 9000, trust: 'storage' },
 * });
 */
export const vlans = <Name extends string>(
  specs: { readonly [N in Name]: VlanSpec },
): { readonly [N in Name]: Vlan<N> } => {
  const origin = originOf(vlans);
  const made: Partial<Record<Name, Vlan>> = {};
  for (const name of Object.keys(specs) as Name[]) {
    made[name] = Object.freeze({ kind: 'vlan', name, spec: specs[name], origin: inside(origin, name) });
  }
  return Object.freeze(made) as { readonly [N in Name]: Vlan<N> };
};
