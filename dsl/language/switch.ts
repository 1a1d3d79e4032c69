import * as z from 'zod';
import { type Construct, isConstruct } from './place.ts';
import { type Address, address, line, reference, wholeNumber, word } from './scalars.ts';
import type { Vlan } from './vlan.ts';

/** A place to plug a cable into. */
export interface SwitchPort {
  readonly kind: 'switch-port';
  readonly switch: Switch;
  readonly port: string;
}

export const vlanReference = reference<Vlan>('vlan', 'a VLAN of the plan, such as net.management');
export const portReference = reference<SwitchPort>(
  'switch-port',
  "a switch port, such as sw1.port('Gi0/1')",
  (it) => isConstruct(it.switch) && it.switch.kind === 'switch' && typeof it.port === 'string',
);

const common = {
  /** Text for the switch's own description line. Derived from the cable where there is one. */
  description: line.optional(),
  /** Lines for this port that the language has no word for, in the switch's own words. */
  raw: z.array(line).readonly().optional(),
};
const accessPort = z.strictObject({ access: vlanReference, ...common, description: line });
const trunkPort = z.strictObject({
  trunk: z.array(vlanReference).readonly(),
  /** The VLAN of the trunk that travels without a tag. */
  untagged: vlanReference.optional(),
  ...common,
  description: line,
});
const cabledPort = z.strictObject(common);

/** What is on a port: nothing, something that is not modelled, or more about a port that a cable of the model ends in. */
export type PortUse = 'unused' | z.infer<typeof accessPort> | z.infer<typeof trunkPort> | z.infer<typeof cabledPort>;

/** Chooses the shape by the key that tells it, so that a message speaks of what was meant. */
export const portUse: z.ZodType<PortUse> = z
  .unknown()
  .meta({ shapes: [accessPort, trunkPort, cabledPort] })
  .superRefine((value, context) => {
    if (value === 'unused') return;
    if (typeof value !== 'object' || value === null) {
      context.addIssue({
        code: 'custom',
        message: `a port is 'unused', or an object with access, trunk, description or raw`,
        input: value,
      });
      return;
    }
    const shape = 'access' in value ? accessPort : 'trunk' in value ? trunkPort : cabledPort;
    for (const issue of shape.safeParse(value).error?.issues ?? []) {
      // An issue goes out as it came in; zod's type asks for the shape before it was made.
      context.addIssue({ ...issue, input: undefined, known: Object.keys(shape.shape) } as Parameters<
        typeof context.addIssue
      >[0]);
    }
  }) as z.ZodType<PortUse>;

export const switchCommon = {
  management: z.strictObject({ vlan: vlanReference, address }).optional(),
  nativeVlan: wholeNumber(1, 4094).optional(),
  flowControl: word(['desired', 'on', 'off']).optional(),
  bpduGuard: z.boolean().optional(),
  vtp: word(['transparent']).optional(),
};

export interface SwitchCommon {
  /** Where the switch is reached: for checks and documents, never part of its configuration. */
  readonly management?: { readonly vlan: Vlan; readonly address: Address } | undefined;
  /** The native VLAN of tagged-only trunks: one that nobody uses. 999 unless written. */
  readonly nativeVlan?: number | undefined;
  /** `flowcontrol receive` of ports towards hosts. 'desired' unless written. */
  readonly flowControl?: 'desired' | 'on' | 'off' | undefined;
  /** Shut a port towards a host when it sends a spanning-tree BPDU. Off unless written. */
  readonly bpduGuard?: boolean | undefined;
  /** `vtp mode transparent`: this switch's VLANs are its own. Not touched unless written. */
  readonly vtp?: 'transparent' | undefined;
}

export interface SwitchSpec extends SwitchCommon {
  readonly ports?: { readonly [port: string]: PortUse | undefined } | undefined;
}

/** One switch, or a stack of them that acts as one. */
export interface Switch<Name extends string = string, Port extends string = string> extends Construct {
  readonly kind: 'switch';
  readonly name: Name;
  readonly family: 'catalyst3560g' | 'catalyst9300';
  readonly spec: SwitchSpec;
  /** Every port that the hardware has, in the switch's order, by its short name. */
  readonly portNames: readonly string[];
  /** A port, to be the end of a cable. */
  port(port: Port): SwitchPort;
}
