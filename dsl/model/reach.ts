import { type Listed, listedKinds, type Stack } from '../language/stack.ts';
import type { Vlan } from '../language/vlan.ts';

export type Reached = Listed | Vlan;

/** A construct that another one refers to, and where the first such reference stands. */
export interface Reference {
  readonly to: Reached;
  readonly by: Listed;
  readonly path: readonly (string | number)[];
}

const constructKinds: ReadonlySet<string> = new Set(['vlan', ...Object.keys(listedKinds)]);

const isConstruct = (value: object): value is Reached =>
  'kind' in value && 'origin' in value && constructKinds.has(String(value.kind));

/**
 * Everything that a stack's constructs reach by value: first what it lists, in
 * its order, then what those refer to. Walks unchecked values, so that it can
 * run before the schema has judged them.
 */
export const reach = (
  stack: Stack,
): { readonly reached: readonly Reached[]; readonly references: readonly Reference[] } => {
  const seen = new Set<Reached>();
  const references: Reference[] = [];
  const visit = (value: unknown, by: Listed, path: readonly (string | number)[]): void => {
    if (typeof value !== 'object' || value === null) return;
    if ('kind' in value && value.kind === 'switch-port' && 'switch' in value) {
      visit(value.switch, by, path);
      return;
    }
    if (isConstruct(value)) {
      if (!seen.has(value)) {
        seen.add(value);
        references.push({ to: value, by, path });
        if (value.kind !== 'vlan') walk(value.spec, value);
      }
      return;
    }
    for (const key in value) {
      const inner: unknown = Reflect.get(value, key);
      if (typeof inner === 'object' && inner !== null)
        visit(inner, by, [...path, Array.isArray(value) ? Number(key) : key]);
    }
  };
  const walk = (spec: unknown, by: Listed): void => visit(spec, by, []);

  const listed = Array.isArray(stack.constructs)
    ? stack.constructs.filter(
        (it): it is Listed => typeof it === 'object' && it !== null && isConstruct(it) && it.kind !== 'vlan',
      )
    : [];
  for (const it of listed) seen.add(it);
  for (const it of listed) walk(it.spec, it);
  return { reached: [...seen], references };
};
