import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { lint } from '../emit/bash/shellcheck.ts';

const folder = join(tmpdir(), 'rackwright-shellcheck');
/** Another ShellCheck may say something else. */
const version = spawnSync('shellcheck', ['--version'], { encoding: 'utf8' }).stdout ?? '';

/** What ShellCheck says of a script; the same bytes are looked at once and not in every run of the tests. */
export const linted = async (script: string): Promise<string> => {
  const file = join(folder, createHash('sha256').update(version).update(script).digest('hex'));
  try {
    return readFileSync(file, 'utf8');
  } catch {
    const said = await lint(script);
    mkdirSync(folder, { recursive: true });
    writeFileSync(file, said);
    return said;
  }
};
