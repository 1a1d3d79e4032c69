import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { rules } from '../../dsl/checks/rules.ts';
import { cli, copied, type Ran, rackwright, ran, temporary } from '../cli/package.ts';
import { fenced, under } from './fenced.ts';

const readme = readFileSync('README.md', 'utf8');
const blocks = fenced(readme);
const block = (language: string, index = 0): string => {
  const found = blocks.filter((it) => it.language === language)[index];
  if (found === undefined) throw new Error(`block ${index} of ${language} is gone`);
  return found.text;
};
const example = block('ts');
const replaced = (text: string, before: string, after: string): string => {
  if (text.split(before).length !== 2) throw new Error(`${before} is not there once`);
  return text.replace(before, after);
};

/** A project that has the example as its only stack. */
const project = (stack: string): string => {
  const folder = temporary();
  mkdirSync(join(folder, 'stacks'));
  writeFileSync(join(folder, 'stacks/example.ts'), stack);
  return folder;
};
/** The parts of a pipeline that are tried here. */
interface Pipeline {
  readonly jobs?: { readonly racks?: { readonly steps?: readonly { readonly run?: string }[] } };
  readonly racks?: { readonly script?: readonly string[] };
}

const scripts = JSON.parse(readFileSync('package.json', 'utf8')).scripts;

it('has the blocks that are tried here, and no others', () => {
  expect(blocks.map((it) => it.language)).toEqual(['sh', 'ts', '', '', 'sh', 'yaml', 'yaml', 'ts', 'sh', 'ts']);
});

describe('the example', () => {
  let folder: string;
  let ran: Ran;
  let config: string;
  let script: string;
  beforeAll(() => {
    folder = join(resolve('node_modules/.cache'), `rackwright-readme-${process.pid}`);
    mkdirSync(join(folder, 'stacks'), { recursive: true });
    writeFileSync(join(folder, 'stacks/example.ts'), example);
    ran = rackwright(folder, 'synth');
    const read = (path: string) => readFileSync(join(folder, 'out/example', path), 'utf8');
    config = read('switches/sw1/config.ios');
    script = read('hosts/hv1/apply.sh');
    return () => rmSync(folder, { recursive: true });
  });

  it('compiles without a finding, and the tree is what is written', () => {
    expect(ran.code).toBe(0);
    const [head, ...rows] = block('', 0).trimEnd().split('\n');
    expect(head).toBe('out/example/');
    const listed = rows.map((it) => `wrote out/example/${it.trim().split(/\s{2,}/)[0]}`).sort();
    const said = ran.err.trimEnd().split('\n');
    expect(said.slice(0, -1).sort()).toEqual(listed);
    expect(said.at(-1)).toBe(`${listed.length} files, ${listed.length} changed`);
  });

  const stanza = (name: string): string => config.split(`interface ${name}\n`)[1]?.split('!\n')[0] ?? '';

  it('has the channel, the VLANs, the sizes and the route that the prose says', () => {
    const prose = readme.replaceAll('\n', ' ');
    expect(prose).toContain('`Gi0/1` and `Gi0/13` form port-channel 1');
    for (const port of ['1', '13']) expect(stanza(`GigabitEthernet0/${port}`)).toContain('channel-group 1 mode active');
    expect(prose).toContain('the channel carries VLANs 2, 666 and 667');
    expect(stanza('Port-channel1')).toContain('switchport trunk allowed vlan 2,666,667\n');
    expect(prose).toContain('bond needs 9000 bytes while two of its VLANs need 1500');
    const mtu = (name: string): string =>
      new RegExp(`^iface ${name.replace('.', '\\.')} .*?^\\s*mtu (\\d+)`, 'ms').exec(script)?.[1] ?? '';
    expect(['bond0', 'bond0.667', 'br2', 'br666'].map(mtu)).toEqual(['9000', '9000', '1500', '1500']);
    expect(prose).toContain('the default route leaves through `br666`');
    expect(/^iface br666 .*?gateway (\S+)/ms.exec(script)?.[1]).toBe('10.66.6.254');
    expect(script.match(/^\s*gateway /gm)).toHaveLength(1);
    expect(example).not.toMatch(/channel|gateway: '10\.66\.6\.1'|1500|native|allowed/);
  });

  it('says of the mistake exactly what is printed', () => {
    const wrong = project(replaced(example, `\`10.66.7.\${n}\``, `\`10.66.6.\${n + 10}\``));
    const { code, out, err } = rackwright(wrong, 'check');
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(err.split('\n\n')[0]).toBe(block('', 1).trimEnd());
    expect(rackwright(wrong, 'synth').code).toBe(1);
    expect(existsSync(join(wrong, 'out'))).toBe(false);
  });

  it('accepts a finding that is there, with a reason that the site’s README shows', () => {
    const accept = block('ts', 1);
    const code = /finding: '([^']+)'/.exec(accept)?.[1];
    expect(rules.map((it) => it.code)).toContain(code);
    const found = replaced(example, "on: 'bond0' },\n      br666", "on: 'bond0', stp: true },\n      br666");
    expect(rackwright(project(found), 'check').err).toMatch(
      new RegExp(`\\[${code}\\] hv1 (.|\\n)*hv2(.|\\n)*1 site, \\d note`),
    );
    const folder = project(replaced(found, "export default stack('example', [sw1, hv1, hv2]);\n", accept));
    expect(rackwright(folder, 'check').err).toContain('1 site, 1 note, 1 accepted');
    rackwright(folder, 'synth');
    expect(readFileSync(join(folder, 'out/example/README.md'), 'utf8')).toContain(
      /reason: '([^']+)'/.exec(accept)?.[1],
    );
  });

  it('is typed: right as it stands, red with a name that is not there', () => {
    const copy = copied();
    mkdirSync(join(copy, 'stacks'));
    writeFileSync(join(copy, 'stacks/tsconfig.json'), '{ "extends": "../tsconfig.json", "include": ["."] }');
    const stacks = {
      right: replaced(example, "export default stack('example', [sw1, hv1, hv2]);\n", block('ts', 1)),
      member: replaced(example, "members: ['eno1', 'eno2']", "members: ['eno1', 'eno3']"),
      vlan: replaced(example, 'net.storage', 'net.storge'),
      port: replaced(example, `sw1.port(\`Gi0/\${n}\`)`, "sw1.port('Gi0/29')"),
      on: replaced(example, "net.storage, on: 'bond0'", "net.storage, on: 'bond1'"),
    };
    for (const [name, text] of Object.entries(stacks)) writeFileSync(join(copy, `stacks/${name}.ts`), text);
    const { out } = run(process.execPath, ['node_modules/typescript/bin/tsc', '-p', 'stacks'], copy);
    const red = [...out.matchAll(/^stacks\/(\w+)\.ts\((\d+),/gm)].map((it) => `${it[1]} ${it[2]}`);
    expect([...new Set(red)].sort()).toEqual(['member 20', 'on 25', 'port 17', 'vlan 25']);
  });
});

