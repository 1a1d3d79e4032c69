import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { texts, verbsFor } from '../../../dsl/emit/bash/verbs.ts';
import { debian12 } from '../../../dsl/platforms/debian12.ts';
import { el6 } from '../../../dsl/platforms/el6.ts';
import { el9 } from '../../../dsl/platforms/el9.ts';
import { fewer } from '../../fewer.ts';
import { calledWords } from './called.ts';
import { device, everyKind, file, plan, script } from './plans.ts';
import { lint, lintedAlone } from './shellcheck.ts';
import { oneOfEachSet } from './without-verbs.ts';

/** As one text, in their order: a function of one file calls those of the others. */
const verbsText = `#!/bin/bash\n${texts.map((text) => text.replace(/^#!.*\n/, '')).join('\n')}`;
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
  it('has nothing to say about the verbs, and is told to hold its tongue nowhere', async () => {
    expect(await lint(verbsText)).toBe('');
    expect(verbsText).not.toMatch(/shellcheck\s+disable/);
  });
  it('is shown each of their files', () => {
    expect(texts).toHaveLength(readdirSync(new URL('../../../dsl/emit/bash/verbs/', import.meta.url)).length);
  });
  it('does see what is wrong', async () => {
    expect(await lint('#!/bin/bash\nrm $1\n')).toContain('SC2086');
  });
  it('has nothing to say in its newest release either, which is the one of npm', async () => {
    expect(await lint('#!/bin/bash\nrm $1\n', 'wasm')).toContain('SC2086');
    expect(await lint(shapes[fewer ? 'only file' : 'debian12'] ?? '', 'wasm')).toBe('');
  });
  // A verb alone is part of all of them, and all of them are read above: what is left out is that it needs no other.
  it.each(
    oneOfEachSet(Object.entries(shapes).filter(([name]) => !fewer || !/^(only .*|el6|el9|debian12)$/.test(name))),
  )('has nothing to say about a script: %s', async (_, text) => {
    expect(await lint(text)).toBe('');
  });
  it.each(Object.entries(shapes))('has nothing to say about what a script says of its machine: %s', async (_, text) => {
    expect(await lintedAlone(text)).toBe('');
  });
});

/** What a machine brings: the small tools that are everywhere, and those of its family, which the preflight looks for. */
const programs = [
  ...['bash', 'chcon', 'chmod', 'chown', 'cp', 'date', 'diff', 'du', 'flock', 'mkdir', 'mktemp', 'mv', 'rm', 'sleep'],
  ...['ln', 'ping', 'readlink', 'setsid', 'stat', 'sync'],
  ...['matchpathcon', 'restorecon', 'selinuxenabled'],
  ...['apt-get', 'dpkg-query', 'rpm'],
  ...['chkconfig', 'service', 'systemctl', 'systemd-run'],
  ...['ip', 'brctl', 'ifdown', 'ifquery', 'ifup', 'nmcli'],
];
/** The package manager and a file's judge are named by the platform, the sum by what there is; `outside` is given its command. */
const workedOut = ['"$manager"', '"$@"', `"\${call[@]}"`, `"\${summer}sum"`, '"$summer"', '"$before_change"'];

describe('a script carries what it uses', () => {
  it('and nothing else', () => {
    expect(shapes['only file']).not.toMatch(
      /^(device|packages|service_is|sysctl_value|command_unless|authorized_key)\(\)/m,
    );
    expect(() => verbsFor(new Set(['frobnicate']))).toThrow('verbs/ has no function frobnicate');
  });

  it('in the order of the files, each with its comment', () => {
    const lines = verbsFor(new Set(['file', 'among'])).flatMap((it) => it.lines);
    const at = (line: string) => lines.indexOf(line);
    expect(at('file() {')).toBeGreaterThan(at('among() {'));
    expect(lines[at('among() {') - 1]).toBe('# among WORD WORD…: whether the first is one of the others.');
  });

  const builtins = spawnSync('bash', ['-c', 'compgen -bk'], { encoding: 'utf8' }).stdout.split('\n');
  const functionsOf = (text: string): readonly string[] =>
    [...text.matchAll(/^(\w+)\(\) \{$/gm)].map((it) => it[1] ?? '');

  for (const [name, text] of Object.entries(shapes)) {
    it(`so that no command is unknown, and no function is for nothing: ${name}`, () => {
      const called = new Set(calledWords(text));
      const functions = functionsOf(text);
      const known = new Set([...builtins, ...functions, ...programs, ...workedOut]);
      expect([...called].filter((word) => !known.has(word))).toEqual([]);
      expect(functions.filter((it) => !called.has(it))).toEqual([]);
    });
  }

  it('and the list of programs is no longer than what is called', () => {
    const called = new Set(calledWords(verbsText));
    expect([...programs, ...workedOut].filter((it) => !called.has(it))).toEqual([]);
    expect(programs.filter((it) => functionsOf(verbsText).includes(it))).toEqual([]);
  });

  it('every word that is called is seen', () => {
    const everywhere = `one; two && three || four | five &
      if six; then seven; elif eight; then nine; else ten; fi
      while ! eleven; do twelve; done <thirteen
      case fourteen in a | 'b)') fifteen ;; *) l twenty ;; esac; m; case x in esac; for x in twenty; do sixteen; done
      x=$(seventeen "$(eighteen)") y=(twenty) nineteen 'twenty' >twenty # twenty
      [[ -n $(a) && twenty > twenty ]] && { b; }; (c) 2>&1; d <<<"$(e)"; outside f twenty; "\${g-$(h)}" \\
        twenty
      i <<'EOF'
twenty
EOF
      z=1 j() {
        k $((twenty)) $'it\\'s; twenty' "it's; twenty"
      }`;
    expect([...calledWords(everywhere)].sort()).toEqual(
      [
        ...'one two three four five six seven eight nine ten'.split(' '),
        ...'eleven twelve fifteen sixteen seventeen eighteen nineteen'.split(' '),
        ...['a', 'b', 'c', 'd', 'e', 'outside', 'f', `"\${g-$(h)}"`, 'h', 'i', 'k', 'l', 'm'],
      ].sort(),
    );
  });
});
