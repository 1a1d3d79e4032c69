import { existsSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { command, file, plan, script, service } from './plans.ts';
import { systemd } from './systems.ts';
import { type RunOptions, type ThrowAwayRoot, throwAwayRoot } from './throw-away-root.ts';

const path = '/etc/app/a.conf';
const apply = script(plan([{ name: 'one', steps: [file(path, 'new\n', { restarts: ['d'] }), file('/etc/z', 'z\n')] }]));

/** What must be so after every failure, whatever it was. */
const nothingHalf = (root: ThrowAwayRoot): void => {
  const seen = root.snapshot();
  for (const [at, what] of Object.entries(seen)) {
    expect(at).not.toMatch(/\/\.rackwright\.\w{6}$/);
    if (at === path && what.startsWith('100')) expect(what).toMatch(/ (old|new)\n$/);
  }
};

interface Failure {
  /** In the new namespaces, at the root's folder. */
  readonly before?: string;
  readonly prepare?: (root: ThrowAwayRoot) => void;
  readonly options?: RunOptions;
  readonly status: number;
  readonly says: string;
  /** What is at the file's place afterwards. */
  readonly left?: string;
}

const mount = 'mount --rbind "$1" "$1"; cd "$1"; ';
const failures: Readonly<Record<string, Failure>> = {
  'the disk of the file is full': {
    before: 'mount -t tmpfs -o size=4k none etc/app; head -c 4096 /dev/zero >etc/app/other || :',
    status: 1,
    says: 'it cannot be written',
  },
  'the disk of the lists is full': {
    before:
      'mount -t tmpfs -o size=4k none var/lib; mkdir var/lib/rackwright; head -c 4096 /dev/zero >var/lib/other || :',
    status: 1,
    says: 'make room or repair it',
  },
  'the root is read-only': {
    before: `${mount}mount -o remount,bind,ro "$1"; mount -t tmpfs none tmp`,
    status: 3,
    says: '/var/lib/rackwright cannot be written',
  },
  'the folder is read-only': {
    before: `${mount}mount --rbind etc/app etc/app; mount -o remount,bind,ro etc/app`,
    status: 1,
    says: 'Read-only file system',
  },
  'permission is denied': {
    // Root without the right to pass over the permissions of others.
    prepare: (root) => root.write('/etc/app/other', ''),
    before: 'chown 2:2 etc/app; chmod 555 etc/app',
    options: { under: ['setpriv', '--bounding-set', '-dac_override,-dac_read_search'] },
    status: 1,
    says: 'Permission denied',
  },
  'a tool is missing': {
    before:
      'rm -f usr/local/sbin/systemctl; mkdir without; mount -t tmpfs none without; cp -a usr/bin without/; rm without/bin/flock without/bin/systemctl; mount --bind without/bin usr/bin',
    status: 3,
    says: 'these tools are missing: flock systemctl',
  },
  'the file is a link': {
    prepare: (root) => root.write('/etc/target', 'theirs\n'),
    before: 'rm -f etc/app/a.conf; ln -s /etc/target etc/app/a.conf',
    status: 1,
    says: 'it is a symbolic link',
  },
  'the file is a folder': { before: 'rm -f etc/app/a.conf; mkdir etc/app/a.conf', status: 1, says: 'it is a folder' },
  'the file is a pipe': {
    before: 'rm -f etc/app/a.conf; mkfifo etc/app/a.conf',
    status: 1,
    says: 'it is a device, a pipe or a socket',
  },
  'the file is immutable': {
    // A file with a mount on it can be replaced by nobody, as one with chattr +i.
    before: 'mount --bind etc/app/a.conf etc/app/a.conf',
    status: 1,
    says: 'Device or resource busy',
  },
  'the folder is a file': { before: 'rm -r etc/app; touch etc/app', status: 1, says: '/etc/app is not a folder' },
  'it is not root': {
    options: { under: ['setpriv', '--reuid=2', '--regid=2', '--clear-groups'] },
    status: 3,
    says: 'it must run as root',
  },
  'there is no place for what is temporary': {
    options: { environment: { TMPDIR: '/nowhere' } },
    status: 3,
    says: '/nowhere cannot be written',
  },
};

describe('fails with a word, the right status and nothing half-written when', () => {
  for (const [name, { before = ':', prepare, options = {}, status, says }] of Object.entries(failures)) {
    it(name, () => {
      const root = throwAwayRoot({ standIns: systemd });
      root.write('/units/d.active', 'active\n');
      root.write(path, 'old\n');
      prepare?.(root);
      const run = root.run(apply, { ...options, before });
      expect(run.err).toContain(says);
      expect(run.status).toBe(status);
      if (status === 1) expect(run.out).toContain('not reached   file:/etc/z\n');
      expect(existsSync(`${root.path}/etc/z`)).toBe(false);
      nothingHalf(root);
    });
  }
});

/** A machine that is as the script says; `/small` is where a test mounts a disk. */
const converged = (text = apply): ThrowAwayRoot => {
  const root = throwAwayRoot({ standIns: systemd });
  root.write('/units/d.active', 'active\n');
  root.write('/small/none', '');
  expect(root.run(text)).toMatchObject({ status: 0, err: '' });
  return root;
};

// bash before 5.1 keeps here-documents in files; where it cannot, it leaves out the command, and goes on.
describe('where here-documents are files, and the disk for them', () => {
  const environment = { BASH_COMPAT: '5.0', TMPDIR: '/small' };
  const small = (before = ':'): RunOptions => ({
    environment,
    before: `mount -t tmpfs -o size=64k none small; ${before}`,
  });
  const none = 'head -c 65536 /dev/zero >small/other || :';

  it.each([
    ['apply', []],
    ['--check', ['--check']],
  ])('is full: it refuses, and takes nothing away that it only cannot read: %s', (_, args) => {
    const root = converged();
    const before = root.snapshot();
    const { status, err } = root.run(apply, { ...small(none), args });
    expect(err).toContain('there is no room in /small\n');
    expect(status).toBe(3);
    expect(root.snapshot()).toEqual(before);
  });

  it('has no room for one of its files: it refuses', () => {
    const long = script(
      plan([{ name: 'one', steps: [file('/etc/long', `${'x'.repeat(60_000)}\n`), file(path, 'new\n')] }]),
    );
    const root = converged(long);
    const before = root.snapshot();
    const { status, err } = root.run(long, small('head -c 24576 /dev/zero >small/other'));
    expect(err).toContain('there is no room in /small\n');
    expect(status).toBe(3);
    expect(root.snapshot()).toEqual(before);
  });

  it('becomes full in the middle: what comes after it fails, and says so', () => {
    const filled = command('fill', 'test -s /small/other', 'head -c 65536 /dev/zero >/small/other || :');
    const of = (...steps: Parameters<typeof plan>[0][number]['steps']): string =>
      script(plan([{ name: 'one', steps }]));
    const root = converged();
    const last = of(filled, file(path, 'newer\n'));
    expect(root.run(last, small())).toMatchObject({
      status: 1,
      err: expect.stringContaining('section:one failed\n  why  there is no room in /small\n'),
      out: expect.stringMatching(/^failed +section:one /m),
    });
    expect(root.read(path)).toBe('new\n');
    expect(root.read('/var/lib/rackwright/owned')).toContain(`file\t${path}\t`);
    const { status, out } = root.run(of(filled, service('d', 'running')), small());
    expect(out).toMatch(/^failed +service:d {2}\(there is no room in \/small\)$/m);
    expect(status).toBe(1);
  });
});

describe('does what it should when', () => {
  const harmless: Readonly<Record<string, RunOptions>> = {
    'the folder has vanished': { before: 'rm -r etc/app' },
    'the umask is 777': { before: 'umask 777' },
    'the umask is 0': { before: 'umask 0' },
    'there is no HOME and no TMPDIR': { under: ['env', '-u', 'HOME', '-u', 'TMPDIR'] },
    'standard input is closed': { under: ['sh', '-c', 'exec "$@" <&-', '-'] },
    'nobody reads its output': { under: ['sh', '-c', '"$@" | :', '-'] },
    'standard output and error are full': { under: ['sh', '-c', 'exec "$@" >/dev/full 2>&1', '-'] },
  };
  for (const [name, options] of Object.entries(harmless)) {
    it(name, () => {
      const root = throwAwayRoot({ standIns: systemd });
      root.write('/dev/full', '');
      root.write(path, 'old\n', 0o600);
      root.run(apply, { ...options, before: `mount --bind /dev/full dev/full; ${options.before ?? ':'}` });
      const seen = root.snapshot();
      expect(seen[path]).toMatch(/^100644 0:0 [\d.]+ new\n$/);
      expect(seen['/etc/z']).toMatch(/^100644 0:0 [\d.]+ z\n$/);
      expect(seen['/etc/app']).toBe('40755 0:0');
      expect(seen['/var/lib/rackwright']).toBe('40700 0:0');
      expect(seen['/var/lib/rackwright/owned']).toMatch(/^100600 /);
      expect(Object.keys(seen).filter((it) => it.startsWith('/tmp/'))).toEqual([]);
    });
  }
});

describe('who only looks, and finds no place for what is temporary,', () => {
  const environment = { TMPDIR: '/nowhere' };
  it('does not need it', () => {
    const root = converged();
    expect(root.run(apply, { environment, args: ['--check'] })).toMatchObject({ status: 0, err: '' });
    root.write('/etc/z', 'other\n');
    const { status, out } = root.run(apply, { environment, args: ['--check'] });
    expect(out).toContain('would change  file:/etc/z');
    expect(status).toBe(4);
  });

  it.each([
    ['to show a difference', apply, ['--check', '--diff'], {}],
    [
      'for a file that no pipe holds',
      script(plan([{ name: 'one', steps: [file('/etc/z', `${'z'.repeat(4096)}\n`)] }])),
      ['--check'],
      {},
    ],
    ['where bash has only files', apply, ['--check'], { BASH_COMPAT: '5.0' }],
  ])('needs it %s, and is told so', (_, text, args, more) => {
    const root = converged(text);
    root.write('/etc/z', 'other\n');
    const run = root.run(text, { environment: { ...environment, ...more }, args });
    expect(run.err).toContain('/nowhere cannot be written\n  nothing was written; set TMPDIR to a folder that can\n');
    expect(run.status).toBe(3);
  });
});

describe('is stopped by', () => {
  for (const signal of ['TERM', 'HUP', 'INT'] as const) {
    it(`SIG${signal}: what was done is on the list, and the next run does the rest`, () => {
      const root = throwAwayRoot({ standIns: systemd });
      root.write('/units/d.active', 'active\n');
      const steps = [
        file(path, 'new\n', { restarts: ['d'] }),
        command('signal', 'test -e /marker', `touch /marker; kill -${signal} $PPID`),
      ];
      const stopped = script(
        plan([
          { name: 'one', steps },
          { name: 'two', steps: [file('/etc/z', 'z\n')] },
        ]),
      );
      expect(root.run(stopped, { under: ['sh', '-c', '"$@"; exit $?', '-'] })).toMatchObject({
        status: 1,
        err: 'apply.sh: stopped by a signal\n',
      });
      expect(existsSync(`${root.path}/etc/z`)).toBe(false);
      expect(Object.keys(root.snapshot())).toContain('/var/lib/rackwright/restart/d');
      nothingHalf(root);
      expect(root.run(stopped)).toMatchObject({ status: 0, err: '' });
      expect(root.read('/var/lib/rackwright/owned')).toContain(`file\t${path}\td\tmade\t`);
      expect(Object.keys(root.snapshot())).not.toContain('/var/lib/rackwright/restart/d');
    });
  }
});

describe('two runs at once', () => {
  it('are one after the other: the second refuses, and writes nothing', () => {
    const root = throwAwayRoot({ standIns: systemd });
    root.write('/second.sh', apply);
    const second = 'bash /second.sh >/second 2>&1; echo "$?" >>/second; ls /etc/z >>/second 2>&1 || :';
    const first = plan([{ name: 'one', steps: [command('second', 'test -e /second', second), file(path, 'first\n')] }]);
    expect(root.run(script(first))).toMatchObject({ status: 0, err: '' });
    expect(root.read('/second')).toContain('apply.sh for hv1 refuses: another run holds the lock\n');
    expect(root.read('/second')).toMatch(/\n3\nls: cannot access '\/etc\/z'/);
    expect(root.read(path)).toBe('first\n');
  });
});
