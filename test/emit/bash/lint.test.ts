import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { verbsFor } from '../../../dsl/emit/bash/verbs.ts';
import { debian12 } from '../../../dsl/platforms/debian12.ts';
import { el6 } from '../../../dsl/platforms/el6.ts';
import { el9 } from '../../../dsl/platforms/el9.ts';
import { device, everyKind, file, plan, script } from './plans.ts';
import { lint } from './shellcheck.ts';

const verbsText = readFileSync(new URL('../../../dsl/emit/bash/verbs.sh', import.meta.url), 'utf8');
const nics = [{ device: 'eth0', mac: '00:1e:c9:00:01:00', from: [] }];

/** One step of each kind. */
const oneOfEach = [...new Map(everyKind.flatMap(({ steps }) => steps).map((step) => [step.kind, step])).values()];

/** Scripts of every shape: all verbs on each family of platforms, and each verb alone, so that what it carries is neither too much nor too little. */
const shapes: Readonly<Record<string, string>> = Object.fromEntries([
  ...[el6, el9, debian12].map((platform) => [platform.id, script(plan(everyKind, { platform, nics }))] as const),
  ...oneOfEach.map((step) => [`only ${step.kind}`, script(plan([{ name: 'one', steps: [step] }]))] as const),
  [
    'no step in a section',
    script(
      plan([
        { name: 'none', steps: [] },
        { name: 'one', steps: [file('/etc/hostname', 'x\n')] },
      ]),
    ),
  ],
  [
    'odd names',
    script(
      plan([
        { name: 'a b', steps: [file('/a', '')] },
        { name: 'a_b', steps: [device('nic', 'eth0')] },
      ]),
    ),
  ],
]);

describe('ShellCheck', () => {
  it('has nothing to say about verbs.sh, and is told to hold its tongue nowhere', async () => {
    expect(await lint(verbsText)).toBe('');
    expect(verbsText).not.toMatch(/shellcheck\s+disable/);
  });
  it('does see what is wrong', async () => {
    expect(await lint('#!/bin/bash\nrm $1\n')).toContain('SC2086');
  });
  it('has nothing to say in its newest release either, which is the one of npm', async () => {
    expect(await lint('#!/bin/bash\nrm $1\n', 'wasm')).toContain('SC2086');
    expect(await lint(shapes.debian12 ?? '', 'wasm')).toBe('');
  });
  for (const [name, text] of Object.entries(shapes)) {
    it(`has nothing to say about a script: ${name}`, async () => {
      expect(await lint(text)).toBe('');
    });
  }
});

/** What bash 3.2 does not have, or has with another meaning. */
const tooNew: Readonly<Record<string, RegExp>> = {
  'declare -A, -g, -n': /\b(declare|typeset|local|readonly)\s+-\w*[Agn]/,
  'case of a variable': /\$\{[^}]*(,,|\^\^|@[QEPAa])/,
  'mapfile, readarray, coproc': /\b(mapfile|readarray|coproc)\b/,
  '&>> and |&': /&>>|\|&/,
  'case fall-through': /;;?&/,
  '-v in a test': /\[\[? -v\b/,
  'a negative index': /\$\{\w+\[-\d/,
  'wait -n': /\bwait -n/,
  'time of printf': /%\([^)]*\)T/,
  'a file descriptor in a variable': /\{\w+\}[<>]/,
  'read -N': /\bread\s+(-\w+\s+)*-\w*N/,
  BASHPID: /\bBASHPID\b|EPOCHSECONDS|\bSRANDOM\b/,
  globstar: /globstar|lastpipe|inherit_errexit/,
  'unicode escapes': /\$'[^']*\\[uU]/,
  'printf -v into an array': /printf -v \w+\[/,
  'process substitution': /[<>]\(/,
  eval: /\beval\b/,
};
const code = verbsText.replace(/^\s*#.*$/gm, '');

describe('bash 3.2', () => {
  for (const [name, pattern] of Object.entries(tooNew)) {
    it(`verbs.sh does without ${name}`, () => expect(pattern.exec(code)?.[0]).toBeUndefined());
  }
  it('the list does see them', () => {
    const newer = `declare -A a; \${x,,}; mapfile a; x |& y; ;& [[ -v x; \${a[-1]} wait -n; %(%s)T {fd}>x; read -r -N 1; $BASHPID globstar $'\\u41' printf -v a[0] <(x) eval x`;
    expect(Object.entries(tooNew).filter(([, pattern]) => !pattern.test(newer))).toEqual([]);
  });
});

describe('a script carries what it uses', () => {
  it('and nothing else', () => {
    expect(shapes['only file']).not.toMatch(
      /^(device|packages|service_is|sysctl_value|command_unless|authorized_key)\(\)/m,
    );
    expect(() => verbsFor(new Set(['frobnicate']))).toThrow('verbs.sh has no function frobnicate');
  });

  it('in the order of verbs.sh, each with its comment', () => {
    const lines = verbsFor(new Set(['file', 'among']));
    const at = (line: string) => lines.indexOf(line);
    expect(at('file() {')).toBeGreaterThan(at('among() {'));
    expect(lines[at('among() {') - 1]).toBe('# among WORD WORD…: whether the first is one of the others.');
  });

  /** bash itself says which words of a function are commands: each must be a function, a builtin or a program. */
  it('so that no command is unknown', () => {
    const folder = mkdtempSync(join(tmpdir(), 'rackwright-test-'));
    const path = join(folder, 'apply.sh');
    const builtins = new Set(spawnSync('bash', ['-c', 'compgen -bk'], { encoding: 'utf8' }).stdout.split('\n'));
    for (const [name, text] of Object.entries(shapes)) {
      writeFileSync(path, text);
      expect(spawnSync('bash', ['-n', path], { encoding: 'utf8' }), name).toMatchObject({ status: 0, stderr: '' });
      const functions = new Set([...text.matchAll(/^(\w+)\(\) \{$/gm)].map((it) => it[1]));
      const own = new Set([...verbsText.matchAll(/^(\w+)\(\) \{$/gm)].map((it) => it[1]));
      const outside = text.replace(/'[^']*'|"(?:[^"\\$]|\\.|\$(?!\())*"|^\s*#.*/gm, ' ');
      const called = [
        ...outside.matchAll(/(?:^\s*|[;|&!({]\s+|\$\(|\bthen |\belse |\bdo |\bif |\bwhile )(\w+)(?=\s|$|\))/gm),
      ].map((it) => it[1] ?? '');
      const missing = called.filter((word) => own.has(word) && !functions.has(word) && !builtins.has(word));
      expect(missing, name).toEqual([]);
    }
    rmSync(folder, { recursive: true });
  });
});
