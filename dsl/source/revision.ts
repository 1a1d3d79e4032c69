import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative, resolve } from 'node:path';

export type Revision =
  | { readonly ok: true; readonly folder: string; readonly remove: () => void }
  | { readonly ok: false; readonly reason: string };

const git = (cwd: string, ...words: readonly string[]) => spawnSync('git', words, { cwd, maxBuffer: 1 << 30 });

/**
 * The project as git has it at a revision, in a temporary folder. Packages are
 * those that are installed now.
 */
export const checkOut = (revision: string): Revision => {
  const here = process.cwd();
  const top = git(here, 'rev-parse', '--show-toplevel').stdout?.toString().trim() ?? '';
  if (top === '') return { ok: false, reason: 'this folder is not in a git repository' };
  const commit = git(here, 'rev-parse', '--verify', '--quiet', '--end-of-options', `${revision}^{commit}`)
    .stdout.toString()
    .trim();
  if (commit === '') return { ok: false, reason: `git knows no revision ${revision}` };
  const archive = git(top, 'archive', '--format=tar', commit);
  if (archive.status !== 0) return { ok: false, reason: archive.stderr.toString().trim() };
  const root = mkdtempSync(join(tmpdir(), 'rackwright-base-'));
  const remove = () => rmSync(root, { recursive: true, force: true });
  if (spawnSync('tar', ['-x', '-C', root], { input: archive.stdout }).status !== 0) {
    remove();
    return { ok: false, reason: 'tar cannot unpack what git has' };
  }
  const folder = join(root, relative(top, here));
  const packages = resolve(here, 'node_modules');
  if (existsSync(folder) && existsSync(packages) && !existsSync(join(folder, 'node_modules')))
    symlinkSync(packages, join(folder, 'node_modules'));
  return { ok: true, folder, remove };
};
