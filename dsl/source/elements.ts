import { type CallExpression, Node } from 'ts-morph';
import { type Bound, known, listed, type Scope, type Written, written } from './bound.ts';
import { argumentsOf, called, evaluated, options, step } from './follow.ts';
import { keysOf } from './member.ts';

type List = readonly Bound[] | undefined;

const all = (lists: readonly List[]): List =>
  lists.includes(undefined) ? undefined : lists.flatMap((list) => list ?? []);

const only = <T>(list: readonly T[]): T | undefined => (list.length === 1 ? list[0] : undefined);

const literal = ({ node, scope }: Written): List => {
  if (!Node.isArrayLiteralExpression(node)) return undefined;
  return all(
    node.getElements().map((element) => {
      return Node.isSpreadElement(element)
        ? elements(written(element.getExpression(), scope))
        : [written(element, scope)];
    }),
  );
};

/** `Object.keys`, `values` and `entries` of an object whose keys are all known. */
const ofObject = (object: Bound | undefined, what: string): List => {
  const option = object === undefined ? undefined : only(options(object));
  const keys = option?.kind === 'written' ? keysOf(option) : undefined;
  return keys?.flatMap((key) => {
    const value = option === undefined ? undefined : step(option, key)?.bound;
    if (what === 'keys' || value === undefined) return [known(key)];
    return [what === 'values' ? value : listed(known(key), value)];
  });
};

/** The longest list that is counted out: more than this is a mistake in the stack, not a site. */
const longest = 20_000;

export const counted = (length: unknown): List =>
  typeof length === 'number' && length >= 0 && length <= longest
    ? Array.from({ length: Math.floor(length) }, (_, index) => known(index))
    : undefined;

const made = (callback: Bound, list: List): readonly (readonly Bound[])[] | undefined =>
  list?.map((item, index) => called(callback, [item, known(index)]));

const ofArrayFrom = (source: Bound | undefined, callback: Bound | undefined): List => {
  if (source === undefined) return undefined;
  const length = step(source, 'length')?.bound;
  const list = elements(source) ?? (length === undefined ? undefined : counted(evaluated(length)?.value));
  return callback === undefined
    ? list
    : all(
        made(callback, list)
          ?.map(only)
          .map((one) => one && [one]) ?? [undefined],
      );
};

/** What a call of `map` with a list that cannot be told makes of one element: each is written in the same place. */
const sketch = (callback: Bound): List => called(callback, []);

const ofMethod = (call: CallExpression, scope: Scope | undefined, rough: boolean): List => {
  const callee = call.getExpression();
  if (!Node.isPropertyAccessExpression(callee)) return undefined;
  const [first, second, ...rest] = argumentsOf(call, scope);
  const name = callee.getName();
  const object = callee.getExpression().getText();
  if (object === 'Object' && /^(keys|values|entries)$/.test(name)) return ofObject(first, name);
  if (object === 'Array' && name === 'from') return ofArrayFrom(first, second);
  const list = elements(written(callee.getExpression(), scope), rough);
  if (name === 'entries' && first === undefined) return list?.map((item, index) => listed(known(index), item));
  if (name === 'concat')
    return all([list, ...[first, second, ...rest].flatMap((one) => (one ? [elements(one) ?? [one]] : []))]);
  if (first === undefined) return undefined;
  const results = made(first, list);
  if (name === 'map')
    return results === undefined
      ? rough
        ? sketch(first)
        : undefined
      : all(results.map(only).map((one) => one && [one]));
  if (name === 'flatMap') return all(results?.map((result) => elements(only(result) ?? listed())) ?? [undefined]);
  if (name !== 'filter' || results === undefined) return undefined;
  const kept = results.map((result) => evaluated(only(result) ?? listed())?.value);
  return kept.includes(undefined) ? undefined : list?.filter((_, index) => kept[index]);
};

const cache = new WeakMap<Node, Map<unknown, List>>();

/** A list of a thousand is asked for its elements a thousand times. */
const remembered = (list: Written, rough: boolean): List => {
  const { node, scope } = list;
  if (rough && Node.isCallExpression(node)) return ofMethod(node, scope, rough);
  const lists = cache.get(node) ?? new Map<unknown, List>();
  cache.set(node, lists);
  if (!lists.has(scope)) lists.set(scope, Node.isCallExpression(node) ? ofMethod(node, scope, rough) : literal(list));
  return lists.get(scope);
};

/** The elements of a list, one by one, where they can be told. `rough`: what a function makes of any of them will do. */
export const elements = (bound: Bound, rough = false): List => {
  const option = only(options(bound));
  if (option === undefined || option.kind === 'known') return undefined;
  return option.kind === 'listed' ? option.items : remembered(option, rough);
};

/** The list that a callback is called with, element by element: `xs.map(f)`, `xs.forEach(f)`, `Array.from(xs, f)`. */
export const iterated = (call: CallExpression, scope: Scope | undefined): List => {
  const callee = call.getExpression();
  if (!Node.isPropertyAccessExpression(callee)) return undefined;
  if (callee.getText() === 'Array.from') return ofArrayFrom(argumentsOf(call, scope)[0], undefined);
  return /^(map|flatMap|forEach|filter)$/.test(callee.getName())
    ? elements(written(callee.getExpression(), scope))
    : undefined;
};
