import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, openSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { cli, inside, type Ran, rackwright, ran, temporary } from './package.ts';
import { project, tree } from './site.ts';

describe('used wrongly', () => {
  it.each([
    [['synth', '--chek'], "Unknown option '--chek'.\n(Did you mean --check?)\nSee `rackwright synth --help`.\n"],
    [['synht'], "Unknown command 'synht'.\n(Did you mean synth?)\nSee `rackwright --help`.\n"],
    [
      ['check', '--format', 'xml'],
      "--format takes one of pretty, json, github, sarif, not 'xml'.\nSee `rackwright check --help`.\n",
    ],
    [['why'], 'It takes a target, and there is none.\nSee `rackwright why --help`.\n'],
    [['init'], 'It takes a dir, and there is none.\nSee `rackwright init --help`.\n'],
    [['init', 'a', 'b'], 'There are more arguments than it takes.\nSee `rackwright init --help`.\n'],
    [
      ['synth'],
      'There is no stack: name one, or put one into stacks/. `rackwright init DIR` makes a project that has one.\n',
    ],
    [
      ['check'],
      'There is no stack: name one, or put one into stacks/. `rackwright init DIR` makes a project that has one.\n',
    ],
    [
      ['why', 'x'],
      'There is no stack: name one, or put one into stacks/. `rackwright init DIR` makes a project that has one.\n',
    ],
  ])('%j exits 64 and says how', (words, said) => {
    const folder = temporary();
    expect(rackwright(folder, ...words)).toEqual({ code: 64, out: '', err: said });
    expect(tree(folder)).toEqual([]);
  });

  it('without a command it shows the help, where help was not asked for', () => {
    const { code, out, err } = rackwright(temporary());
    expect({ code, out }).toEqual({ code: 64, out: '' });
    expect(err).toContain('Usage: rackwright');
  });

  it('stacks/ that has parts of stacks only', () => {
    const folder = temporary();
    mkdirSync(join(folder, 'stacks'));
    writeFileSync(join(folder, 'stacks/plan.ts'), 'export const a = 1;\n');
    const { code, err } = rackwright(folder, 'synth');
    expect(code).toBe(64);
    expect(err).toContain('No file in stacks/ exports a stack (stacks/plan.ts).');
  });
});

describe('a stack that is none', () => {
  it.each([
    ['nothing.ts', undefined, 'error[stack-not-found] there is no stack at ', 'nothing.ts:1:1'],
    ['site.ts', 'export default\n', 'error[stack-does-not-parse] ', 'site.ts:2:1'],
    ['site.ts', "throw new Error('boom');\n", 'error[stack-threw] the stack stops here: boom', 'site.ts:1:7'],
    ['site.ts', 'throw null;\n', 'error[stack-threw] the stack stops here: null', 'site.ts:1:1'],
    [
      'site.ts',
      'export default 5;\n',
      'error[default-export-is-a-stack] the default export is a number',
      'site.ts:1:16',
    ],
    ['site.ts', 'export const a = 1;\n', 'error[no-default-export] this file exports no stack', 'site.ts:1:1'],
    ['site.ts', "import './no.ts';\n", 'error[import-not-found] there is no "./no.ts"', 'site.ts:1:8'],
    ['site.ts', '', 'error[no-default-export] ', 'site.ts:1:1'],
    [
      'ü b.ts',
      "import { stack } from 'rackwright';\nexport default stack('../a', []);\n",
      'error[name-is-a-label] ',
      'ü b.ts:2:22',
    ],
  ])('%s: %j', (name, text, said, position) => {
    const folder = temporary();
    if (text !== undefined) writeFileSync(join(folder, name), text);
    const before = tree(folder);
    const { code, out, err } = rackwright(folder, 'synth', name);
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(err).toContain(said);
    expect(err).toContain(`\n  ${position}`);
    expect(err).toMatch(/\n {2}why {2}\S.*\.\n/s);
    expect(err).toMatch(/\n {2}fix {2}\S/);
    expect(err).not.toMatch(inside);
    expect(tree(folder)).toEqual(before);
  });

  it('a folder', () => {
    const folder = temporary();
    mkdirSync(join(folder, 'racks'));
    const { code, err } = rackwright(folder, 'synth', 'racks');
    expect(code).toBe(1);
    expect(err).toContain(`${join(folder, 'racks')} is a folder, not a stack`);
    expect(err).toContain('fix  Name the files in it that export a stack.');
  });

  it('a link is shown under the name that was given', () => {
    const folder = project();
    writeFileSync(join(folder, 'real.ts'), 'throw 1;\n');
    symlinkSync('real.ts', join(folder, 'link.ts'));
    expect(rackwright(folder, 'check', 'link.ts').err).toContain('  link.ts:1:1');
  });
});

/**
 * Root may read and write everything. Without what lets it, it is stopped as its owner is; another user would not
 * even get as far as a checkout below /root.
 */
