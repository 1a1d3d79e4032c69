import { chmodSync, chownSync, mkdirSync, statSync, symlinkSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { authorizedKey, everyKind, file, plan, script, secretFile } from './plans.ts';
import { runAtTree, snapshot, temporaryFolder, throwAwayRoot, write } from './throw-away-root.ts';

const apply = script(plan(everyKind));
const hostname = script(plan([{ name: 'base', steps: [file('/etc/hostname', 'hv1\n')] }]));

describe('a file tree', () => {
  it('is converged once, and the second run changes nothing', () => {
    const tree = temporaryFolder();
    expect(runAtTree(apply, tree)).toMatchObject({
      status: 0,
      err: '',
      out: expect.stringContaining('\n5 changed, 0 ok, 6 skipped\n'),
    });
    const after = snapshot(tree);
    expect(runAtTree(apply, tree).out).toContain('\n0 changed, 5 ok, 6 skipped\n');
    expect(runAtTree(apply, tree, ['--check'])).toMatchObject({
      status: 0,
      err: '',
      out: expect.stringContaining('\n0 would change, 5 ok, 6 skipped\n'),
    });
    expect(snapshot(tree)).toEqual(after);
    expect(after['/etc/hostname']).toMatch(/^100644 0:0 [\d.]+ hv1\n$/);
    expect(after['/etc']).toBe('40755 0:0');
    expect(after['/var/lib']).toBe('40755 0:0');
    expect(after['/root/.ssh']).toBe('40700 0:0');
    expect(after['/root/.ssh/authorized_keys']).toMatch(
      /^100600 0:0 .*AAAAC3NzaC1lZDI1NTE5AAAAIEXAMPLE ops@example.org\n$/s,
    );
  });

  it('is read from standard input just as from a file', () => {
    const [one, other] = [temporaryFolder(), temporaryFolder()];
    expect(runAtTree(apply, one, [], 'stdin')).toEqual(runAtTree(apply, other));
    expect(runAtTree(apply, one, ['--check'], 'stdin')).toEqual(runAtTree(apply, other, ['--check']));
  });

  const drifts: Readonly<Record<string, readonly [(path: string) => void, string]>> = {
    content: [(path) => write(path, 'other\n'), 'content'],
    mode: [(path) => chmodSync(path, 0o600), 'mode 600 and not 0644'],
    owner: [(path) => chownSync(path, 2, 2), 'owner bin:bin and not root:root'],
    'a NUL byte': [(path) => write(path, 'hv1\n\0'), 'content'],
    'a missing newline': [(path) => write(path, 'hv1'), 'content'],
  };
  for (const [name, [drift, why]] of Object.entries(drifts)) {
    it(`drifts: ${name}`, () => {
      const tree = temporaryFolder();
      runAtTree(hostname, tree);
      drift(join(tree, 'etc/hostname'));
      const before = snapshot(tree);
      const check = runAtTree(hostname, tree, ['--check', '--diff']);
      expect(check).toMatchObject({ status: 4, err: '' });
      expect(check.out).toMatch(/^would change {2}file:\/etc\/hostname {2}\(/);
      expect(check.out).toContain(`(${why}; changed on the host)`);
      expect(check.out).toContain('1 would change, 0 ok\n');
      expect(snapshot(tree)).toEqual(before);
      expect(runAtTree(hostname, tree)).toMatchObject({
        status: 0,
        out: `changed       file:/etc/hostname  (${why}; changed on the host)\n1 changed, 0 ok\n`,
      });
      expect(runAtTree(hostname, tree).out).toBe('ok            file:/etc/hostname\n0 changed, 1 ok\n');
    });
  }

  it('shows the difference, old to new', () => {
    const tree = temporaryFolder();
    write(join(tree, 'etc/hostname'), 'old\n');
    expect(runAtTree(hostname, tree, ['--check', '--diff']).out).toBe(
      [
        'would change  file:/etc/hostname  (content)',
        '--- /etc/hostname (as it is)',
        '+++ /etc/hostname (as it will be)',
        '@@ -1 +1 @@',
        '-old',
        '+hv1',
        '1 would change, 0 ok',
        '',
      ].join('\n'),
    );
    expect(runAtTree(hostname, tree, ['--diff']).out).toContain('+hv1\n1 changed');
  });

  it('keeps what it replaces, away from the folder', () => {
    const tree = temporaryFolder();
    write(join(tree, 'etc/hostname'), 'old\n', 0o640);
    runAtTree(hostname, tree);
    expect(snapshot(tree)['/var/lib/rackwright/backup/000001/files/etc/hostname']).toMatch(/^100640 0:0 [\d.]+ old\n$/);
    expect(Object.keys(snapshot(join(tree, 'etc')))).toEqual(['/', '/hostname']);
  });

  it('loses the strays of a run that was killed, and --check leaves them', () => {
    const tree = temporaryFolder();
    const stray = join(tree, 'etc/.rackwright.aB3dE6');
    write(stray, 'half');
    runAtTree(hostname, tree, ['--check']);
    expect(Object.keys(snapshot(tree))).toContain('/etc/.rackwright.aB3dE6');
    runAtTree(hostname, tree);
    expect(Object.keys(snapshot(tree))).not.toContain('/etc/.rackwright.aB3dE6');
  });

  it.each([
    ['a link that leads elsewhere', 'ln -s /tmp/elsewhere etc/.rackwright.000007'],
    ['a pipe, at which it would wait', 'mkfifo etc/.rackwright.000007'],
  ])('does not write into what stands at the temporary name: %s', (_, before) => {
    const root = throwAwayRoot();
    const [chance, name] = ['$((RANDOM << 9 ^ RANDOM))', '7'];
    expect(hostname).toContain(chance);
    const run = root.run(hostname.replace(chance, name), { before, patience: 20_000 });
    expect(run).toMatchObject({ status: 1, err: expect.stringContaining('it cannot be written') });
    expect(run.err).toContain('/etc/.rackwright.000007');
    expect(Object.keys(root.snapshot())).not.toContain('/tmp/elsewhere');
    expect(Object.keys(root.snapshot())).not.toContain('/etc/hostname');
  });

  const obstacles: Readonly<Record<string, readonly [(tree: string) => void, string]>> = {
    'a folder': [(tree) => mkdirSync(join(tree, 'etc/hostname')), 'it is a folder'],
    'a link': [(tree) => symlinkSync('/nowhere', join(tree, 'etc/hostname')), 'it is a symbolic link'],
  };
  for (const [name, [place, why]] of Object.entries(obstacles)) {
    it(`stops at ${name} in a file's place, and says what it did not reach`, () => {
      const tree = temporaryFolder();
      mkdirSync(join(tree, 'etc'));
      place(tree);
      const two = script(plan([{ name: 'base', steps: [file('/etc/hostname', 'hv1\n'), file('/etc/later', '')] }]));
      const run = runAtTree(two, tree);
      expect(run.status).toBe(1);
      expect(run.out).toBe(
        `failed        file:/etc/hostname  (${why})\nnot reached   file:/etc/later\n0 changed, 0 ok, 1 failed, 1 not reached\n`,
      );
      expect(run.err).toContain(`hv1: file:/etc/hostname failed\n  why  ${why}\n  do   `);
      expect(Object.keys(snapshot(tree))).not.toContain('/etc/later');
    });
  }

  it('is not left by a link in it', () => {
    const [tree, outside] = [temporaryFolder(), temporaryFolder()];
    symlinkSync(outside, join(tree, 'etc'));
    const run = runAtTree(hostname, tree);
    expect(run.status).toBe(1);
    expect(run.err).toContain('leads out of');
    expect(Object.keys(snapshot(outside))).toEqual(['/']);
  });

  it('gets a secret from its own store, and never shows it', () => {
    const tree = temporaryFolder();
    const secret = script(plan([{ name: 'base', steps: [secretFile('/etc/snmp.conf', 'snmp')] }]));
    expect(runAtTree(secret, tree).out).toContain('skipped       file:/etc/snmp.conf');
    const store = join(tree, 'etc/rackwright/secrets/snmp');
    write(store, 'hunter2\n', 0o644);
    expect(runAtTree(secret, tree)).toMatchObject({ status: 1, err: expect.stringContaining('has mode 644') });
    chmodSync(store, 0o600);
    write(join(tree, 'etc/snmp.conf'), 'hunter1\n', 0o600);
    for (const args of [['--check', '--diff'], ['--diff', '--json', '--check'], ['--diff']]) {
      const run = runAtTree(secret, tree, args);
      expect(run.out).toContain('(secret snmp differs)');
      expect(run.out + run.err).not.toContain('hunter');
    }
    expect(snapshot(tree)['/etc/snmp.conf']).toContain('hunter2\n');
  });

  it.each([
    ['a group of its own', 'true', ['setpriv', '--regid=2', '--clear-groups']],
    ['a folder that gives its group', 'mkdir etc/app; chgrp 2 etc/app; chmod g+s etc/app', []],
  ] as const)('is root’s, whatever whoever makes it has: %s', (_, before, under) => {
    const root = throwAwayRoot();
    const apply = script(plan([{ name: 'base', steps: [file('/etc/app/a', 'x\n')] }]));
    expect(root.run(apply, { before, under })).toMatchObject({ status: 0, err: '' });
    const { uid, gid } = statSync(`${root.path}/etc/app/a`);
    expect([uid, gid]).toEqual([0, 0]);
    expect(root.run(apply, { under }).out).toContain('\n0 changed, 1 ok\n');
  });

  it('keeps the folder of keys to its owner', () => {
    const tree = temporaryFolder();
    runAtTree(
      script(plan([{ name: 'ssh', steps: [file('/root/.ssh/authorized_keys', 'k\n', { mode: '0600' })] }])),
      tree,
    );
    expect(snapshot(tree)['/root/.ssh']).toBe('40700 0:0');
    expect(snapshot(tree)['/root']).toBe('40755 0:0');
  });

  it('adds a key once, whatever its comment, and leaves those of others', () => {
    const tree = temporaryFolder();
    const path = join(tree, 'root/.ssh/authorized_keys');
    write(path, 'ssh-rsa AAAA other@example.org', 0o644);
    const keys = script(plan([{ name: 'base', steps: [authorizedKey('ssh-ed25519 BBBB ops')] }]));
    runAtTree(keys, tree);
    expect(snapshot(tree)['/root/.ssh/authorized_keys']).toMatch(
      /^100644 0:0 [\d.]+ ssh-rsa AAAA other@example.org\nssh-ed25519 BBBB ops\n$/,
    );
    write(path, 'from="10.0.0.0/8, 10.1.0.0/16" ssh-ed25519\tBBBB somebody\n');
    expect(runAtTree(keys, tree).out).toContain('0 changed, 1 ok');
    write(path, '# ssh-ed25519 BBBB ops\n');
    expect(runAtTree(keys, tree).out).toContain('1 changed, 0 ok');
  });

  it('speaks JSON', () => {
    const tree = temporaryFolder();
    const odd = script(plan([{ name: 'ba"se', steps: [file('/etc/a "b" \\c\té&', 'x\n')] }]));
    const lines = runAtTree(odd, tree, ['--json', '--diff'])
      .out.trimEnd()
      .split('\n')
      .map((line): unknown => JSON.parse(line));
    expect(lines).toEqual([
      {
        section: 'ba"se',
        step: 'file:/etc/a "b" \\c\té&',
        result: 'changed',
        detail: 'new',
        diff: expect.stringContaining('@@ -0,0 +1 @@\n+x'),
      },
      {
        total: {
          changed: 1,
          ok: 0,
          'pending activation': 0,
          skipped: 0,
          removed: 0,
          left: 0,
          'to prune': 0,
          'held back': 0,
          failed: 0,
          'not reached': 0,
          exit: 0,
        },
      },
    ]);
  });
});

describe('the command line', () => {
  const tree = temporaryFolder();
  const wrong: Readonly<Record<string, readonly string[]>> = {
    '--frobnicate': ['--frobnicate'],
    'a word': ['now'],
    '--only without a name': ['--only'],
    'an unknown section': ['--only', 'nothing'],
    'a root that is not there': ['--root', '/nowhere/at/all'],
    'the network of a file tree': ['--activate-network'],
  };
  for (const [name, args] of Object.entries(wrong)) {
    it(`refuses ${name} with 64`, () => {
      const run = runAtTree(apply, tree, args);
      expect(run).toMatchObject({ status: 64, out: '' });
      expect(run.err).toMatch(/^apply\.sh: /);
      expect(Object.keys(snapshot(tree))).toEqual(['/']);
    });
  }

  it('lists the sections, helps, and does nothing else', () => {
    expect(runAtTree(apply, tree, ['--list'])).toEqual({ status: 0, err: '', out: 'packages\nbase\nnetwork\ntime\n' });
    expect(runAtTree(apply, tree, ['--help'])).toMatchObject({
      status: 0,
      err: '',
      out: expect.stringContaining('--activate-network'),
    });
    expect(Object.keys(snapshot(tree))).toEqual(['/']);
  });

  it('takes sections one by one', () => {
    const own = temporaryFolder();
    expect(runAtTree(apply, own, ['--only', 'time', '--only', 'network']).out).toContain('2 changed, 0 ok, 1 skipped');
    expect(Object.keys(snapshot(own))).not.toContain('/etc/hostname');
  });
});

describe('what came from outside', () => {
  it('does not leak in from the environment', () => {
    const root = throwAwayRoot();
    const environment = {
      id: 'x',
      events: 'restart sshd',
      folder_mode: '777',
      phase: 'prove',
      files_epoch: '0',
      CDPATH: '/',
      POSIXLY_CORRECT: '1',
      IFS: 'e',
    };
    expect(root.run(hostname, { environment })).toEqual({
      status: 0,
      err: '',
      out: 'changed       file:/etc/hostname  (new)\n1 changed, 0 ok\n',
    });
  });

  it('keeps the time of what did not change', () => {
    const tree = temporaryFolder();
    runAtTree(hostname, tree);
    utimesSync(join(tree, 'etc/hostname'), 1, 1);
    runAtTree(hostname, tree);
    expect(snapshot(tree)['/etc/hostname']).toContain(' 1000 ');
  });
});
