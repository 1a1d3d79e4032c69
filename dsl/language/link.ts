import * as z from 'zod';
import { originOf } from './origin.ts';
import type { Construct } from './place.ts';
import { wholeNumber } from './scalars.ts';
import { portReference, type SwitchPort, vlanReference } from './switch.ts';
import type { Vlan } from './vlan.ts';

type Cable = readonly [SwitchPort, SwitchPort];

export const linkSchema = z.strictObject({
  cables: z
    .array(z.tuple([portReference, portReference]).readonly())
    .min(1, 'a link has at least one cable')
    .readonly(),
  vlans: z.array(vlanReference).readonly().optional(),
  channels: z
    .tuple([wholeNumber(1, 4096), wholeNumber(1, 4096)])
    .readonly()
    .optional(),
});

export interface LinkSpec {
  /** Each cable with the port at either end; all cables join the same two switches. Two or more are one LACP channel. */
  readonly cables: readonly [Cable, ...Cable[]];
  /** The VLANs it carries. Derived from what is on both sides unless written. */
  readonly vlans?: readonly Vlan[];
  /** The channel numbers at the first and at the second end. The lowest port's ordinal unless written. */
  readonly channels?: readonly [number, number];
}

export interface Link<Name extends string = string> extends Construct {
  readonly kind: 'link';
  readonly name: Name;
  readonly spec: LinkSpec;
}

/**
 * The trunk between two switches.
 *
 * @example
 * link('uplink', { cables: [[sw1.port('Gi0/25'), sw2.port('Gi0/25')], [sw1.port('Gi0/26'), sw2.port('Gi0/26')]] })
 */
export const link = <Name extends string>(name: Name, spec: LinkSpec): Link<Name> =>
  Object.freeze({ kind: 'link', name, spec, origin: originOf(link) });
