import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { el6 } from '../../../../dsl/index.ts';
import { filesOf, textOf, variety } from '../sites.ts';
import { run } from './run.ts';

interface Given {
  readonly path: string;
  readonly text: string;
}

const trees: string[] = [];
afterAll(() => {
  for (const it of trees) rmSync(it, { recursive: true });
});

const tree = (files: readonly Given[]): string => {
  const root = mkdtempSync(join(tmpdir(), 'ifcfg-'));
  trees.push(root);
  for (const { path, text } of files) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  return root;
};

/** Errors that augeas found, and the values it read, under `path/key`. The values are as written, quotes included. */
const augeas = (files: readonly Given[]) => {
  const included = files.map(({ path }, index) => `set /augeas/load/Sh/incl[${index + 1}] ${path}`);
  const commands = [
    'set /augeas/load/Sh/lens Shellvars.lns',
    ...included,
    'load',
    'print /augeas//error',
    'print /files',
  ];
  const { stdout, stderr } = run(
    'augeas-tools',
    ['augtool', '--noautoload', '--noload', '-r', tree(files)],
    `${commands.join('\n')}\n`,
  );
  const lines = stdout.split('\n');
  const values = new Map<string, string>();
  for (const line of lines) {
    const [, path = '', value = ''] = /^\/files(\/.+?) = "(.*)"$/.exec(line) ?? [];
    if (path !== '' && !path.includes('#comment')) values.set(path, value.replaceAll(/\\(["\\])/g, '$1'));
  }
  return { errors: [...lines.filter((it) => it.startsWith('/augeas')), ...(stderr === '' ? [] : [stderr])], values };
};

/** The assignments of a file, `KEY` and what stands behind the equals sign. */
const assignments = ({ text }: Given): readonly (readonly [string, string])[] =>
  text
    .split('\n')
    .filter((it) => it !== '' && !it.startsWith('#'))
    .map((it) => [it.slice(0, it.indexOf('=')), it.slice(it.indexOf('=') + 1)]);

/** The value of each key once a shell has read the file, as `ifup` does. */
const sourced = ({ path, text }: Given, keys: readonly string[]): ReadonlyMap<string, string> => {
  const root = tree([{ path, text }]);
  const program = `cd "$1" || exit; shift; set -e; . ".$1"; shift; for key; do printf '%s=%s\\0' "$key" "\${!key-(unset)}"; done`;
  const ran = run('bash', ['env', '-i', '/bin/bash', '--norc', '-c', program, 'bash', root, path, ...keys]);
  if (ran.status !== 0 || ran.stderr !== '') throw new Error(`${path}: ${ran.stderr}`);
  return new Map(
    ran.stdout
      .split('\0')
      .filter((it) => it !== '')
      .map((it) => [it.slice(0, it.indexOf('=')), it.slice(it.indexOf('=') + 1)]),
  );
};

/** What the network service learns of a file without reading it as a whole: it evaluates the lines in which it finds a key. */
const classified = ({ path, text }: Given): string => {
  const root = tree([{ path, text }]);
  const program = `cd "$1" || exit; for key in DEVICE TYPE SLAVE; do eval $(LANG=C grep -F "$key=" ".$2"); done; echo "$DEVICE|$TYPE|$SLAVE"`;
  const ran = run('bash', [
    'env',
    '-i',
    'PATH=/usr/bin:/bin',
    '/bin/bash',
    '--norc',
    '-c',
    program,
    'bash',
    root,
    path,
  ]);
  return `${ran.stdout.trim()}${ran.stderr}`;
};

const given: readonly (readonly [string, readonly Given[]])[] = variety(el6).map((host) => [
  host.name,
  filesOf(host)
    .filter(({ path }) => /^\/etc\/sysconfig\/(network$|network-scripts\/ifcfg-)/.test(path))
    .map((file) => ({ path: file.path, text: textOf(file) })),
]);

/** What a value means, worked out here by hand: only double quotes are ever written. */
const meaning = (value: string): string =>
  value.startsWith('"') ? value.slice(1, -1).replaceAll(/\\(.)/g, '$1') : value;

describe('ifcfg files before augeas and bash', () => {
  it.each(given)('%s: the Shellvars lens reads every file, and every value back', (_, files) => {
    const { errors, values } = augeas(files);
    expect(errors).toEqual([]);
    expect(files.length).toBeGreaterThan(3);
    const expected = files.flatMap((file) => assignments(file).map(([key, value]) => [`${file.path}/${key}`, value]));
    expect(Object.fromEntries(values)).toEqual(Object.fromEntries(expected));
  });

  it.each(given)('%s: bash sources every file, and has every value', (_, files) => {
    for (const file of files) {
      const wanted = assignments(file).map(([key, value]): [string, string] => [key, meaning(value)]);
      expect(
        [
          ...sourced(
            file,
            wanted.map(([key]) => key),
          ),
        ],
        file.path,
      ).toEqual(wanted);
    }
  });

  it.each(given)('%s: the network service sees of each file what it is', (_, files) => {
    for (const file of files.filter(({ path }) => path.includes('ifcfg-'))) {
      const value = (key: string) => assignments(file).find(([it]) => it === key)?.[1] ?? '';
      expect(classified(file), file.path).toBe(`${value('DEVICE')}|${value('TYPE')}|${value('SLAVE')}`);
    }
  });

  describe('refuses', () => {
    const path = '/etc/sysconfig/network-scripts/ifcfg-eth0';

    it.each([
      ['blanks around the equals sign', 'DEVICE = eth0\n'],
      ['a quote that does not end', 'DEVICE=eth0\nBONDING_OPTS="mode=4\n'],
      ['a value of two words', 'DEVICE=eth0\nBONDING_OPTS=mode=4 miimon=100\n'],
    ])('%s', (_, text) => {
      const { errors, values } = augeas([{ path, text }]);
      const readBack = [...values.keys()].length === assignments({ path, text }).length;
      expect(errors.length > 0 || !readBack).toBe(true);
      expect(() => {
        const keys = assignments({ path, text });
        const got = sourced(
          { path, text },
          keys.map(([key]) => key.trim()),
        );
        for (const [key, value] of keys) if (got.get(key.trim()) !== meaning(value)) throw new Error(key);
      }).toThrow();
    });

    it('a comment with a key of the service', () => {
      expect(classified({ path, text: '# DEVICE=eth9 before\nDEVICE=eth0\n' })).not.toBe('eth0||');
    });
  });
});
