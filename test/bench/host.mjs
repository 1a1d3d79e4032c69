/**
 * A host on which nothing is to do: how long its script takes beside what
 * others take for the same comparison. All of them look at the same files, the
 * reference hypervisor's, for their contents, modes and owners, in one folder.
 */
import { spawnSync } from 'node:child_process';
import { chmodSync, cpSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const script = resolve(import.meta.dirname, '../../out/reference/hosts/hv1/apply.sh');
const environment = { PATH: '/usr/sbin:/usr/bin:/sbin:/bin', HOME: '/root', LC_ALL: 'C.UTF-8' };

const run = (words, expected = [0]) => {
  const before = performance.now();
  const { status, stdout, stderr } = spawnSync(words[0], words.slice(1), { env: environment, encoding: 'utf8' });
  const wall = performance.now() - before;
  if (!expected.includes(status)) throw new Error(`${words.join(' ')}: ${status}\n${stdout}${stderr}`);
  return { wall, said: stdout + stderr };
};

const filesIn = (tree) =>
  readdirSync(tree, { recursive: true })
    .filter((it) => statSync(join(tree, it)).isFile() && !/^var\/(lib|log)\/rackwright\//.test(it))
    .sort();

/** Mode as the others want to be told it. */
const modeOf = (path) => `0${(statSync(path).mode & 0o777).toString(8)}`;

const ansible = (files, tree, source) =>
  JSON.stringify([
    {
      hosts: 'localhost',
      connection: 'local',
      gather_facts: false,
      tasks: files.map((it) => ({
        'ansible.builtin.copy': {
          src: join(source, it),
          dest: join(tree, it),
          mode: modeOf(join(tree, it)),
          owner: 'root',
          group: 'root',
        },
      })),
    },
  ]);

const puppet = (files, tree, source) =>
  files
    .map(
      (it) =>
        `file { '${join(tree, it)}': ensure => file, content => file('${join(source, it)}'), mode => '${modeOf(join(tree, it))}', owner => 'root', group => 'root' }\n`,
    )
    .join('');

const cfengine = (files, tree, source) => `
body copy_from same(from) { source => "$(from)"; compare => "digest"; }
body perms p(mode) { mode => "$(mode)"; owners => { "root" }; groups => { "root" }; }
bundle agent main
{
  files:
${files.map((it) => `    "${join(tree, it)}" copy_from => same("${join(source, it)}"), perms => p("${modeOf(join(tree, it)).slice(1)}");`).join('\n')}
}
`;

/** What stands in the way of each, taken out of it: facts, and servers that nobody asks. */
const peers = {
  'cf-agent': {
    file: 'site.cf',
    text: cfengine,
    words: (file) => ['cf-agent', '--no-lock', '--inform', '--file', file],
    quiet: ({ said }) => !/info: (Updated|Copied|Object)/i.test(said),
  },
  'puppet apply': {
    file: 'site.pp',
    text: puppet,
    words: (file) => ['puppet', 'apply', '--detailed-exitcodes', file],
    quiet: ({ said }) => !/changed|ensure/.test(said),
  },
  'ansible-playbook': {
    file: 'site.yml',
    text: ansible,
    words: (file) => ['ansible-playbook', '-i', 'localhost,', file],
    quiet: ({ said }) => /\bchanged=0\b/.test(said),
  },
};

const medianOf = (count, words) => {
  const walls = Array.from({ length: count }, () => run(words).wall).sort((a, b) => a - b);
  return walls[Math.floor(count / 2)];
};

export const host = (folder) => {
  const missing = Object.keys(peers)
    .map((it) => it.split(' ')[0])
    .filter((it) => spawnSync('which', [it]).status !== 0);
  if (missing.length > 0)
    throw new Error(
      `there is no ${missing.join(', no ')} to compare with: apt-get install --no-install-recommends ansible-core puppet-agent cfengine3`,
    );
  const [tree, source] = [join(folder, 'host'), join(folder, 'source')];
  mkdirSync(tree);
  run(['bash', script, '--root', tree]);
  const files = filesIn(tree);
  for (const it of files) cpSync(join(tree, it), join(source, it), { recursive: true });

  const ours = {
    'apply.sh --check': ['bash', script, '--root', tree, '--check'],
    'apply.sh': ['bash', script, '--root', tree],
  };
  const walls = Object.entries(ours).map(([name, words]) => [name, medianOf(21, words)]);
  const [[, check]] = walls;
  const row = (name, wall) =>
    console.log(`${name.padEnd(18)}${wall.toFixed(1).padStart(8)}  ${(wall / check).toFixed(1)}`);
  console.log(`${`${files.length} files`.padEnd(18)} wall ms  times apply.sh --check`);
  for (const [name, wall] of walls) row(name, wall);
  for (const [name, { file, text, words, quiet }] of Object.entries(peers)) {
    const path = join(folder, file);
    writeFileSync(path, text(files, tree, source), { mode: 0o600 });
    const first = run(words(path));
    if (!quiet(first))
      throw new Error(`${name} has changed something, so it does not compare the same:\n${first.said}`);
    const [disturbed, kept] = [join(tree, files[0]), join(source, files[0])];
    writeFileSync(disturbed, 'disturbed\n');
    chmodSync(disturbed, 0o600);
    run(words(path), [0, 2]);
    if (!readFileSync(disturbed).equals(readFileSync(kept)) || modeOf(disturbed) !== modeOf(kept))
      throw new Error(`${name} does not look at contents and modes`);
    row(name, medianOf(name === 'cf-agent' ? 21 : 3, words(path)));
  }
};
