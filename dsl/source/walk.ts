import { type CallExpression, Node, Project, type SourceFile } from 'ts-morph';
import type { Located, Position } from '../diagnostics/diagnostic.ts';
import type { Construct, Place } from '../language/place.ts';
import { type Bound, listed, type Written, written } from './bound.ts';
import { createMaker, type Made, nameOf } from './calls.ts';
import { argumentsOf, options, standsFor, step } from './follow.ts';
import type { Hit } from './member.ts';
import { declarationOf } from './names.ts';
import { isInstalled, onLine, type Sources, textsOf } from './sources.ts';

/** Where one walk from a construct into its spec has come to. */
export interface Reached {
  readonly made: Made;
  readonly bound: Bound;
  readonly hit: Hit | undefined;
  /** Whether all steps were found. */
  readonly whole: boolean;
  /** The arguments of the call by name, when it has more to say than a spec. */
  readonly parts: readonly string[] | undefined;
}

/** A stack has no spec: `constructs` and `options` are arguments of their own. */
const partsOf = ({ kind }: Construct): readonly string[] | undefined =>
  kind === 'stack' ? ['name', 'constructs', 'options'] : undefined;

const isLiteral = (node: Node): boolean =>
  Node.isLiteralExpression(node) ||
  Node.isTemplateExpression(node) ||
  Node.isTrueLiteral(node) ||
  Node.isFalseLiteral(node) ||
  Node.isNullLiteral(node) ||
  Node.isPrefixUnaryExpression(node) ||
  Node.isObjectLiteralExpression(node) ||
  Node.isArrayLiteralExpression(node);

/** A parameter is shown as the argument of the caller. */
const passed = (bound: Written): Written => {
  const { node, scope } = bound;
  const declaration = Node.isIdentifier(node) ? declarationOf(node.getText(), node) : undefined;
  if (!Node.isParameterDeclaration(declaration) && !Node.isBindingElement(declaration)) return bound;
  const value = standsFor(declaration, scope);
  return value?.kind === 'written' && value.node !== node ? passed(value) : bound;
};

/** A value is shown where it is written out; what is not written out (a call, a reference) is shown where it is used. */
const shown = (bound: Written): Node => {
  const [option, ...others] = options(bound);
  const literal = others.length === 0 && option?.kind === 'written' && isLiteral(option.node) ? option.node : undefined;
  return literal ?? passed(bound).node;
};

const open = (sources: Sources): Project => {
  const project = new Project({
    useInMemoryFileSystem: true,
    skipLoadingLibFiles: true,
    skipFileDependencyResolution: true,
    compilerOptions: { allowJs: true },
  });
  for (const [file, text] of textsOf(sources)) {
    if (!isInstalled(file) && /\.[cm]?[jt]sx?$/.test(file)) project.createSourceFile(file, text);
  }
  return project;
};

const isBound = (value: Bound | undefined): value is Bound => value !== undefined;

/** The spec is the last argument of the call that made the construct. */
const specOf = ({ call, scope }: Made): Bound | undefined => {
  const spec = call.getArguments().at(-1);
  return spec === undefined || Node.isSpreadElement(spec) ? undefined : written(spec, scope);
};

export const advance = (from: Reached, key: PropertyKey): Reached => {
  const at = from.hit === undefined ? from.parts?.indexOf(String(key)) : undefined;
  const hit = from.whole && from.hit?.last !== true ? step(from.bound, at ?? key) : undefined;
  return hit === undefined ? { ...from, whole: false } : { ...from, bound: hit.bound, hit };
};

/** ts-morph counts lines from the top each time; TypeScript's own table of line starts is searched. */
const positionIn = (file: SourceFile, offset: number): { readonly line: number; readonly column: number } => {
  const { line, character } = file.compilerNode.getLineAndCharacterOfPosition(offset);
  return { line: line + 1, column: character + 1 };
};

const start = (file: SourceFile, offset: number): Position => ({
  file: file.getFilePath(),
  ...positionIn(file, offset),
});

const lineAt = (file: SourceFile, line: number): string => {
  const starts = file.compilerNode.getLineStarts();
  return file
    .getFullText()
    .slice(starts[line - 1], starts[line])
    .replace(/\r?\n$/, '');
};

const spanOf = (node: Node): Omit<Located, 'of' | 'callers'> => {
  const file = node.getSourceFile();
  const from = start(file, node.getStart());
  const to = positionIn(file, node.getEnd());
  return { ...from, endLine: to.line, endColumn: to.column, text: lineAt(file, from.line) };
};

/** What to point at: the value, or with `key` the name of the property. */
export const nodeOf = ({ made, bound, hit }: Reached, key = false): Node => {
  if (hit === undefined) return (key ? nameOf(made.call) : undefined) ?? made.call;
  if (key && hit.name !== undefined) return hit.name;
  if (bound.kind !== 'written') return hit.site ?? made.call;
  return hit.last === true ? bound.node : shown(bound);
};

export const createWalker = (sources: Sources) => {
  const project = open(sources);
  const maker = createMaker(sources, project);
  const begin = (construct: Construct): Reached | undefined => {
    const made = maker(construct);
    if (made === undefined) return undefined;
    const parts = partsOf(construct);
    const spec = parts === undefined ? specOf(made) : listed(...argumentsOf(made.call, made.scope).filter(isBound));
    const bound = spec ?? written(made.call, made.scope);
    const from: Reached = { made, bound, hit: undefined, whole: spec !== undefined, parts };
    return construct.origin.within.reduce(advance, from);
  };
  const callerOf = (call: CallExpression): Position => start(call.getSourceFile(), call.getStart());
  const locate = ({ of, path }: Place, key = false): Located => {
    const from = begin(of);
    if (from === undefined)
      return { ...onLine({ file: sources[0]?.entry ?? '', line: 1, column: 1 }, 1, ''), of: of.name };
    const reached = path.reduce<Reached>(advance, from);
    const node = nodeOf(reached, key && reached.whole);
    return { ...spanOf(node), of: of.name, callers: reached.made.callers.map(callerOf) };
  };
  return { begin, locate, spanOf };
};
