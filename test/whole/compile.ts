import { artifactsOf } from '../../dsl/compile.ts';
import { singly } from '../../dsl/emit/lines.ts';
import type { Line } from '../../dsl/emit/step.ts';
import { hasErrors, type Judgement, judgeStack } from '../../dsl/judge.ts';
import type { Stack } from '../../dsl/language/stack.ts';

/** The artifacts of a site, each with its lines. */
export type Compiled = ReadonlyMap<string, readonly Line[]>;

export const compiled = (judgement: Judgement): Compiled =>
  new Map(
    [...artifactsOf(judgement)].map(({ path, lines, from: all = [] }) => [
      path,
      [...singly(lines)].map(({ text, from }) => ({ text, from: all.length === 0 ? from : [...from, ...all] })),
    ]),
  );

/** Compiles a stack, or says why it cannot be. */
export const compile = (site: Stack): Compiled => {
  const judgement = judgeStack(site);
  const errors = judgement.findings.filter((it) => it.severity === 'error');
  if (hasErrors(judgement)) throw new Error(errors.map((it) => `${it.code}: ${it.message}`).join('\n'));
  return compiled(judgement);
};

export const textOf = (lines: readonly Line[]): string => lines.map(({ text }) => `${text}\n`).join('');

/** The bytes of a site, by path. */
export const textsOf = (site: Stack): Readonly<Record<string, string>> =>
  Object.fromEntries([...compile(site)].map(([path, lines]) => [path, textOf(lines)]));

/** Each host of a site, with its script. */
export const scriptsOf = (site: Stack): readonly (readonly [host: string, script: string])[] =>
  Object.entries(textsOf(site)).flatMap(([path, text]) => {
    const host = /^hosts\/(.+)\/apply\.sh$/.exec(path)?.[1];
    return host === undefined ? [] : [[host, text] as const];
  });
