import { cpSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import * as rackwright from '../../dsl/index.ts';
import type { Stack } from '../../dsl/language/stack.ts';
import { load } from '../../dsl/source/load.ts';
import { temporaryFolder } from '../emit/bash/throw-away-root.ts';
import { builtCli } from './built.ts';
import { textsOf } from './compile.ts';
import { isConstruct, isObject, rebuild } from './rebuild.ts';
import { sites } from './sites.ts';

type Texts = Readonly<Record<string, string>>;

/** What a stack file compiles to. */
const compiledFile = async (file: string): Promise<Texts> => {
  const loaded = await load(file, { rackwright });
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.findings, undefined, 2));
  return textsOf(loaded.value as Stack);
};

/** The stack files, each in a folder with all that it imports. */
const files = ['stacks', 'test/stacks'].flatMap((folder) =>
  readdirSync(folder)
    .filter((it) => /^(reference|dc2|el\d+|debian\d+)\.ts$/.test(it))
    .map((it) => [folder, it] as const),
);

/** A copy of a stack file, changed, beside copies of its neighbours. */
const withText = (folder: string, file: string, change: (text: string) => string): string => {
  const copy = temporaryFolder();
  cpSync(folder, copy, { recursive: true });
  const path = join(copy, file);
  writeFileSync(path, change(readFileSync(path, 'utf8')));
  return path;
};

describe('no byte changes with', () => {
  it.each(files)('a blank line, a comment or a carriage return: %s/%s', async (folder, file) => {
    const before = await compiledFile(join(folder, file));
    for (const change of [
      (text: string) => `\n${text}`,
      (text: string) => `// a remark\n/* and\n * another */\n${text}`,
      (text: string) => text.replaceAll('\n', '\r\n'),
    ]) {
      expect(await compiledFile(withText(folder, file, change))).toEqual(before);
    }
    expect(Object.keys(before).length).toBeGreaterThan(5);
  });

  /** Commands stay in order: one may need what another did. */
  const reversed = (value: unknown, key = ''): unknown => {
    if (Array.isArray(value)) return value.map((it) => reversed(it));
    if (!isObject(value) || 'kind' in value || isConstruct(value)) return value;
    const entries = Object.entries(value).map(([name, inner]): [string, unknown] => [name, reversed(inner, name)]);
    return Object.fromEntries(key === 'commands' ? entries : entries.reverse());
  };

  it.each(sites.map((site) => [site.name, site] as const))('the order of constructs and of keys: %s', (_, site) => {
    const before = textsOf(site);
    const list = (it: Stack['constructs']): Stack['constructs'] => [...it].reverse();
    expect(textsOf(rebuild(site, {}).stack)).toEqual(before);
    expect(textsOf(rebuild(site, { list }).stack)).toEqual(before);
    expect(textsOf(rebuild(site, { list, spec: (_of, spec) => reversed(spec) }).stack)).toEqual(before);
  });

  it('the zone, the language, the folder, a link in the path', () => {
    const cli = builtCli();
    const folder = temporaryFolder();
    cpSync('stacks', join(folder, 'project/stacks'), { recursive: true });
    symlinkSync(join(folder, 'project'), join(folder, 'link'));
    mkdirSync(join(folder, 'elsewhere'));
    const ways = [
      { cwd: join(folder, 'project'), env: { TZ: 'UTC', LANG: 'C', LC_ALL: 'C' }, stacks: [] },
      {
        cwd: join(folder, 'link'),
        env: { TZ: 'Pacific/Chatham', LANG: 'tr_TR.UTF-8', LC_ALL: 'tr_TR.UTF-8' },
        stacks: [],
      },
      {
        cwd: join(folder, 'elsewhere'),
        env: { TZ: 'America/St_Johns', LANG: 'sv_SE.UTF-8', LC_ALL: '' },
        stacks: readdirSync('stacks').map((it, index) =>
          index % 2 === 0 ? `../link/stacks/${it}` : join(folder, 'project/stacks', it),
        ),
      },
    ];
    const outcomes = ways.map(({ cwd, env, stacks }, index) => {
      const out = join(folder, `out${index}`);
      expect(cli.run(['synth', ...stacks, '--out', out], { cwd, env })).toMatchObject({ status: 0, out: '' });
      const paths = readdirSync(out, { recursive: true, withFileTypes: true }).filter((it) => it.isFile());
      return Object.fromEntries(
        paths
          .map((it) => join(it.parentPath, it.name))
          .sort()
          .map((it) => [it.slice(out.length), readFileSync(it, 'utf8')]),
      );
    });
    expect(Object.keys(outcomes[0] ?? {}).length).toBeGreaterThan(15);
    for (const it of outcomes) expect(it).toEqual(outcomes[0]);
  });
});

