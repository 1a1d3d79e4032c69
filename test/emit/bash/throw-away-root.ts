import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** How a run of a script ended. */
export interface Run {
  readonly status: number | null;
  readonly out: string;
  readonly err: string;
}

// Node's standard input is a socket; with one, bash believes that rshd has called it and reads ~/.bashrc: hence --norc.

/** Another bash than this machine's, to see that an old one does the same. */
const otherBash = process.env.RACKWRIGHT_TEST_BASH;

const ended = ({ status, stdout, stderr, error }: ReturnType<typeof spawnSync>): Run => {
  if (error !== undefined) throw error;
  return { status, out: String(stdout), err: String(stderr) };
};

export const write = (path: string, content: string, mode = 0o644): void => {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, content);
  chmodSync(path, mode);
};

/** A folder that goes when the run of the tests ends. */
export const temporaryFolder = (): string => mkdtempSync(join(tmpdir(), 'rackwright-test-'));

/** The script with `--root`, on this machine: as a file, or as `bash -s` reads it. */
export const runAtTree = (
  script: string,
  tree: string,
  args: readonly string[] = [],
  via: 'file' | 'stdin' = 'file',
): Run => {
  if (via === 'stdin')
    return ended(spawnSync(otherBash ?? 'bash', ['--norc', '-s', '--', '--root', tree, ...args], { input: script }));
  const path = join(temporaryFolder(), 'apply.sh');
  write(path, script);
  return ended(spawnSync(otherBash ?? 'bash', [path, '--root', tree, ...args]));
};

/** Every file below a folder: kind, mode, owner, time of the last write, and content. */
export const snapshot = (folder: string, without: readonly string[] = []): Readonly<Record<string, string>> => {
  const seen: Record<string, string> = {};
  const look = (path: string): void => {
    const shown = path.slice(folder.length) || '/';
    if (without.includes(shown)) return;
    const at = lstatSync(path);
    const attributes = `${at.mode.toString(8)} ${at.uid}:${at.gid}`;
    if (at.isDirectory()) {
      seen[shown] = attributes;
      for (const name of readdirSync(path)) look(join(path, name));
    } else if (at.isSymbolicLink()) seen[shown] = `${attributes} -> ${readlinkSync(path)}`;
    else seen[shown] = `${attributes} ${at.mtimeMs} ${at.isFile() ? readFileSync(path, 'latin1') : ''}`;
  };
  look(folder);
  return seen;
};

export interface ThrowAwayRoot {
  /** Where the root is, seen from outside: what the script wrote is read here. */
  readonly path: string;
  readonly run: (script: string, options?: RunOptions) => Run;
  /** What the stand-ins were called with, in order; forgotten once read. */
  readonly commands: () => readonly string[];
  readonly write: (path: string, content: string, mode?: number) => void;
  readonly read: (path: string) => string;
  readonly snapshot: () => Readonly<Record<string, string>>;
}

export interface RunOptions {
  readonly args?: readonly string[];
  readonly via?: 'file' | 'stdin';
  /** What the operator has typed, when the script is a file. */
  readonly input?: string;
  /** Shell commands for the new namespaces, before the change of root: network devices, mounts. */
  readonly before?: string;
  /** A command that runs the script's bash: `setpriv …`. */
  readonly under?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  /** How long it may take, in milliseconds: longer only where one run is hundreds. */
  readonly patience?: number;
}

export interface RootOptions {
  /** Programs under /usr/local/sbin: the body of a script for dash, which starts in a fifth of the time. Each call is recorded before the body runs. */
  readonly standIns?: Readonly<Record<string, string>>;
  /** `real`: this kernel's /proc and /sys in new namespaces. `made up`: plain folders that the test fills. */
  readonly kernel?: 'real' | 'made up';
}

const osRelease = 'PRETTY_NAME="Debian GNU/Linux 12 (bookworm)"\nID=debian\nVERSION_ID="12"\n';

/**
 * A Debian 12 of its own: this machine's /usr, read-only, and nothing else of
 * it; new mount, process, network, IPC and hostname namespaces for each run.
 * Needs root, util-linux and iproute2.
 */
