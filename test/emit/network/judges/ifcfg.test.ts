import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { el5, el6, el7, el8 } from '../../../../dsl/index.ts';
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

const given: readonly (readonly [string, readonly Given[]])[] = [el5, el6, el7, el8].flatMap((platform) =>
  variety(platform).map((host): [string, readonly Given[]] => [
    `${platform.id} ${host.name}`,
    filesOf(host)
      .filter(({ path }) => /^\/etc\/sysconfig\/(network$|network-scripts\/ifcfg-)/.test(path))
      .map((file) => ({ path: file.path, text: textOf(file) })),
  ]),
);
const managed = given.filter(([name]) => /^el[78] /.test(name));

/**
 * What NetworkManager makes of a file (nms-ifcfg-rh-reader.c): TYPE decides, in
 * letters of either case, and only where there is none the other keys do.
 */
const typeForManager = (keys: ReadonlyMap<string, string>): string => {
  const type = keys.get('TYPE')?.toLowerCase();
  if (type !== undefined) return type;
  if (keys.get('BONDING_MASTER') === 'yes') return 'bond';
  return keys.get('VLAN') === 'yes' ? 'vlan' : 'ethernet';
};

/** What the scripts of el7's and el8's network service make of it (ifup, ifup-eth): VLAN=yes, then TYPE=Bridge as it is spelt, then BONDING_OPTS. */
const typeForScripts = (keys: ReadonlyMap<string, string>): string => {
  if (keys.get('VLAN') === 'yes' && /^[^.]+\.\d{1,4}$/.test(keys.get('DEVICE') ?? '')) return 'vlan';
  if (keys.get('TYPE') === 'Bridge') return 'bridge';
  return keys.has('BONDING_OPTS') ? 'bond' : 'ethernet';
};

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

  it.each(managed)('%s: NetworkManager and the network service make the same of each file', (_, files) => {
    const seen = new Set<string>();
    for (const file of files.filter(({ path }) => path.includes('ifcfg-'))) {
      const keys = new Map(assignments(file));
      expect(typeForManager(keys), file.path).toBe(typeForScripts(keys));
      seen.add(typeForManager(keys));
      if (typeForManager(keys) === 'vlan')
        expect(`${keys.get('PHYSDEV')}.${keys.get('VLAN_ID')}`).toBe(keys.get('DEVICE'));
      // Either reader's own idea of what is not said would be another one.
      if (typeForManager(keys) === 'bridge') expect(keys.get('STP')).toMatch(/^(on|off)$/);
      expect(keys.has('DELAY'), file.path).toBe(keys.get('STP') === 'on');
    }
    expect(seen.size).toBeGreaterThan(1);
  });

  it.each(managed)('%s: every file is left to the same manager', (_, files) => {
    for (const file of files) expect(assignments(file).map(([key]) => key)).not.toContain('NM_CONTROLLED');
  });

  it('a VLAN whose type is Ethernet is one for the scripts alone', () => {
    const keys = new Map([
      ['DEVICE', 'bond0.2'],
      ['VLAN', 'yes'],
      ['TYPE', 'Ethernet'],
    ]);
    expect([typeForManager(keys), typeForScripts(keys)]).toEqual(['ethernet', 'vlan']);
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
