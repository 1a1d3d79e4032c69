import * as z from 'zod';
import type { Host } from './host.ts';
import type { Link } from './link.ts';
import { originOf } from './origin.ts';
import { type Construct, isConstruct } from './place.ts';
import { line } from './scalars.ts';
import type { Switch } from './switch.ts';
import type { Vlan } from './vlan.ts';

/** What a stack lists. VLANs are found through what refers to them. */
export type Listed = Switch | Link | Host;

/** Every kind of it, for stacks whose types are stripped: tsc names the one that is forgotten. */
const listedKinds: Readonly<Record<Listed['kind'], true>> = {
  switch: true,
  link: true,
  hypervisor: true,
  server: true,
};

export const isListedKind = (kind: unknown): boolean => typeof kind === 'string' && Object.hasOwn(listedKinds, kind);

/** Whether a stack can list it. */
export const isListed = (value: unknown): value is Listed => isConstruct(value) && isListedKind(value.kind);

export interface Acceptance {
  /** The finding's code, as printed between the brackets. */
  readonly finding: string;
  /** What it is about. */
  readonly on: Listed | Vlan;
  /** Which part: `bridges.br2`. The whole construct unless written. */
  readonly path?: string | undefined;
  /** For the person who reads it in a year. */
  readonly reason: string;
}

/** Laws that a site can choose to live by. */
export const optionalLaws = ['vlan-ids-follow-trust'] as const;
export type OptionalLaw = (typeof optionalLaws)[number];

export interface StackOptions {
  /** Findings that are known and stay, with the reason. They are listed in the site's README. */
  readonly accept?: readonly Acceptance[];
  /** Laws that hold here because the site says so. */
  readonly laws?: readonly OptionalLaw[];
}

const construct = z.custom<Listed | Vlan>(isConstruct, {
  error: 'on is the thing that the finding is about, such as hv1',
});

export const stackOptionsSchema = z.strictObject({
  accept: z
    .array(z.strictObject({ finding: line, on: construct, path: line.optional(), reason: line }))
    .readonly()
    .optional(),
  laws: z
    .array(
      z.enum(optionalLaws, {
        error: ({ input }) => `'${String(input)}' is not an optional law; there is ${optionalLaws.join(', ')}`,
      }),
    )
    .readonly()
    .optional(),
});

export interface Stack<Name extends string = string> extends Construct {
  readonly kind: 'stack';
  readonly name: Name;
  readonly constructs: readonly Listed[];
  readonly options: StackOptions;
}

/**
 * A site: what it consists of. Something that a construct refers to and that is
 * not listed is an error, so that nothing joins a site by accident.
 *
 * @example
 * export default stack('dc1', [sw1, hv1, hv2], {
 *   accept: [{ finding: 'hypervisor-has-no-public-address', on: hv2, reason: 'the bastion, until the VPN moves' }],
 * });
 */
export const stack = <Name extends string>(
  name: Name,
  constructs: readonly Listed[],
  options: StackOptions = {},
): Stack<Name> => Object.freeze({ kind: 'stack', name, constructs, options, origin: originOf(stack) });