export const throwAwayRoot = ({ standIns = {}, kernel = 'real' }: RootOptions = {}): ThrowAwayRoot => {
  const path = temporaryFolder();
  chmodSync(path, 0o755);
  const at = (inside: string): string => join(path, inside);
  for (const folder of ['dev', 'etc', 'proc', 'run', 'sys', 'tmp', 'usr', 'var/lib', 'local/sbin', 'local/bin', 'log'])
    mkdirSync(at(folder), { recursive: true });
  mkdirSync(at('root'), { mode: 0o700 });
  chmodSync(at('tmp'), 0o1777);
  for (const name of ['bin', 'sbin', 'lib', 'lib64']) symlinkSync(`usr/${name}`, at(name));
  for (const name of ['passwd', 'group', 'ld.so.cache']) cpSync(join('/etc', name), at(`etc/${name}`));
  for (const name of ['null', 'zero', 'urandom']) write(at(`dev/${name}`), '');
  write(at('etc/os-release'), osRelease);
  for (const [name, body] of Object.entries(standIns)) {
    write(
      at(`local/sbin/${name}`),
      `#!/bin/dash\nprintf '%s\\n' "${name}\${*:+ $*}" >>/log/commands\n${body}\n`,
      0o755,
    );
  }

  if (otherBash !== undefined) cpSync(otherBash, at('local/bin/bash'));

  // By one program instead of eight: a test of a script has hundreds of roots.
  const mounts = `${path}.mounts`;
  const mounted = [
    ...['null', 'zero', 'urandom'].map((it) => `/dev/${it} ${at(`dev/${it}`)} none bind`),
    `/usr ${at('usr')} none rbind,ro`,
    `${at('local')} ${at('usr/local')} none rbind`,
    ...(kernel === 'real' ? [`proc ${at('proc')} proc`, `sysfs ${at('sys')} sysfs`] : []),
  ];
  write(mounts, mounted.map((it) => `${it}\n`).join(''));

  const setUp = (before: string): string => `
    set -e
    cd "$1"
    ip link set lo up
    mount --all --fstab ${mounts}
    ${before}
    shift
    exec "$@"`;

  const run = (
    script: string,
    {
      args = [],
      via = 'file',
      input = '',
      before = '',
      under = [],
      environment = {},
      patience = 600_000,
    }: RunOptions = {},
  ): Run => {
    write(at('apply.sh'), script);
    const bash = otherBash === undefined ? 'bash' : '/usr/local/bin/bash';
    const words =
      via === 'file' ? [bash, '/apply.sh', ...args] : [bash, '-s', ...(args.length > 0 ? ['--', ...args] : [])];
    const command = ['chroot', path, ...under, ...words];
    return ended(
      spawnSync(
        'setpriv',
        [
          // unshare does not hear when it is told to end: it goes with the worker.
          ...['--pdeathsig', 'KILL', 'unshare'],
          '-mpinu',
          '--fork',
          '--kill-child',
          '--propagation',
          'private',
          'bash',
          '--norc',
          '-c',
          setUp(before),
          'set-up',
          path,
          ...command,
        ],
        {
          input: via === 'stdin' ? script : input,
          env: { PATH: '/usr/sbin:/usr/bin:/sbin:/bin', ...environment },
          maxBuffer: 1 << 26,
          timeout: patience,
          killSignal: 'SIGKILL',
        },
      ),
    );
  };

  const log = at('log/commands');
  return {
    path,
    run,
    commands: () => {
      const said = lstatSync(log, { throwIfNoEntry: false }) === undefined ? '' : readFileSync(log, 'utf8');
      rmSync(log, { force: true });
      return said.split('\n').slice(0, -1);
    },
    write: (inside, content, mode) => write(at(inside), content, mode),
    read: (inside) => readFileSync(at(inside), 'utf8'),
    snapshot: () => snapshot(path, ['/apply.sh', '/log', '/local', '/dev', '/proc', '/sys']),
  };
};
