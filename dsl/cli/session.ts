import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { ordered, positioned, type SourceFinding } from '../diagnostics/diagnostic.ts';
import * as rackwright from '../index.ts';
import { hasErrors, type Judgement, judgeStack } from '../judge.ts';
import type { Stack } from '../language/stack.ts';
import { loadAll } from '../source/load.ts';
import type { Sources } from '../source/sources.ts';

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
  } catch {
    return [];
  }
};

const duplicated = (sites: readonly Site[]): SourceFinding[] => {
  const first = new Map<string, Site>();
  return sites.flatMap((it) => {
    const name = it.judgement.stack.name;
    const before = first.get(name);
    if (before === undefined) first.set(name, it);
    if (before === undefined || before.file === it.file) return [];
    const at = (file: string) => ({
      file,
      line: 1,
      column: 1,
      endLine: 1,
      endColumn: 1,
      text: '',
      of: name,
      callers: [],
    });
    return [
      {
        code: 'site-has-its-own-name',
        severity: 'error' as const,
        message: `two stacks are called ${name}`,
        at: at(it.file),
        also: [{ at: at(before.file), message: 'the other one' }],
        why: 'The name of a stack is the folder of its artifacts; the second would overwrite the first.',
        fix: 'Rename one of them.',
      },
    ];
  });
};

/** Loads and judges stacks; `named` ones must export a stack. */
export const open = async (named: readonly string[]): Promise<Session> => {
  const files = named.length > 0 ? named : stackFiles();
  const loaded = await loadAll(files, { rackwright });
  const sites: Site[] = [];
  const unloaded: SourceFinding[] = [];
  for (const [index, it] of loaded.entries()) {
    if (it.ok) {
      unloaded.push(...it.warnings);
      sites.push({ file: files[index] ?? '', judgement: judgeStack(it.value as Stack), sources: it.sources });
    } else if (named.length > 0 || it.findings.some(({ code }) => code !== 'no-default-export'))
      unloaded.push(...it.findings);
  }
  return { sites, unloaded: [...unloaded, ...duplicated(sites)] };
};

export const failed = ({ sites, unloaded }: Session): boolean =>
  unloaded.some((it) => it.severity === 'error') || sites.some((it) => hasErrors(it.judgement));

/** Every finding with its position. Loads ts-morph, and only if there is something to find. */
export const located = async ({ sites, unloaded }: Session): Promise<readonly SourceFinding[]> => {
  const found = [...unloaded];
  for (const { judgement, sources } of sites) {
    if (judgement.findings.length === 0) continue;
    const { createLocator } = await import('../source/locate.ts');
    const locate = await createLocator(sources);
    found.push(...judgement.findings.map((it) => positioned(it, locate)));
  }
  return ordered(found);
};
