import { chmodSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import type { Artifact } from '../emit/step.ts';
import { byText } from '../text/compare.ts';

/** The shapes of paths that a site's artifacts have; nothing else below the site's folder is ever removed. */
const ours =
  /^(hosts\/[^/]+\/(apply\.sh|kickstart\.cfg)|switches\/[^/]+\/(config|confirm)\.ios|site\.json|README\.md)$/;

export type Change = 'new' | 'changed' | 'mode' | 'stale';

export interface Difference {
  /** With forward slashes, relative to the output folder. */
  readonly path: string;
  readonly change: Change;
  /** The first line that differs, from 1, where the content does. */
  readonly line?: number;
}

const textOf = ({ lines }: Artifact): string => {
  let text = '';
  for (const line of lines) text += `${line.text}\n`;
  return text;
};

const readable = (path: string): string | undefined => {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
};

const firstDifference = (before: string, after: string): number => {
  const left = before.split('\n');
  return after.split('\n').findIndex((line, index) => line !== left[index]) + 1 || left.length;
};

const executable = (path: string): boolean => (statSync(path).mode & 0o100) !== 0;

const existing = (folder: string): string[] => {
  try {
    return readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((it) => !it.isDirectory())
      .map((it) => relative(folder, join(it.parentPath, it.name)).split(sep).join('/'));
  } catch {
    return [];
  }
};

/** How the folder of a site differs from what compiles, and, with `write`, no longer does. What is right is not touched. */
export function* converge(
  folder: string,
  site: string,
  artifacts: Iterable<Artifact>,
  write: boolean,
): Generator<Difference> {
  const root = join(folder, site);
  const wanted = new Set<string>();
  let lastFolder = '';
  for (const artifact of artifacts) {
    wanted.add(artifact.path);
    const path = join(root, artifact.path);
    const text = textOf(artifact);
    const before = readable(path);
    const sameMode = before !== undefined && executable(path) === (artifact.mode === 0o755);
    if (before === text && sameMode) continue;
    if (write) {
      const parent = dirname(path);
      if (parent !== lastFolder) mkdirSync(parent, { recursive: true });
      lastFolder = parent;
      if (before !== text) writeFileSync(path, text, { mode: artifact.mode });
      if (!sameMode && before !== undefined) chmodSync(path, artifact.mode);
    }
    const named = `${site}/${artifact.path}`;
    if (before === undefined) yield { path: named, change: 'new' };
    else if (before === text) yield { path: named, change: 'mode' };
    else yield { path: named, change: 'changed', line: firstDifference(before, text) };
  }
  for (const path of existing(root).sort(byText)) {
    if (wanted.has(path) || !ours.test(path)) continue;
    if (write) removeWithEmptyParents(join(root, path), root);
    yield { path: `${site}/${path}`, change: 'stale' };
  }
}

const removeWithEmptyParents = (path: string, root: string): void => {
  rmSync(path);
  for (let parent = dirname(path); parent !== root && readdirSync(parent).length === 0; parent = dirname(parent))
    rmSync(parent, { recursive: true });
};

/** The sites that have a folder with artifacts of ours. */
export const sitesIn = (folder: string): string[] =>
  existing(folder)
    .flatMap((it) => /^([^/]+)\/site\.json$/.exec(it)?.[1] ?? [])
    .sort(byText);
