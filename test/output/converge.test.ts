import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Artifact } from '../../dsl/emit/step.ts';
import { converge } from '../../dsl/output/tree.ts';

let out = '';
beforeEach(() => {
  out = mkdtempSync(join(tmpdir(), 'rackwright-output-'));
});
afterEach(() => rmSync(out, { recursive: true }));

const artifact = (path: string, ...texts: readonly string[]): Artifact => ({
  path,
  mode: path.endsWith('.sh') ? 0o755 : 0o644,
  lines: texts.map((text) => ({ text, from: [] })),
});
const script = artifact('hosts/hv1/apply.sh', '#!/bin/bash', 'true', 'exit');
const page = artifact('README.md', '# a site');
const all = [script, page];

const run = (artifacts: readonly Artifact[], write = true) => [...converge(out, 'dc1', artifacts, write)];
const at = (path: string): string => join(out, 'dc1', path);

describe('the folder of a site', () => {
  it('is written, executable where it must be, and then left alone', () => {
    expect(run(all)).toEqual([
      { path: 'dc1/hosts/hv1/apply.sh', change: 'new' },
      { path: 'dc1/README.md', change: 'new' },
    ]);
    expect(readFileSync(at('hosts/hv1/apply.sh'), 'utf8')).toBe('#!/bin/bash\ntrue\nexit\n');
    expect(statSync(at('hosts/hv1/apply.sh')).mode & 0o100).toBe(0o100);
    expect(statSync(at('README.md')).mode & 0o100).toBe(0);
    utimesSync(at('README.md'), 1, 1);
    expect(run(all)).toEqual([]);
    expect(statSync(at('README.md')).mtimeMs).toBe(1000);
  });

  it.each([
    ['a changed line', '#!/bin/bash\nfalse\nexit\n', 2],
    ['a line less', '#!/bin/bash\ntrue\n', 3],
    ['a line more', '#!/bin/bash\ntrue\nexit\nmore\n', 4],
    ['nothing left', '', 1],
  ])('has its first difference named: %s', (_, text, line) => {
    run(all);
    writeFileSync(at('hosts/hv1/apply.sh'), text);
    const difference = { path: 'dc1/hosts/hv1/apply.sh', change: 'changed', line };
    expect(run(all, false)).toEqual([difference]);
    expect(readFileSync(at('hosts/hv1/apply.sh'), 'utf8')).toBe(text);
    expect(run(all)).toEqual([difference]);
    expect(run(all, false)).toEqual([]);
  });

  it('has differences found behind the first megabyte', () => {
    const texts = Array.from({ length: 60_000 }, (_, index) => `line ${index} – of a long document`);
    const long = artifact('site.json', ...texts);
    run([long]);
    writeFileSync(at('site.json'), `${texts.with(50_000, 'something else').join('\n')}\n`);
    const difference = { path: 'dc1/site.json', change: 'changed', line: 50_001 };
    expect(run([long], false)).toEqual([difference]);
    expect(run([long])).toEqual([difference]);
    expect(readFileSync(at('site.json'), 'utf8')).toBe(`${texts.join('\n')}\n`);
  });

  it('has a long text that many files share in each of them, and differences before and behind it found', () => {
    const verbs = {
      text: Array.from({ length: 2000 }, (_, index) => `verb ${index} – of all hosts`).join('\n'),
      from: [],
    };
    const script = (host: string): Artifact => {
      const [before, after] = [`# ${host}`, 'exit'].map((text) => ({ text, from: [] }));
      return { path: `hosts/${host}/apply.sh`, mode: 0o755, lines: [before, verbs, after].flatMap((it) => it ?? []) };
    };
    const scripts = [script('hv1'), script('hv2')];
    run(scripts);
    for (const host of ['hv1', 'hv2'])
      expect(readFileSync(at(`hosts/${host}/apply.sh`), 'utf8')).toBe(`# ${host}\n${verbs.text}\nexit\n`);
    expect(run(scripts)).toEqual([]);
    for (const [number, line] of [
      [0, '# hv3'],
      [1000, 'verb of this host'],
      [2001, 'return'],
    ] as const) {
      const texts = ['# hv2', ...verbs.text.split('\n'), 'exit'].with(number, line);
      writeFileSync(at('hosts/hv2/apply.sh'), `${texts.join('\n')}\n`);
      expect(run(scripts)).toEqual([{ path: 'dc1/hosts/hv2/apply.sh', change: 'changed', line: number + 1 }]);
      expect(run(scripts, false)).toEqual([]);
    }
  });

  it('gets its modes back', () => {
    run(all);
    chmodSync(at('hosts/hv1/apply.sh'), 0o644);
    expect(run(all)).toEqual([{ path: 'dc1/hosts/hv1/apply.sh', change: 'mode' }]);
    expect(run(all)).toEqual([]);
  });

  it('loses what is stale and ours, with the folder that is empty then, and nothing else', () => {
    run([...all, artifact('hosts/hv2/apply.sh', 'true')]);
    writeFileSync(at('notes.txt'), 'mine');
    const stale = [{ path: 'dc1/hosts/hv2/apply.sh', change: 'stale' }];
    expect(run(all, false)).toEqual(stale);
    expect(run(all)).toEqual(stale);
    expect(() => statSync(at('hosts/hv2'))).toThrow('ENOENT');
    expect(readFileSync(at('notes.txt'), 'utf8')).toBe('mine');
  });

  it('follows no link, neither for a file nor for a folder', () => {
    const mine = join(out, 'mine');
    mkdirSync(mine);
    mkdirSync(join(out, 'dc1'));
    writeFileSync(join(mine, 'site.json'), 'mine');
    symlinkSync(mine, at('hosts'));
    expect(() => run(all)).toThrow('a link, or a file, is in the place of a folder: hosts');
    rmSync(at('hosts'));
    symlinkSync(join(mine, 'site.json'), at('site.json'));
    expect(() => run([artifact('site.json', '{}')])).toThrow('ELOOP');
    expect(() => run([artifact('site.json', '{}')], false)).toThrow('ELOOP');
    expect(readdirSync(mine)).toEqual(['site.json']);
    expect(readFileSync(join(mine, 'site.json'), 'utf8')).toBe('mine');
  });

  it('is only looked at without leave to write', () => {
    expect(run(all, false).map(({ change }) => change)).toEqual(['new', 'new']);
    expect(() => statSync(at('.'))).toThrow('ENOENT');
  });
});