const overriding = '-dac_override,-dac_read_search';
const stepDown = process.getuid?.() === 0 ? ['setpriv', '--bounding-set', overriding, '--inh-caps', overriding] : [];
const limited = (cwd: string, ...words: readonly string[]): Ran => {
  const [command = '', ...all] = [...stepDown, process.execPath, cli(), ...words];
  return ran(command, all, { cwd });
};

describe('what the system refuses is said with place, reason and remedy', () => {
  it('a stack that cannot be read', () => {
    const folder = project();
    chmodSync(join(folder, 'stacks/site.ts'), 0o000);
    const { code, err } = limited(folder, 'synth');
    expect(code).toBe(1);
    expect(err).toContain('stacks/site.ts is there and cannot be read');
    expect(err).toContain('fix  Change its owner or its mode.');
  });

  it('a folder of stacks that cannot be read', () => {
    const folder = project();
    chmodSync(join(folder, 'stacks'), 0o000);
    const { code, err } = limited(folder, 'synth');
    chmodSync(join(folder, 'stacks'), 0o755);
    expect(code).toBe(1);
    expect(err).toBe('stacks: you may not read or write it. Change its owner or its mode, or name another folder.\n');
  });

  it('a folder that cannot be written', () => {
    const folder = project();
    for (const it of ['', 'out', 'out/racks', 'out/racks/hosts', 'out/racks/hosts/hv1'])
      chmodSync(join(folder, it), 0o555);
    const before = tree(folder);
    for (const words of [
      ['synth', '--out', 'new'],
      ['init', 'new'],
    ]) {
      const { code, err } = limited(folder, ...words);
      expect(code).toBe(1);
      expect(err).toBe(
        `${folder}/new: you may not read or write it. Change its owner or its mode, or name another folder.\n`,
      );
    }
    chmodSync(join(folder, 'out/racks/hosts/hv1/apply.sh'), 0o555);
    const { code, err } = limited(folder, 'synth');
    expect(code).toBe(1);
    expect(err).toMatch(/^out\/racks\/\S+: you may not read or write it\./);
    expect(tree(folder).length).toBe(before.length);
    for (const it of ['', 'out', 'out/racks', 'out/racks/hosts', 'out/racks/hosts/hv1'])
      chmodSync(join(folder, it), 0o755);
  });

  it('an output that is full', () => {
    const full = openSync('/dev/full', 'w');
    const done = spawnSync(process.execPath, [cli(), 'explain'], {
      cwd: temporary(),
      stdio: ['ignore', full, 'pipe'],
      encoding: 'utf8',
    });
    expect(done.status).toBe(1);
    expect(done.stderr).toMatch(/^What was asked for cannot be written to standard output: ENOSPC/);
  });
});

describe('the terminal', () => {
  const shell = (cwd: string, line: string) =>
    ran('bash', ['-o', 'pipefail', '-c', line.replaceAll('rackwright', `${process.execPath} ${cli()}`)], { cwd });

  it('a reader that stops reading is no failure, and hides none', () => {
    const folder = project();
    for (const line of [
      'rackwright explain | head -1',
      'rackwright why racks/hv1 | head -1',
      'rackwright explain | true',
    ])
      expect(shell(folder, line)).toMatchObject({ code: 0, err: expect.not.stringMatching(/EPIPE|Error/) });
    writeFileSync(join(folder, 'stacks/site.ts'), 'throw 1;\n');
    expect(shell(folder, 'rackwright check --format sarif | true').code).toBe(1);
    expect(shell(folder, 'rackwright check 2>&1 | true').code).toBe(1);
  });

  it('closed outputs', () => {
    expect(shell(project(), 'rackwright synth >&- 2>&-').code).toBe(0);
    expect(shell(project(), 'rackwright explain >&-').code).toBe(0);
  });

  /** `script` makes a terminal of the width that `stty` says. */
  const onTerminal = (cwd: string, columns: number, env = '') =>
    ran('script', ['-qec', `stty cols ${columns}; ${env} ${process.execPath} ${cli()} check`, '/dev/null'], { cwd })
      .out;

  it('is coloured on a terminal, unless it may not be; nothing is wider than it', () => {
    const folder = project();
    writeFileSync(join(folder, 'stacks/site.ts'), `const a = 1; ${'/* x */'.repeat(20)} throw new Error('boom');\n`);
    const introducer = String.fromCharCode(27);
    expect(onTerminal(folder, 80)).toContain(`${introducer}[31merror[stack-threw]`);
    expect(onTerminal(folder, 80, 'NO_COLOR=1')).not.toContain(introducer);
    expect(onTerminal(folder, 80, 'TERM=dumb')).not.toContain(introducer);
    expect(rackwright(folder, 'check').err).not.toContain(introducer);
    const narrow = onTerminal(folder, 40, 'NO_COLOR=1').split(/\r?\n/);
    expect(narrow.slice(2).filter((it) => it.length > 40)).toEqual([]);
    expect(narrow.length).toBeGreaterThan(6);
  });
});
