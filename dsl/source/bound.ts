import type { Node } from 'ts-morph';

/** What the names of one call of a function, or of one turn of a loop, stand for. */
export interface Scope {
  readonly names: ReadonlyMap<Node, Bound>;
  readonly outer: Scope | undefined;
  /** The function that was called. */
  readonly of: Node | undefined;
}

/** An expression of the stack, and what its names stand for. */
export interface Written {
  readonly kind: 'written';
  readonly node: Node;
  readonly scope: Scope | undefined;
}

/** A value that nobody wrote where it is used: the turn of a loop, the key of an entry. */
export interface Known {
  readonly kind: 'known';
  readonly value: Scalar;
}

/** A list that nobody wrote: the pair that `Object.entries` makes. */
export interface Listed {
  readonly kind: 'listed';
  readonly items: readonly Bound[];
}

export type Scalar = string | number | boolean | null | undefined;
export type Bound = Written | Known | Listed;

export const written = (node: Node, scope: Scope | undefined): Written => ({ kind: 'written', node, scope });
export const known = (value: Scalar): Known => ({ kind: 'known', value });
export const listed = (...items: readonly Bound[]): Listed => ({ kind: 'listed', items });

export const within = (outer: Scope | undefined, names: Iterable<readonly [Node, Bound]>, of?: Node): Scope => ({
  names: new Map(names),
  outer,
  of,
});

/** How often a function is being called already. */
export const callsOf = (scope: Scope | undefined, callable: Node): number =>
  scope === undefined ? 0 : callsOf(scope.outer, callable) + (scope.of === callable ? 1 : 0);

export const boundIn = (scope: Scope | undefined, declaration: Node): Bound | undefined =>
  scope === undefined ? undefined : (scope.names.get(declaration) ?? boundIn(scope.outer, declaration));
