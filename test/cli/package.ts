import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { onTestFinished } from 'vitest';

const root = resolve('.');
const remove = (folder: string): void => rmSync(folder, { recursive: true, force: true });

/** A folder that is gone when the test is over. */
export const temporary = (name = 'rackwright-cli-'): string => {
  const folder = mkdtempSync(join(tmpdir(), name));
  onTestFinished(() => remove(folder));
  return folder;
};

/** The repository as npm packs it, in a folder of its own: the shared `dist/` may be somebody else's at this moment. */
export const copied = (): string => {
  const folder = mkdtempSync(join(tmpdir(), 'rackwright-built-'));
  process.on('exit', () => remove(folder));
  for (const it of ['dsl', 'package.json', 'tsconfig.json', 'LICENSE', 'README.md'])
    cpSync(join(root, it), join(folder, it), { recursive: true });
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
  return folder;
};

export interface Ran {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

export interface Running {
  readonly cwd: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly timeout?: number;
}

export const ran = (command: string, words: readonly string[], { cwd, env = {}, timeout = 60_000 }: Running): Ran => {
  const { NODE_EXTRA_CA_CERTS: _, NO_COLOR: __, ...rest } = process.env;
  const done = spawnSync(command, words, { cwd, env: { ...rest, ...env }, timeout, encoding: 'utf8' });
  return { code: done.status, out: done.stdout, err: done.stderr };
};

/** The `build:js` of the package, without npm around it, which takes longer than the build. */
export const build = (cwd: string): Ran => {
  const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const env = { PATH: `${join(root, 'node_modules/.bin')}:${process.env.PATH ?? ''}` };
  return ran('bash', ['-c', scripts['build:js']], { cwd, env });
};

let folder: string | undefined;

/** The command, built once for each file of tests. */
export const cli = (): string => {
  if (folder === undefined) {
    folder = copied();
    const { code, err } = build(folder);
    if (code !== 0) throw new Error(err);
  }
  return join(folder, 'dist/cli.js');
};

/** `rackwright …`, as a person types it. */
export const rackwright = (cwd: string, ...words: readonly string[]): Ran =>
  ran(process.execPath, [cli(), ...words], { cwd });

/** What no answer may have: a trace, an object that was turned into a word, the inside of the program. */
export const inside = /\n\s+at .+:\d+|\[object |undefined|mistake in it|node:internal/;
