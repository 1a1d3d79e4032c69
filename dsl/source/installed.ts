import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { SourceFinding } from '../diagnostics/diagnostic.ts';
import { search } from './sources.ts';

interface Installed {
  readonly file: string;
  readonly version: string;
}

const manifest = (file: string): Installed | undefined => {
  try {
    const { name, version } = JSON.parse(readFileSync(file, 'utf8')) as { name?: unknown; version?: unknown };
    return name === 'rackwright' && typeof version === 'string' ? { file, version } : undefined;
  } catch {
    return undefined;
  }
};

/** As Node looks: the package that a file is part of, then `node_modules`, folder by folder upwards. */
const nearest = (folder: string): Installed | undefined => {
  const found =
    manifest(join(folder, 'package.json')) ?? manifest(join(folder, 'node_modules/rackwright/package.json'));
  if (found !== undefined) return found;
  const parent = dirname(folder);
  return parent === folder ? undefined : nearest(parent);
};

/** The version of the copy that runs. */
export const ownVersion = (): string => nearest(dirname(fileURLToPath(import.meta.url)))?.version ?? '';

/**
 * The editor checks a stack against the installed copy, and the running copy
 * compiles it: two versions would disagree where nobody looks.
 */
export const otherVersion = (entry: string, running: string): SourceFinding | undefined => {
  const installed = nearest(dirname(entry));
  if (installed === undefined || installed.version === running) return undefined;
  return {
    code: 'rackwright-version',
    severity: 'error',
    message: `this is rackwright ${running}, but the stack's project has rackwright ${installed.version} installed`,
    at: search(entry, /from\s*(['"]rackwright['"])/d),
    also: [],
    why: `The editor checks the stack against ${installed.file}, so what is red there and what is compiled here can differ.`,
    fix: `Run the project's own copy (npx rackwright in its folder), or npm install rackwright@${running} there.`,
  };
};
