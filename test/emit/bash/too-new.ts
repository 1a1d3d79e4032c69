import type { PlatformId } from '../../../dsl/language/platform.ts';

/** What bash 3.2 does not have, or has with another meaning: refused by its parser, or only when it runs, or silently different. */
export const tooNewForBash: Readonly<Record<string, RegExp>> = {
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
  'read -N': /\bread\s+(-\w+\s+)*-\w*N|\(-N\b/,
  BASHPID: /\bBASHPID\b|EPOCHSECONDS|\bSRANDOM\b/,
  globstar: /globstar|lastpipe|inherit_errexit/,
  'unicode escapes': /\$'[^']*\\[uU]/,
  'padded braces': /\{0\d*\.\.\d+\}/,
  'printf -v into an array': /printf -v \w+\[/,
  'process substitution': /[<>]\(/,
  eval: /\beval\b/,
};

/** One line that holds each of them once. */
export const newerBash = `declare -A a; \${x,,}; mapfile a; x |& y; ;& [[ -v x; \${a[-1]} wait -n; %(%s)T {fd}>x; read -r -N 1; $BASHPID globstar $'\\u41' printf -v a[0] <(x) eval x {01..03}`;

interface Lack {
  /** Who has not got it yet. */
  readonly on: readonly PlatformId[];
  /** Since which release of what. */
  readonly since: string;
  readonly pattern: RegExp;
  /** A line that the pattern must find. */
  readonly example: string;
}

const coreutils5 = ['el5'] as const;
const coreutils8 = ['el5', 'el6'] as const;
const before2014 = ['el5', 'el6', 'el7'] as const;

/**
 * What the small tools of a platform lack, as their own news and release notes have it:
 * el5 coreutils 5.97, util-linux 2.13, iproute2 2.6.18, mktemp 1.5 (a package
 * of its own), diffutils 2.8; el6 coreutils 8.4, util-linux-ng 2.17, iproute2
 * 2.6.32; el7 coreutils 8.22, util-linux 2.23, iproute2 3.10, systemd 208.
 */
export const lacks: Readonly<Record<string, Lack>> = {
  'timeout, truncate': {
    on: coreutils5,
    since: 'coreutils 7.0',
    pattern: /(^|[\s;(|])(timeout|truncate) /m,
    example: 'timeout 5 x',
  },
  'stdbuf, nproc': {
    on: coreutils5,
    since: 'coreutils 7.5, 8.1',
    pattern: /(^|[\s;(|])(stdbuf|nproc)\b/m,
    example: 'x=$(nproc)',
  },
  realpath: { on: coreutils8, since: 'coreutils 8.15', pattern: /(^|[\s;(|])realpath /m, example: 'realpath x' },
  'ln -r': {
    on: coreutils8,
    since: 'coreutils 8.16',
    pattern: /\bln (-\w* )*(-\w*r|--relative)/,
    example: 'ln -sr a b',
  },
  'rm -d': { on: coreutils8, since: 'coreutils 8.19', pattern: /\brm (-\w* )*(-\w*d|--dir)/, example: 'rm -d a' },
  'sort -h': { on: coreutils5, since: 'coreutils 7.5', pattern: /\bsort (-\w* )*-\w*h/, example: 'sort -h' },
  'cp --attributes-only': {
    on: coreutils8,
    since: 'coreutils 8.6',
    pattern: /--attributes-only/,
    example: 'cp --attributes-only a b',
  },
  'stat: the mount point': {
    on: coreutils8,
    since: 'coreutils 8.6',
    pattern: /\bstat (-\S+ )*'[^']*%m/,
    example: "stat -c '%m' /",
  },
  'stat: the birth in words': {
    on: coreutils8,
    since: 'coreutils 8.6',
    pattern: /\bstat (-\S+ )*'[^']*%[wW]/,
    example: "stat -c '%n %w' /",
  },
  'mktemp: a folder or an ending': {
    on: coreutils5,
    since: 'coreutils 6.9.90, whose mktemp is another program than the one of el5',
    pattern: /\bmktemp\b[^|;)]*(--tmpdir|--suffix|X{3,}[^X\s")'])/,
    example: 'mktemp /tmp/XXXXXX.conf',
  },
  'flock -E': {
    on: coreutils8,
    since: 'util-linux 2.22',
    pattern: /\bflock (-\w+ )*(-\w*E|--conflict-exit-code)/,
    example: 'flock -n -E 7 x',
  },
  'flock -F': {
    on: before2014,
    since: 'util-linux 2.29',
    pattern: /\bflock (-\w+ )*(-\w*F|--no-fork)/,
    example: 'flock -F x',
  },
  'setsid: any option': { on: coreutils8, since: 'util-linux 2.22', pattern: /\bsetsid -/, example: 'setsid -c x' },
  'setsid -w, -f': {
    on: ['el7'],
    since: 'util-linux 2.24, 2.35',
    pattern: /\bsetsid (-\w*[wf]|--wait|--fork)/,
    example: 'setsid --fork x',
  },
  'unshare, findmnt, lsblk, fallocate': {
    on: coreutils5,
    since: 'util-linux 2.17 to 2.19',
    pattern: /(^|[\s;(|])(unshare|findmnt|lsblk|fallocate) /m,
    example: 'findmnt /',
  },
  'ip -j, -br': {
    on: before2014,
    since: 'iproute2 4.13, 4.1',
    pattern: /\bip (-\w+ )*-(j|json|br|brief)\b/,
    example: 'ip -4 -j addr',
  },
  'ip: kinds of a link': {
    on: coreutils8,
    since: 'iproute2 3.x',
    pattern: /\bip link (add|set) .*\btype (bond|bridge|bond_slave|bridge_slave)\b/,
    example: 'ip link add b type bond',
  },
  'ping -4': { on: coreutils8, since: 'iputils s20150815', pattern: /\bping (-\w+ )*-[46]\b/, example: 'ping -n -4 x' },
  'systemctl show --value': {
    on: ['el7'],
    since: 'systemd 230',
    pattern: /\bsystemctl\b[^|;]*--value\b/,
    example: 'systemctl show -p X --value y',
  },
  'systemctl --now': {
    on: ['el7'],
    since: 'systemd 220',
    pattern: /\bsystemctl\b[^|;]*--now\b/,
    example: 'systemctl enable --now y',
  },
  'systemd-run --wait, --pipe, --collect': {
    on: ['el7'],
    since: 'systemd 232 to 236',
    pattern: /\bsystemd-run\b[^|;]*--(wait|pipe|collect|no-block=)/,
    example: 'systemd-run --wait x',
  },
  'diff --color': {
    on: before2014,
    since: 'diffutils 3.4',
    pattern: /\bdiff\b[^|;]*--color/,
    example: 'diff -u --color a b',
  },
};
