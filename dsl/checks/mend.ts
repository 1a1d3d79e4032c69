import type * as z from 'zod';
import type { Finding } from '../diagnostics/diagnostic.ts';
import { type Construct, isReference, type Place } from '../language/place.ts';
import { valueAt } from './schema-walk.ts';

/** An entry that was taken out of a list, by its index at that moment. */
export interface Removed {
  readonly list: readonly (string | number)[];
  readonly index: number;
}

/** Copies what the user wrote, down to references, which stay the things themselves, and to what holds itself. */
const copy = (value: unknown, around: readonly object[] = []): unknown => {
  if (typeof value !== 'object' || value === null || isReference(value)) return value;
  if (around.includes(value)) return undefined;
  const inside = [...around, value];
  if (Array.isArray(value)) return value.map((it) => copy(it, inside));
  const entries = Object.entries(value).filter(([key]) => key !== '__proto__');
  return Object.fromEntries(entries.map(([key, inner]) => [key, copy(inner, inside)]));
};

/**
 * What is left of a spec when everything that its schema refuses is taken out,
 * with as little around it as the schema can do without; undefined where
 * nothing is left. Only for judging the rest: a stack with a finding is never
 * emitted.
 */
export const mend = (
  schema: z.ZodType,
  spec: unknown,
): { readonly spec: unknown; readonly removed: readonly Removed[] } | undefined => {
  const rest = copy(spec);
  const removed: Removed[] = [];
  for (;;) {
    const issue = schema.safeParse(rest).error?.issues.at(-1);
    if (issue === undefined) return { spec: rest, removed };
    const path = issue.path.filter((it): it is string | number => typeof it !== 'symbol');
    if (issue.code === 'unrecognized_keys') {
      const object = valueAt(rest, path);
      if (typeof object !== 'object' || object === null) return undefined;
      for (const key of issue.keys) Reflect.deleteProperty(object, key);
      continue;
    }
    const guilty = valueAt(rest, path) === undefined ? path.slice(0, -1) : path;
    const list = guilty.slice(0, -1);
    const last = guilty.at(-1);
    const holder = valueAt(rest, list);
    if (last === undefined || typeof holder !== 'object' || holder === null) return undefined;
    if (Array.isArray(holder)) {
      holder.splice(Number(last), 1);
      removed.push({ list, index: Number(last) });
    } else {
      Reflect.deleteProperty(holder, last);
    }
  }
};

const isWithin = (path: readonly (string | number)[], list: readonly (string | number)[]): boolean =>
  path.length > list.length && list.every((key, index) => path[index] === key);

/** The place in what the user wrote, for a place in what was left of it. */
const original = (at: Place, removed: ReadonlyMap<Construct, readonly Removed[]>): Place => {
  const path = [...at.path];
  for (const { list, index } of [...(removed.get(at.of) ?? [])].reverse()) {
    const here = path[list.length];
    if (isWithin(path, list) && typeof here === 'number' && here >= index) path[list.length] = here + 1;
  }
  return { ...at, path };
};

export const asWrittenByUser = (finding: Finding, removed: ReadonlyMap<Construct, readonly Removed[]>): Finding =>
  removed.size === 0
    ? finding
    : {
        ...finding,
        at: original(finding.at, removed),
        also: finding.also.map((it) => ({ ...it, at: original(it.at, removed) })),
      };
