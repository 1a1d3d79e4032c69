import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { build, copied, type Ran, ran } from '../cli/package.ts';
import { additions, type Files } from './additions.ts';
import { under } from './fenced.ts';

const text = readFileSync('CONTRIBUTING.md', 'utf8');

it('the table of layers is the one that the imports are held to', () => {
  const table = [...under(text, 'Layers').matchAll(/^\| `([^`]+)` \| (.*?) \|/gm)].map(
    ([, layer = '', may = '']) => [layer, [...may.matchAll(/`([^`]+)`/g)].map((it) => it[1])] as const,
  );
  const source = readFileSync('test/dependencies.test.ts', 'utf8');
  const literal = /const mayImport[^=]*= (\{.*?\n\});/s.exec(source)?.[1] ?? '';
  const rules = [...literal.matchAll(/^ {2}'?([\w.]+)'?: \[(.*?)\]/gms)].map(
    ([, layer = '', may = '']) => [layer, [...may.matchAll(/'([^']+)'/g)].map((it) => it[1])] as const,
  );
  expect(rules.length).toBeGreaterThan(10);
  expect(table).toEqual(rules);
});

it('its scripts exist', () => {
  const { scripts } = JSON.parse(readFileSync('package.json', 'utf8'));
  const named = [...text.matchAll(/npm run ([a-z:]+)|npm (test)/g)].map((it) => it[1] ?? it[2] ?? '');
  expect(named.length).toBeGreaterThan(4);
  for (const name of named) expect(scripts).toHaveProperty([name]);
});

const listUnder = (heading: string): readonly string[] =>
  [...under(text, heading).matchAll(/^\d+\. `([^`]+)`: /gm)].map((it) => it[1] ?? '');

it('every list is carried out below', () => {
  const headings = [...under(text, 'Where to add what').matchAll(/^### (.*)$/gm)].map((it) => it[1]);
  expect(headings).toEqual(Object.keys(additions));
});

const project = (): {
  readonly put: (files: Files) => void;
  readonly types: () => Ran;
  readonly run: () => Ran;
  readonly folder: string;
} => {
  const folder = copied();
  mkdirSync(join(folder, 'stacks'));
  const clean = new Map<string, string | undefined>();
  const read = (path: string): string | undefined => {
    try {
      return readFileSync(join(folder, path), 'utf8');
    } catch {
      return undefined;
    }
  };
  const write = (path: string, content: string | undefined): void => {
    if (content === undefined) rmSync(join(folder, path), { force: true });
    else {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), content);
    }
  };
  return {
    folder,
    /** Exactly these files are added or edited; what was touched before is as it was. */
    put(files) {
      for (const [path, before] of clean) write(path, before);
      for (const [path, change] of Object.entries(files)) {
        if (!clean.has(path)) clean.set(path, read(path));
        const before = clean.get(path);
        const after = typeof change === 'string' ? change : change(before ?? '');
        if (after === before) throw new Error(`the fixture changes nothing in ${path}`);
        write(path, after);
      }
    },
    // What has not changed since the last time is not read again.
    types: () =>
      ran(
        process.execPath,
        ['node_modules/typescript/bin/tsc', '-p', '.', '--incremental', '--tsBuildInfoFile', 'types.json'],
        { cwd: folder },
      ),
    run: () => build(folder),
  };
};

/** One for all: each puts back what another has touched. */
let made: ReturnType<typeof project> | undefined;

describe.each(Object.entries(additions))('%s', (heading, { named, files, stack, holds }) => {
  const listed = listUnder(heading).map((it) => it.replace(/<\w+>/, named));

  it('takes the files that are listed, each of them and no other', () => {
    expect(Object.keys(files)).toEqual(listed);
    made ??= project();
    const { put, types, run, folder } = made;
    writeFileSync(join(folder, 'stacks/site.ts'), stack);
    const works = (): boolean => {
      if (run().code !== 0) return false;
      const rackwright = (...words: readonly string[]): Ran =>
        ran(process.execPath, ['dist/cli.js', ...words], { cwd: folder });
      return holds({ rackwright, folder });
    };
    put(files);
    expect(types()).toMatchObject({ code: 0, out: '' });
    expect(works(), 'with every file').toBe(true);
    // Every one of them would take minutes; `with every file` needs those between as well.
    for (const path of new Set([listed.at(0), listed.at(-1)])) {
      put(Object.fromEntries(Object.entries(files).filter(([name]) => name !== path)));
      expect(types().code === 0 && works(), `without ${path}`).toBe(false);
    }
  });
});
