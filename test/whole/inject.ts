import { schemaOf } from '../../dsl/checks/schema.ts';
import { valueAt } from '../../dsl/checks/schema-walk.ts';
import type { Listed, Stack } from '../../dsl/language/stack.ts';
import type { Vlan } from '../../dsl/language/vlan.ts';
import { reach } from '../../dsl/model/reach.ts';
import { type Field, fieldsOf, shown } from './fields.ts';
import { isObject, withValue } from './rebuild.ts';

type Path = readonly (string | number)[];

/** A place in one construct of a site where a text can be put: in a value's place, or as the name of an entry. */
export interface Spot {
  readonly field: string;
  readonly of: Listed | Vlan;
  readonly path: Path;
  readonly isName: boolean;
}

/** A field as a path of what is written: with keys and entries that are there, as far as they are. */
const written = (spec: unknown, [step, ...rest]: Field): Path => {
  if (step === undefined) return [];
  if (typeof step === 'string') {
    const key = Array.isArray(spec) ? Number(step) : step;
    return [key, ...written(valueAt(spec, [key]), rest)];
  }
  const keys: readonly (string | number)[] =
    step.any === 'entry' ? (Array.isArray(spec) ? [...spec.keys()] : [0]) : Object.keys(isObject(spec) ? spec : {});
  const paths = (keys.length > 0 ? keys : ['x']).map((key) => [key, ...written(valueAt(spec, [key]), rest)]);
  return paths.find((it) => valueAt(spec, it) !== undefined) ?? paths[0] ?? [];
};

/** Every field of every schema that a site uses, in the construct that says most of it. */
export const spotsOf = (site: Stack): readonly Spot[] => {
  const spots = new Map<string, Spot & { readonly there: boolean }>();
  for (const of of reach(site).reached) {
    const kind = of.kind === 'switch' ? of.family : of.kind === 'hypervisor' || of.kind === 'server' ? 'host' : of.kind;
    for (const field of fieldsOf(schemaOf(of))) {
      const name = `${kind}.${shown(field)}`;
      const last = field.at(-1);
      const isName = last !== undefined && typeof last !== 'string' && last.any === 'key';
      const path = written(of.spec, field);
      const there = valueAt(of.spec, path) !== undefined;
      const known = spots.get(`${name} ${isName}`);
      if (known === undefined || (there && !known.there))
        spots.set(`${name} ${isName}`, { field: isName ? `${name} (name)` : name, of, path, isName, there });
    }
  }
  return [...spots.values()];
};

/** Gives an entry of a record another name, and says it where the construct says the old one. */
const renamed = (spec: unknown, path: Path, name: string): unknown => {
  const old = path.at(-1);
  const record = valueAt(spec, path.slice(0, -1));
  const entries = Object.entries(isObject(record) ? record : {}).map(([key, it]) => [key === old ? name : key, it]);
  const again = (value: unknown): unknown => {
    if (value === old) return name;
    if (Array.isArray(value)) return value.map(again);
    if (!isObject(value) || 'kind' in value) return value;
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, again(inner)]));
  };
  return again(withValue(spec, path.slice(0, -1), Object.fromEntries(entries)));
};

export const injected = (spec: unknown, { path, isName }: Spot, text: string): unknown =>
  isName ? renamed(spec, path, text) : withValue(spec, path, text);
