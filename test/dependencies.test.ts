import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';

/** A folder may import those named after it, itself, and nothing else. An arrow may skip to the right, never go back. */
const mayImport: Readonly<Record<string, readonly string[]>> = {
  text: [],
  language: ['text'],
  diagnostics: ['language', 'text'],
  platforms: ['language', 'text'],
  model: ['platforms', 'language', 'text'],
  checks: ['model', 'platforms', 'diagnostics', 'language', 'text'],
  emit: ['model', 'platforms', 'language', 'text'],
  source: ['diagnostics', 'language', 'text'],
  output: ['emit', 'text'],
  'index.ts': ['language'],
  'judge.ts': ['checks', 'model', 'diagnostics', 'language'],
  'compile.ts': ['judge.ts', 'emit', 'diagnostics', 'language'],
  cli: [
    'compile.ts',
    'judge.ts',
    'index.ts',
    'output',
    'source',
    'emit',
    'checks',
    'model',
    'diagnostics',
    'language',
    'text',
  ],
  'cli.ts': ['cli', 'source'],
};

/** Who may use what is not ours: the printer of prose, the reader of TypeScript, the disk. */
const mayUse: Readonly<Record<string, readonly string[]>> = {
  handlebars: ['emit', 'cli'],
  'ts-morph': ['source'],
  esbuild: ['source'],
  commander: ['cli.ts'],
  picocolors: ['cli'],
  zod: ['language', 'checks', 'emit', 'cli'],
  'ipaddr.js': ['language', 'text'],
  uuid: ['emit'],
  'damerau-levenshtein': ['diagnostics'],
  'node:crypto': ['emit'],
  'node:fs': ['source', 'output', 'cli'],
  'node:path': ['source', 'output', 'cli', 'diagnostics'],
};
const anywhereIn: Readonly<Record<string, RegExp>> = { source: /^node:/, cli: /^node:/, 'cli.ts': /^node:v8$/ };

const root = resolve('dsl');
const files = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter(
  (it) => it.endsWith('.ts') && !it.endsWith('.d.ts'),
);

interface Import {
  readonly file: string;
  readonly from: string;
  readonly to: string;
}

const layer = (path: string): string => path.split('/')[0] ?? '';

/** Resolved by hand: a program of the whole project costs two seconds, this costs none. */
const importsIn = (file: string, text: string): Import[] =>
  [
    ...text.matchAll(/(?:^|\s)(?:import|export)\s[^'"`;]*?from\s+'([^']+)'|import\('([^']+)'\)|^import\s+'([^']+)'/gm),
  ].flatMap((match) => {
    const to = match[1] ?? match[2] ?? match[3] ?? '';
    return { file, from: layer(file), to: to.startsWith('.') ? relative(root, resolve(root, dirname(file), to)) : to };
  });

const isOurs = (to: string): boolean => /\.(ts|sh|hbs)$/.test(to) && !to.startsWith('ipaddr');

const wrong = ({ from, to }: Import): boolean => {
  if (isOurs(to)) return layer(to) !== from && !(mayImport[from] ?? []).includes(layer(to));
  return !(mayUse[to] ?? []).includes(from) && !anywhereIn[from]?.test(to);
};

describe('imports run one way', () => {
  it('in every file', () => {
    const imports = files.flatMap((file) => importsIn(file, readFileSync(join(root, file), 'utf8')));
    expect(imports.length).toBeGreaterThan(100);
    expect(imports.filter(wrong).map(({ file, to }) => `${file} → ${to}`)).toEqual([]);
  });

  it('and an arrow that goes back is seen', () => {
    expect(importsIn('model/x.ts', "import { a } from '../emit/step.ts';").filter(wrong)).toHaveLength(1);
    expect(importsIn('checks/x.ts', "import { b } from '../model/model.ts';").filter(wrong)).toHaveLength(0);
    expect(importsIn('emit/x.ts', "import { readFileSync } from 'node:fs';").filter(wrong)).toHaveLength(1);
    expect(importsIn('language/x.ts', "const it = await import('ts-morph');").filter(wrong)).toHaveLength(1);
  });

  it('and every folder has its row', () => {
    expect([...new Set(files.map(layer))].sort()).toEqual(Object.keys(mayImport).sort());
  });
});