/** The interfaces, VLANs and other paragraphs of a switch's configuration, by their first line. */
const stanzas = (text: string): ReadonlyMap<string, string> =>
  new Map(text.split('\n!\n').map((it) => [it.split('\n')[0] ?? '', it]));

describe('another host', () => {
  it('changes only what mentions it, and no channel of a neighbour', async () => {
    const before = await compiledFile('stacks/dc2.ts');
    const after = await compiledFile(
      withText('stacks', 'dc2.ts', (text) =>
        text.replace("[backup('bk1', 6)", "[backup('bk0', 8 as Slot), backup('bk1', 6)"),
      ),
    );
    const changed = Object.keys(after).filter((path) => after[path] !== before[path]);
    expect(Object.keys(before).filter((path) => !(path in after))).toEqual([]);
    expect(changed.sort()).toEqual(
      [
        ...['README.md', 'hosts/bk0/apply.sh', 'hosts/bk0/preseed.cfg', 'site.json'],
        ...['netboot/dnsmasq.conf', 'netboot/grub/grub.cfg', 'netboot/ipxe/bk0.ipxe'],
        ...['switches/core/config.ios', 'switches/core/confirm.ios'],
      ].sort(),
    );
    // Of the two that all hosts share, what was there is there still.
    for (const path of ['netboot/dnsmasq.conf', 'netboot/grub/grub.cfg']) {
      const lines = new Set(after[path]?.split('\n'));
      expect(before[path]?.split('\n').filter((it) => !lines.has(it))).toEqual([]);
    }

    const [old, now] = [before, after].map((it) => stanzas(it['switches/core/config.ios'] ?? ''));
    for (const [head, text] of old ?? []) expect(now?.get(head)).toBe(text);
    expect([...(now?.keys() ?? [])].filter((it) => !old?.has(it))).toEqual([
      'interface Port-channel8',
      'interface GigabitEthernet1/0/8',
      'interface GigabitEthernet2/0/8',
    ]);

    const confirm = new Set(after['switches/core/confirm.ios']?.split('\n'));
    expect(before['switches/core/confirm.ios']?.split('\n').filter((it) => !confirm.has(it))).toEqual([]);

    type Named = Readonly<Record<string, unknown>>;
    interface Site {
      readonly hosts: readonly Named[];
      readonly switches: readonly { readonly ports: readonly Named[]; readonly channels: readonly Named[] }[];
    }
    const [was, is] = [before, after].map((it) => JSON.parse(it['site.json'] ?? '') as Site);
    expect(is?.hosts).toEqual(expect.arrayContaining([...(was?.hosts ?? [])]));
    for (const key of ['ports', 'channels'] as const)
      expect(is?.switches[0]?.[key]).toEqual(expect.arrayContaining([...(was?.switches[0]?.[key] ?? [])]));
  });
});

describe('an artifact has no', () => {
  const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };
  const forbidden: Readonly<Record<string, RegExp | string>> = {
    'path of this machine': new RegExp(
      [resolve('.'), homedir(), tmpdir()].filter((it) => it !== '/root' && it !== '/tmp').join('|'),
    ),
    'file of the stack': /\b[\w-]+\.ts\b|stacks\//,
    date: /\b20\d\d-\d\d-\d\d\b|\b(Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d|T\d\d:\d\d:\d\d/,
    'version of ours or of Node': new RegExp(
      `\\b(${[version, process.version.slice(1)].join('|').replaceAll('.', '\\.')})\\b`,
    ),
  };
  it.each(Object.entries(forbidden))('%s', (_, pattern) => {
    for (const site of sites) {
      for (const [path, text] of Object.entries(textsOf(site)))
        for (const line of text.split('\n'))
          if (line.search(pattern) >= 0) expect(`${site.name}/${path}: ${line}`).toBe('');
    }
  });
});