const run = (command: string, words: readonly string[], cwd: string): Ran => ran(command, words, { cwd });

describe('what is typed', () => {
  it('runs scripts that are there', () => {
    const named = [...readme.matchAll(/npm run ([a-z:]+)/g)].map((it) => it[1] ?? '');
    expect(named.length).toBeGreaterThan(1);
    for (const it of named) expect(scripts).toHaveProperty([it]);
  });

  it('the table of commands is what --help says', () => {
    const rows = [...readme.matchAll(/^\| `rackwright ([a-z]+) ([^`]*)`/gm)].map(
      (it) => [it[1] ?? '', it[2] ?? ''] as const,
    );
    const help = rackwright(temporary(), '--help').out;
    const commands = [...help.matchAll(/^ {2}([a-z]+) (?=\[|<)/gm)]
      .map((it) => it[1])
      .filter((it) => !['help', 'rackwright'].includes(it ?? ''));
    expect(rows.map((it) => it[0])).toEqual(commands);
    for (const [command, usage] of rows) {
      const page = rackwright(temporary(), command, '--help').out;
      const [words = '', ...options] = usage.split(/ (?=\[?--)/);
      expect(page, command).toContain(`Usage: rackwright ${command} [options] ${words}\n`);
      for (const option of options)
        expect(page, command).toMatch(new RegExp(`^ +${option.replace(/^\[|\]$/g, '')} `, 'm'));
      expect(page, command).toMatch(/--json/);
    }
    for (const it of ['pretty', 'json', 'github', 'sarif'])
      expect(rackwright(temporary(), 'check', '--help').out).toContain(`"${it}"`);
  });

  describe.each([
    [
      'GitHub',
      0,
      (it: Pipeline) => it.jobs?.racks?.steps?.flatMap(({ run: command }) => command ?? []),
      { GITHUB_BASE_REF: 'main', GITHUB_STEP_SUMMARY: 'page.md' },
      'page.md',
    ],
    ['GitLab', 1, (it: Pipeline) => it.racks?.script, { CI_MERGE_REQUEST_TARGET_BRANCH_NAME: 'main' }, 'racks.md'],
  ] as const)('review: the pipeline on %s', (_, index, commandsOf, env, page) => {
    it('says what changes, passes, and fails where it should', () => {
      const commands = commandsOf(parse(block('yaml', index))) ?? [];
      expect(commands[0]).toBe('npm ci');
      expect(commands.length).toBeGreaterThan(3);
      const origin = project(example);
      const folder = temporary();
      const git = (cwd: string, ...words: readonly string[]): void => {
        const who = ['-c', 'user.name=test', '-c', 'user.email=test@example.org', '-c', 'commit.gpgsign=false'];
        expect(ran('git', [...who, ...words], { cwd })).toMatchObject({ code: 0 });
      };
      rackwright(origin, 'synth');
      git(origin, 'init', '-qb', 'main');
      git(origin, 'add', '.');
      git(origin, 'commit', '-qm', 'as it was');
      git(folder, 'clone', '-q', origin, '.');
      const bin = temporary();
      // npx finds the command that a project has installed.
      writeFileSync(join(bin, 'npx'), `#!/bin/sh\nshift\nexec '${process.execPath}' '${cli()}' "$@"\n`, {
        mode: 0o755,
      });
      writeFileSync(join(bin, 'npm'), '#!/bin/sh\n', { mode: 0o755 });
      const all = (): readonly (number | null)[] =>
        commands.map(
          (it) => ran('bash', ['-ec', it], { cwd: folder, env: { ...env, PATH: `${bin}:${process.env.PATH}` } }).code,
        );
      const stack = join(folder, 'stacks/example.ts');
      writeFileSync(stack, replaced(example, "domain: 'example.org'", "domain: 'example.net'"));
      expect(all().filter((code) => code !== 0)).toHaveLength(1); // out/ is stale
      rackwright(folder, 'synth');
      expect(all()).toEqual(commands.map(() => 0));
      expect(readFileSync(join(folder, page), 'utf8')).toContain('- hostname hv1.example.org → hv1.example.net\n');
      writeFileSync(stack, replaced(example, "'bond0', address: `10.66.7.", "'bond0', address: `10.66.8."));
      expect(all().filter((code) => code === 1).length).toBeGreaterThan(0);
    });
  });

  it('review: both commands are silent about a project that is up to date', () => {
    const folder = project(example);
    rackwright(folder, 'synth');
    const lines = block('sh', 1).trimEnd().split('\n');
    expect(lines.length).toBe(2);
    for (const line of lines) {
      const [npx, name, ...words] = line.split(' ');
      expect([npx, name]).toEqual(['npx', 'rackwright']);
      expect(rackwright(folder, ...words).code).toBe(0);
    }
  });

  it('apply: every option exists, and the exit codes are those of the script', () => {
    const folder = project(example);
    rackwright(folder, 'synth');
    const help = run('bash', ['out/example/hosts/hv1/apply.sh', '--help'], folder);
    const options = [...new Set([...block('sh', 2).matchAll(/--[a-z-]{2,}/g)].map((it) => it[0]))];
    expect(options).toEqual([
      ...[
        '--check',
        '--diff',
        '--no-activate-network',
        '--confirm-within',
        '--confirm',
        '--prune',
        '--adopt',
        '--undo',
      ],
      '--history',
    ]);
    for (const it of options) expect(help.out + help.err).toContain(it);
    expect(run('bash', ['out/example/hosts/hv1/apply.sh', '--nonsense'], folder).code).toBe(64);
    const root = join(folder, 'root');
    mkdirSync(root);
    const piped = run('bash', ['-c', `bash -s -- --check --root ${root} < out/example/hosts/hv1/apply.sh`], folder);
    expect(piped.code).toBe(4);
    expect(block('sh', 2)).toMatch(/^ssh root@hv1 bash -s -- --check < out\/example\/hosts\/hv1\/apply\.sh$/m);
  });

  it('install: the block is one, the host has its file, and what is said of consent and disks holds', () => {
    const withInstall = (block: string): string =>
      replaced(
        replaced(example, "domain: 'example.org',", `domain: 'example.org',\n${block}`),
        'public: {',
        "install: { id: 600, subnet: '10.66.8.0/24' },\n  public: {",
      );
    const right = withInstall(block('ts', 2));
    const folder = project(right);
    expect(rackwright(folder, 'synth').code).toBe(0);
    for (const it of [
      'hosts/hv1/preseed.cfg',
      'hosts/hv2/preseed.cfg',
      'netboot/dnsmasq.conf',
      'netboot/ipxe/hv1.ipxe',
    ])
      expect(existsSync(join(folder, 'out/example', it))).toBe(true);
    const preseed = readFileSync(join(folder, 'out/example/hosts/hv1/preseed.cfg'), 'utf8');
    expect(preseed).toContain('in-target bash /root/rackwright.sh --offline');
    expect(preseed).toContain('find_disk serial/S4EVNX0N100101 ');
    const said = (stack: string): string => rackwright(project(stack), 'check').err;
    expect(said(right.replace(/ *wipe: .*\n/, ''))).toContain('error[erasing-has-consent] hv1 would erase');
    expect(said(right.replaceAll(/serial\/S4EVNX0N10010\$\{n\}/g, 'sda'))).toContain('error[disk-keeps-its-name]');
  });

  it('covers what the language has', () => {
    const table = under(readme, 'What it covers');
    const index = readFileSync('dsl/index.ts', 'utf8');
    for (const [word, name] of [
      ['el5', 'Enterprise Linux 5 and 6 (ifcfg)'],
      ['el8', '7 and 8 (ifcfg, read by NetworkManager)'],
      ['el9', '9 and 10'],
      ['debian12', 'Debian 12 and 13'],
      ['catalyst3560g', 'Catalyst 3560G'],
      ['catalyst9300Stack', 'Catalyst 9300 and stacks of them'],
    ] as const) {
      expect(index).toContain(word);
      expect(table).toContain(name);
    }
    const platforms = /export \{ (.*), type Platform \}/.exec(index)?.[1]?.split(', ');
    expect(platforms).toEqual(['debian12', 'debian13', 'el5', 'el6', 'el7', 'el8', 'el9', 'el10']);
  });
});
