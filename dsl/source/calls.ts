import { type CallExpression, Node, type Project } from 'ts-morph';
import type { Position } from '../diagnostics/diagnostic.ts';
import type { Construct } from '../language/place.ts';
import { known, type Scope, type Written, within, written } from './bound.ts';
import { iterated } from './elements.ts';
import { argumentsOf, evaluated, options, parameters } from './follow.ts';
import { type Callable, isCallable } from './names.ts';
import { isStackFrame, positionOf, type Sources } from './sources.ts';
import { turns } from './turns.ts';

/** A call that made a construct, and what the names around it stood for at that time. */
export interface Made {
  readonly call: CallExpression;
  readonly scope: Scope | undefined;
  /** The calls of the helper functions around it, the innermost first. */
  readonly callers: readonly CallExpression[];
}

const callAt = (project: Project, { file, line, column }: Position): CallExpression | undefined => {
  const source = project.getSourceFile(file);
  if (source === undefined) return undefined;
  const at = source.compilerNode.getPositionOfLineAndCharacter(line - 1, column - 1);
  const around = source.getDescendantAtPos(at)?.getAncestors().filter(Node.isCallExpression) ?? [];
  // V8 names a position in what is called, not in what it is called with.
  return around.find((call) => at <= call.getExpression().getEnd()) ?? around[0];
};

/** The names of the function around a call, for each way in which the outer call can have entered it. */
const entered = (
  callable: Callable,
  outer: CallExpression,
  scope: Scope | undefined,
): readonly (Scope | undefined)[] => {
  const found = (node: Node): Written | undefined =>
    options(written(node, scope)).find(
      (option): option is Written => option.kind === 'written' && option.node === callable,
    );
  const callback = outer.getArguments().some((argument) => found(argument) !== undefined);
  if (callback) {
    const list = iterated(outer, scope);
    return list?.map((item, index) => within(scope, parameters(callable, [item, known(index)]))) ?? [scope];
  }
  // A function that a function made sees the names of its maker.
  const around = found(outer.getExpression())?.scope ?? scope;
  return [within(around, parameters(callable, argumentsOf(outer, scope)), callable)];
};

const scopes = (calls: readonly CallExpression[]): readonly (Scope | undefined)[] => {
  const [call, ...around] = calls;
  if (call === undefined) return [undefined];
  const [outer] = around;
  const callable = call.getFirstAncestor(isCallable);
  return scopes(around).flatMap((scope) => {
    const inside = callable === undefined || outer === undefined ? [scope] : entered(callable, outer, scope);
    return inside.flatMap((one) => turns(call, undefined, one));
  });
};

/** The name that a construct was given: the first of several arguments. */
export const nameOf = (call: CallExpression): Node | undefined => {
  const [name, spec] = call.getArguments();
  return spec === undefined ? undefined : name;
};

/** A loop makes many constructs with one call: the turn that made this one is the one that gave it its name. */
const byName = (
  call: CallExpression,
  candidates: readonly (Scope | undefined)[],
): ReadonlyMap<unknown, Scope | undefined> => {
  const name = nameOf(call);
  if (name === undefined) return new Map();
  return new Map(candidates.map((scope) => [evaluated(written(name, scope))?.value, scope] as const));
};

interface Site {
  readonly calls: readonly CallExpression[];
  readonly only: Scope | undefined;
  readonly named: ReadonlyMap<unknown, Scope | undefined>;
}

/** Which call made a construct. What is worked out for one of a loop serves for all of it. */
export const createMaker = (sources: Sources, project: Project) => {
  const sites = new Map<string, Site>();
  const siteOf = (construct: Construct): Site => {
    const frames = construct.origin.frames.filter(isStackFrame);
    const key = frames.map(({ script, line, column }) => `${script}:${line}:${column}`).join(' ');
    const seen = sites.get(key);
    if (seen !== undefined) return seen;
    const calls = frames.flatMap((frame) => {
      const position = positionOf(sources, frame);
      return (position && callAt(project, position)) ?? [];
    });
    const [call] = calls;
    const candidates = scopes(calls);
    const only = candidates.length === 1 ? candidates[0] : undefined;
    const site = { calls, only, named: call === undefined ? new Map() : byName(call, candidates) };
    sites.set(key, site);
    return site;
  };
  return (construct: Construct): Made | undefined => {
    const { calls, only, named } = siteOf(construct);
    const [call, ...callers] = calls;
    return call && { call, callers, scope: named.has(construct.name) ? named.get(construct.name) : only };
  };
};
