import { readdirSync, rmdirSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Artifact } from '../emit/step.ts';
import { byText } from '../text/compare.ts';
import { settle } from './file.ts';

/** The shapes of paths that a site's artifacts have; nothing else below the site's folder is ever removed. */
const ours =
  /^(hosts\/[^/]+\/(apply\.sh|kickstart\.cfg|preseed\.cfg)|switches\/[^/]+\/(config|confirm)\.ios|kickstart\/[^/]+\.cfg|netboot\/(dnsmasq\.conf|grub\/grub\.cfg|ipxe\/[^/]+\.ipxe|pxelinux\.cfg\/01-[0-9a-f-]+)|site\.json|README\.md)$/;

export interface Difference {
  /** With forward slashes, relative to the output folder. */
  readonly path: string;
  readonly change: 'new' | 'changed' | 'mode' | 'stale';
  /** The first line that differs, from 1, where the content does. */
  readonly line?: number;
}

/** The files below a folder, relative to it: ours by a tree of two or three levels, so plain recursion is enough. */
const filesIn = (folder: string, path = ''): string[] =>
  readdirSync(join(folder, path), { withFileTypes: true }).flatMap((it) => {
    const inner = path === '' ? it.name : `${path}/${it.name}`;
    return it.isDirectory() ? filesIn(folder, inner) : [inner];
  });

const existing = (folder: string): string[] => {
  try {
    return filesIn(folder);
  } catch (error) {
    // No folder is a folder with nothing in it; one that cannot be read is not.
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
};

/** A link in the place of a folder would lead what is written, and what is removed, to somewhere else. */
const refuseLinks = (root: string, path: string, before: ReadonlySet<string>): void => {
  for (let slash = path.indexOf('/'); slash >= 0; slash = path.indexOf('/', slash + 1)) {
    const folder = path.slice(0, slash);
    if (!before.has(folder)) continue;
    const failure: NodeJS.ErrnoException = new Error(`a link, or a file, is in the place of a folder: ${folder}`);
    throw Object.assign(failure, { code: 'ELOOP', path: join(root, folder) });
  }
};

/** Takes a file away, and the folders that it leaves empty: the system refuses to take one that is not. */
const removeWithEmptyParents = (path: string, root: string): void => {
  rmSync(path);
  for (let parent = dirname(path); parent !== root; parent = dirname(parent)) {
    try {
      rmdirSync(parent);
    } catch {
      return;
    }
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
  const before = new Set(existing(root));
  const wanted = new Set<string>();
  for (const { path, lines, mode } of artifacts) {
    wanted.add(path);
    refuseLinks(root, path, before);
    const change = settle(join(root, path), lines, mode, {
      write,
      listed: before.has(path),
    });
    if (change !== undefined) yield { path: `${site}/${path}`, ...change };
  }
  for (const path of [...before].sort(byText)) {
    if (wanted.has(path) || !ours.test(path)) continue;
    if (write) removeWithEmptyParents(join(root, path), root);
    yield { path: `${site}/${path}`, change: 'stale' };
  }
}
