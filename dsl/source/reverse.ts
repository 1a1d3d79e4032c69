import { resolve } from 'node:path';
import type { Node } from 'ts-morph';
import { type Construct, isReference, type Place, place } from '../language/place.ts';
import type { Sources } from './sources.ts';
import { advance, createWalker, nodeOf, type Reached } from './walk.ts';

/** The keys of plain data; another construct inside is a reference, whose spec is elsewhere. */
const keysOf = (value: unknown): readonly (string | number)[] => {
  if (typeof value !== 'object' || value === null || isReference(value)) return [];
  return Array.isArray(value) ? value.map((_, index) => index) : Object.keys(value);
};

const at = (value: unknown, key: string | number): unknown =>
  typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined;

/** What a construct was told: its spec, or the arguments of a stack. */
const specOf = (construct: Construct): unknown =>
  construct.kind === 'stack'
    ? { constructs: Reflect.get(construct, 'constructs'), options: Reflect.get(construct, 'options') }
    : Reflect.get(construct, 'spec');

interface Covering {
  readonly place: Place;
  readonly length: number;
}

/** The innermost first: the shortest text, and of the same text the longest path. */
const byDepth = (left: Covering, right: Covering): number =>
  left.length - right.length || right.place.path.length - left.place.path.length;

/** Which values of which constructs are written on a line: by their property, and by the literal that it leads to. */
export const placesOn = (
  sources: Sources,
  constructs: readonly Construct[],
  file: string,
  line: number,
): readonly Place[] => {
  const { begin, spanOf } = createWalker(sources);
  const target = resolve(file);
  const covers = (node: Node | undefined): boolean => {
    if (node === undefined || node.getSourceFile().getFilePath() !== target) return false;
    const span = spanOf(node);
    return span.line <= line && line <= span.endLine;
  };
  const found: Covering[] = [];
  const visit = (of: Construct, value: unknown, path: readonly (string | number)[], reached: Reached): void => {
    if (!reached.whole) return;
    const nodes = [nodeOf(reached), reached.hit?.site].filter((node) => node !== undefined && covers(node));
    const lengths = nodes.map((node) => node?.getWidth() ?? 0);
    if (nodes.length > 0) found.push({ place: place(of, ...path), length: Math.min(...lengths) });
    for (const key of keysOf(value)) visit(of, at(value, key), [...path, key], advance(reached, key));
  };
  for (const construct of constructs) {
    const from = begin(construct);
    if (from !== undefined) visit(construct, specOf(construct), [], from);
  }
  return found.sort(byDepth).map((one) => one.place);
};
