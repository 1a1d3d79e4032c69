import { isConstruct } from '../language/place.ts';
import { isListed, type Listed, type Stack } from '../language/stack.ts';
import type { Vlan } from '../language/vlan.ts';

export type Reached = Listed | Vlan;

/** A construct that another one refers to, and where the first such reference stands. */
export interface Reference {
  readonly to: Reached;
  readonly by: Listed;
  readonly path: readonly (string | number)[];
}

const isReached = (value: unknown): value is Reached =>
  isListed(value) || (isConstruct(value) && value.kind === 'vlan');

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
  // A value that holds itself would be walked for ever; one that stands twice refers to nothing new the second time.
  const visit = (value: unknown, by: Listed, path: readonly (string | number)[], visited: Set<object>): void => {
    if (typeof value !== 'object' || value === null) return;
    if ('kind' in value && value.kind === 'switch-port' && 'switch' in value) {
      if (isReached(value.switch) && value.switch.kind === 'switch') visit(value.switch, by, path, visited);
      return;
    }
    if (isReached(value)) {
      if (!seen.has(value)) {
        seen.add(value);
        references.push({ to: value, by, path });
        if (value.kind !== 'vlan') walk(value.spec, value);
      }
      return;
    }
    if (visited.has(value)) return;
    visited.add(value);
    for (const key in value) {
      const inner: unknown = Reflect.get(value, key);
      if (typeof inner === 'object' && inner !== null)
        visit(inner, by, [...path, Array.isArray(value) ? Number(key) : key], visited);
    }
  };
  const walk = (spec: unknown, by: Listed): void => visit(spec, by, [], new Set());

  const listed = Array.isArray(stack.constructs) ? stack.constructs.filter(isListed) : [];
  for (const it of listed) seen.add(it);
  for (const it of listed) walk(it.spec, it);
  return { reached: [...seen], references };
};
