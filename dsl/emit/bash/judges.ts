import type { PlatformFacts } from '../../platforms/facts.ts';
import { sh } from '../../text/sh.ts';

/** A program that says whether it could read a file. */
interface Judge {
  readonly path: RegExp;
  /** `@` is the file before it is in its place. Without it the program reads the place, and a refused file is taken back. */
  readonly words: readonly string[];
  /** What counts is that it says nothing on standard error: its status is 0 either way. */
  readonly silent?: true;
  /** Where its options, or what it says, have been seen to be so. */
  readonly on?: (platform: PlatformFacts) => boolean;
}

const systemd = ({ init }: PlatformFacts): boolean => init === 'systemd';

/**
 * exportfs(8) reads only its own place, and acts on it: so it is given a
 * network, a table of exports and a place that are its own and go with it.
 * Where they cannot be had (a chroot of an installer) nothing is judged.
 */
const exportfs = [
  'mount --make-rprivate / && mount -t tmpfs none /var/lib/nfs',
  ': >/var/lib/nfs/etab && : >/var/lib/nfs/rmtab',
  'mount --bind "$1" /etc/exports || exit 0',
].join(' && ');

/** The first whose pattern fits. A name with a dot is none that sudo reads; of drop-ins sshd and rsyslogd judge the whole. */
const judges: readonly Judge[] = [
  { path: /^\/etc\/ssh\/sshd_config$/, words: ['sshd', '-t', '-f', '@'] },
  { path: /^\/etc\/ssh\/sshd_config\.d\/[^/]+\.conf$/, words: ['sshd', '-t'] },
  { path: /^\/etc\/sudoers(\.d\/[^/.~]+)?$/, words: ['visudo', '-c', '-f', '@'] },
  { path: /^\/etc\/(sysconfig\/)?nftables\.conf$/, words: ['nft', '-c', '-f', '@'], on: systemd },
  {
    path: /^\/etc\/exports$/,
    words: [
      'unshare',
      '-mn',
      '--propagation',
      'unchanged',
      'sh',
      '-c',
      `${exportfs}; exec exportfs -ra`,
      'exportfs',
      '@',
    ],
    on: systemd,
  },
  { path: /^\/etc\/multipath\.conf$/, words: ['multipath', '-t'], silent: true, on: systemd },
  { path: /^\/etc\/corosync\/corosync\.conf$/, words: ['corosync', '-t', '-c', '@'], on: systemd },
  { path: /^\/etc\/rsyslog\.conf$/, words: ['rsyslogd', '-N1', '-f', '@'], on: systemd },
  { path: /^\/etc\/rsyslog\.d\/[^/]+\.conf$/, words: ['rsyslogd', '-N1'], on: systemd },
  { path: /^\/etc\/dnsmasq\.conf$/, words: ['dnsmasq', '--test', '-C', '@'] },
];

export const judgeOf = (path: string, platform: PlatformFacts): Judge | undefined =>
  judges.find((it) => it.path.test(path) && (it.on?.(platform) ?? true));

/** The line before the file's own. */
export const judgeCall = ({ words, silent }: Judge): string =>
  `${silent ? 'silent=yes ' : ''}judged_by ${words.map(sh).join(' ')}`;
