import { catalyst3560g, catalyst9300, catalyst9300Stack, stack } from '../../dsl/index.ts';
import type { Construct } from '../../dsl/language/place.ts';
import type { Listed, Stack, StackOptions } from '../../dsl/language/stack.ts';
import type { Switch, SwitchPort } from '../../dsl/language/switch.ts';
import type { Vlan } from '../../dsl/language/vlan.ts';

type Path = readonly (string | number)[];

export const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;
export const kindOf = (value: unknown): unknown => (isObject(value) && 'kind' in value ? value.kind : undefined);

const constructs: readonly unknown[] = ['vlan', 'switch', 'link', 'hypervisor', 'server'];
export const isConstruct = (value: unknown): value is Listed | Vlan => constructs.includes(kindOf(value));

/** Takes a key out instead of changing its value. */
export const removed = Symbol('removed');

/** A copy of a value in which what stands at a path is another; without a value, what is there is taken out. */
export const withValue = (spec: unknown, [key, ...rest]: Path, value: unknown): unknown => {
  if (key === undefined) return value;
  if (Array.isArray(spec)) {
    return spec.flatMap((it: unknown, index) => {
      if (index !== key) return [it];
      return rest.length === 0 && value === removed ? [] : [withValue(it, rest, value)];
    });
  }
  const record = (isObject(spec) ? spec : {}) as Readonly<Record<string, unknown>>;
  const entries = Object.entries(record).flatMap(([name, inner]): [string, unknown][] => {
    if (name !== key) return [[name, inner]];
    return rest.length === 0 && value === removed ? [] : [[name, withValue(inner, rest, value)]];
  });
  if (!(key in record)) entries.push([String(key), withValue(undefined, rest, value)]);
  return Object.fromEntries(entries);
};

const makers = { catalyst3560g, catalyst9300, catalyst9300Stack } as unknown as Readonly<
  Record<string, (name: string, spec: unknown) => Switch>
>;
const makerOf = (spec: unknown, { family }: Switch) =>
  makers[family === 'catalyst9300' && isObject(spec) && 'members' in spec ? 'catalyst9300Stack' : family];

/** What a rebuilt stack has in place of each construct of the first. */
export interface Rebuilt {
  readonly stack: Stack;
  readonly now: (it: Construct) => Construct;
  readonly before: (it: Construct) => Construct;
}

/** What is to be otherwise; all else is made again as it was. */
export interface Change {
  readonly spec?: (of: Listed | Vlan, spec: unknown) => unknown;
  readonly name?: (of: Listed | Vlan) => string;
  readonly list?: (constructs: readonly Listed[]) => readonly Listed[];
}

/** Makes a stack again, each construct once, with every reference to the new one of what it was. */
export const rebuild = (site: Stack, { spec, name = (of) => of.name, list = (it) => it }: Change): Rebuilt => {
  const made = new Map<Construct, Construct>();
  const copy = (value: unknown): unknown => {
    if (isConstruct(value)) return construct(value);
    if (kindOf(value) === 'switch-port') {
      const { switch: of, port } = value as SwitchPort;
      return (construct(of) as Switch).port(port);
    }
    if (Array.isArray(value)) return value.map(copy);
    if (!isObject(value) || 'kind' in value) return value;
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, copy(inner)]));
  };
  const construct = (of: Listed | Vlan): Construct => {
    const known = made.get(of);
    if (known !== undefined) return known;
    const changed = copy(spec === undefined ? of.spec : spec(of, of.spec));
    const it =
      of.kind === 'switch'
        ? makerOf(changed, of)?.(name(of), changed)
        : Object.freeze({ ...of, name: name(of), spec: changed });
    if (it === undefined) throw new Error(`nothing makes ${of.name}`);
    made.set(of, it as Construct);
    return it as Construct;
  };
  const constructs = list(site.constructs).map((it) => construct(it) as Listed);
  const again = stack(site.name, constructs, copy(site.options) as StackOptions);
  made.set(site, again);
  const back = new Map([...made].map(([before, now]) => [now, before]));
  return { stack: again, now: (it) => made.get(it) ?? it, before: (it) => back.get(it) ?? it };
};
