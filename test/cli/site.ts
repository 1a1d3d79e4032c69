import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { rackwright, temporary } from './package.ts';

let made: string | undefined;

/** A project as `init` makes it and as `synth` leaves it, for one test. */
export const project = (): string => {
  if (made === undefined) {
    made = mkdtempSync(join(tmpdir(), 'rackwright-site-'));
    const home = made;
    process.on('exit', () => rmSync(home, { recursive: true, force: true }));
    rackwright(home, 'init', 'racks');
    rackwright(join(home, 'racks'), 'synth');
  }
  const folder = temporary();
  cpSync(join(made, 'racks'), folder, { recursive: true });
  return folder;
};

export const edit = (folder: string, path: string, change: (text: string) => string): void => {
  const file = join(folder, path);
  const before = readFileSync(file, 'utf8');
  const after = change(before);
  if (after === before) throw new Error(`nothing changed in ${path}`);
  writeFileSync(file, after);
};

/** A file tree as one value: what is where, with which mode and content. */
export const tree = (folder: string): readonly string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((it) => it.isFile())
    .map((it) => join(it.parentPath, it.name))
    .map((it) => `${it.slice(folder.length)} ${(statSync(it).mode & 0o777).toString(8)} ${readFileSync(it, 'utf8')}`)
    .sort();
