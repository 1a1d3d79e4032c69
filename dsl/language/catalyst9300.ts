import * as z from 'zod';
import type { UpTo } from './numbers.ts';
import { originOf } from './origin.ts';
import { word } from './scalars.ts';
import { type PortUse, portUse, type Switch, type SwitchCommon, type SwitchPort, switchCommon } from './switch.ts';

/** Copper ports of the fixed part, all Gi (data sheet of the Catalyst 9300 series). */
const copper = { 'C9300-24T': 24, 'C9300-24P': 24, 'C9300-48T': 48, 'C9300-48P': 48 } as const;
/** Ports of the uplink module. */
const uplinks = { 'C9300-NM-4G': ['Gi', 4], 'C9300-NM-8X': ['Te', 8] } as const;

type Model = keyof typeof copper;
type Uplink = keyof typeof uplinks;
interface Member {
  readonly model: Model;
  readonly module?: Uplink | undefined;
}
type Copper<M, Unit extends number> = M extends { readonly model: infer Known extends Model }
  ? `Gi${Unit}/0/${UpTo<(typeof copper)[Known]>}`
  : never;
type UplinkPorts<M, Unit extends number> = M extends { readonly module: infer Known extends Uplink }
  ? [Known] extends [never] // no module was written
    ? never
    : `${(typeof uplinks)[Known][0]}${Unit}/1/${UpTo<(typeof uplinks)[Known][1]>}`
  : never;
type Ports<M, Unit extends number> = Copper<M, Unit> | UplinkPorts<M, Unit>;

const numbered = (count: number, name: (n: number) => string): string[] =>
  Array.from({ length: count }, (_, index) => name(index + 1));

const memberPorts = (member: Member | undefined, unit: string): string[] => {
  const [speed, count] = uplinks[member?.module as Uplink] ?? ['Gi', 0];
  return [
    ...numbered(copper[member?.model as Model] ?? 0, (n) => `Gi${unit}/0/${n}`),
    ...numbered(count, (n) => `${speed}${unit}/1/${n}`),
  ];
};

const member = {
  model: word(Object.keys(copper) as Model[]),
  module: word(Object.keys(uplinks) as Uplink[]).optional(),
};
const ports = z.record(z.string(), portUse).optional();
export const catalyst9300Schema = z.strictObject({ ...member, ...switchCommon, ports });
export const catalyst9300StackSchema = z.strictObject({
  members: z.record(z.string().regex(/^[1-8]$/, 'a stack member has a number from 1 to 8'), z.strictObject(member)),
  ...switchCommon,
  ports,
});

const make = <Name extends string, Port extends string>(
  name: Name,
  spec: Switch['spec'],
  portNames: readonly string[],
  origin: Switch['origin'],
): Switch<Name, Port> => {
  const made: Switch<Name, Port> = {
    kind: 'switch',
    name,
    family: 'catalyst9300',
    spec,
    portNames,
    origin,
    port: (port): SwitchPort => Object.freeze({ kind: 'switch-port', switch: made, port }),
  };
  return Object.freeze(made);
};

interface OneSpec<M extends Model, U extends Uplink> extends SwitchCommon {
  readonly model: M;
  readonly module?: U;
  readonly ports?: { readonly [P in Ports<{ model: NoInfer<M>; module: NoInfer<U> }, 1>]?: PortUse };
}

/**
 * One Catalyst 9300 with IOS-XE 17.
 *
 * @example
 * const access = catalyst9300('access', { model: 'C9300-24T', module: 'C9300-NM-8X' });
 * access.port('Te1/1/1');
 */
export const catalyst9300 = <Name extends string, M extends Model, U extends Uplink = never>(
  name: Name,
  spec: OneSpec<M, U>,
): Switch<Name, Ports<{ model: M; module: U }, 1>> => make(name, spec, memberPorts(spec, '1'), originOf(catalyst9300));

type Units = { readonly [Unit in 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8]?: Member };
type StackPorts<Members> = { [Unit in keyof Members & number]: Ports<Members[Unit], Unit> }[keyof Members & number];

interface StackSpec<Members extends Units> extends SwitchCommon {
  readonly members: Members;
  readonly ports?: { readonly [P in StackPorts<NoInfer<Members>>]?: PortUse };
}

/**
 * Catalyst 9300 switches joined by stacking cables: one configuration, one LACP
 * domain, so that a bond may end in two of them. The key of a member is its
 * number in the stack, the first part of its ports' names.
 *
 * @example
 * const core = catalyst9300Stack('core', { members: { 1: { model: 'C9300-48T' }, 2: { model: 'C9300-48T' } } });
 * core.port('Gi2/0/1');
 */
export const catalyst9300Stack = <Name extends string, const Members extends Units>(
  name: Name,
  spec: StackSpec<Members>,
): Switch<Name, StackPorts<Members>> => {
  const units = Object.entries((spec?.members ?? {}) as Units).sort(([a], [b]) => Number(a) - Number(b));
  const names = units.flatMap(([unit, it]) => memberPorts(it, unit));
  return make(name, spec, names, originOf(catalyst9300Stack));
};
