import { readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { ordered, positioned, type SourceFinding } from '../diagnostics/diagnostic.ts';
import * as rackwright from '../index.ts';
import { hasErrors, type Judgement, judgeStack } from '../judge.ts';
import { place } from '../language/place.ts';
import type { Stack } from '../language/stack.ts';
import { loadAll } from '../source/load.ts';
import type { Sources } from '../source/sources.ts';
import { exit, say } from './say.ts';
import { together } from './together.ts';

export interface Site {
  readonly file: string;
  readonly judgement: Judgement;
  readonly sources: Sources;
}

export interface Session {
  readonly sites: readonly Site[];
  /** What kept a stack from loading, already with positions. */
  readonly unloaded: readonly SourceFinding[];
}

/** The stacks of a project: `stacks/*.ts`. A file there that exports no stack is a part of one that does. */
export const stackFiles = (folder = '.'): string[] => {
  try {
    return readdirSync(join(folder, 'stacks'))
      .filter((it) => /\.(ts|mts|js|mjs)$/.test(it) && !it.endsWith('.d.ts'))
      .sort()
      .map((it) => join('stacks', it));
  } catch (error) {
    if (['ENOENT', 'ENOTDIR'].includes((error as NodeJS.ErrnoException).code ?? '')) return [];
    throw error;
  }
};

/** Each file once, however often and in however many spellings it was named. */
const once = (files: readonly string[]): readonly string[] =>
  [...new Map(files.toReversed().map((it) => [resolve(it), it] as const)).values()].toReversed();

const firstOfName = (sites: readonly Site[]): ReadonlyMap<string, Site> =>
  new Map(sites.toReversed().map((it) => [it.judgement.stack.name, it] as const));

/** Sites whose name an earlier one has: their artifacts would go to one folder. */
const duplicates = (sites: readonly Site[]): readonly (readonly [Site, Site])[] => {
  const first = firstOfName(sites);
  return sites.flatMap((it) => {
    const before = first.get(it.judgement.stack.name);
    return before === undefined || before === it ? [] : [[it, before] as const];
  });
};

/** Loads and judges stacks; `named` ones must export a stack. */
export const open = async (named: readonly string[]): Promise<Session> => {
  const files = once(named.length > 0 ? named : stackFiles());
  const loaded = await loadAll(files, { rackwright });
  const sites: Site[] = [];
  const unloaded: SourceFinding[] = [];
  for (const [index, it] of loaded.entries()) {
    if (it.ok) {
      unloaded.push(...it.warnings);
      // What the second of two keys threw away would be missed by one law after another.
      if (it.warnings.some(({ severity }) => severity === 'error')) continue;
      sites.push({ file: files[index] ?? '', judgement: judgeStack(it.value as Stack), sources: it.sources });
    } else if (named.length > 0 || it.findings.some(({ code }) => code !== 'no-default-export'))
      unloaded.push(...it.findings);
  }
  return { sites, unloaded };
};

export const failed = ({ sites, unloaded }: Session): boolean =>
  unloaded.some((it) => it.severity === 'error') ||
  sites.some((it) => hasErrors(it.judgement)) ||
  duplicates(sites).length > 0;

/** Every finding with its position. Loads ts-morph, and only if there is something to find. */
export const located = async ({ sites, unloaded }: Session): Promise<readonly SourceFinding[]> => {
  const locatorOf = async ({ sources }: Site) => (await import('../source/locate.ts')).createLocator(sources);
  const found = [...unloaded];
  for (const site of sites) {
    if (site.judgement.findings.length === 0) continue;
    const locate = await locatorOf(site);
    found.push(...together(site.judgement.findings.map((it) => ({ of: it.at.of, finding: positioned(it, locate) }))));
  }
  for (const [second, first] of duplicates(sites)) {
    const nameIn = async (site: Site) => (await locatorOf(site))(place(site.judgement.stack, 'name'));
    found.push({
      code: 'site-has-its-own-name',
      severity: 'error',
      message: `two stacks are called ${second.judgement.stack.name}`,
      at: await nameIn(second),
      also: [{ at: await nameIn(first), message: 'the other one' }],
      why: 'The name of a stack is the folder of its artifacts; the second would overwrite the first.',
      fix: 'Rename one of them.',
    });
  }
  return ordered(found);
};

/** Nothing was named, and stacks/ has nothing. */
export const sayNothingToCompile = (): number => {
  const parts = stackFiles();
  say(
    parts.length === 0
      ? 'There is no stack: name one, or put one into stacks/. `rackwright init DIR` makes a project that has one.'
      : `No file in stacks/ exports a stack (${parts.join(', ')}). End one with: export default stack('name', [ … ]).`,
  );
  return exit.usage;
};
