import { describe, expect, it } from 'vitest';
import { debian12 } from '../../../dsl/platforms/debian12.ts';
import { el6 } from '../../../dsl/platforms/el6.ts';
import { file, plan, script } from './plans.ts';
import { systemd } from './systems.ts';
import { throwAwayRoot } from './throw-away-root.ts';

const of = (path: string, content: string): string =>
  script(plan([{ name: 'one', steps: [file(path, content, { mode: '0600', restarts: ['d'] })] }]));
/** Judges that know one word. What they were given is in /log/judged. */
const last =
  'for file; do :; done; cp "$file" /log/judged; ! grep -q bad "$file" || { echo "bad, says $0" >&2; exit 1; }';
const inPlace = '! grep -qr bad /etc/ssh/sshd_config.d || { echo "bad drop-in" >&2; exit 1; }';

const before: Readonly<Record<string, readonly [string, string]>> = {
  '/etc/ssh/sshd_config': ['sshd', 'sshd -t -f'],
  '/etc/sudoers': ['visudo', 'visudo -c -f'],
  '/etc/sudoers.d/ops': ['visudo', 'visudo -c -f'],
  '/etc/nftables.conf': ['nft', 'nft -c -f'],
  '/etc/corosync/corosync.conf': ['corosync', 'corosync -t -c'],
  '/etc/rsyslog.conf': ['rsyslogd', 'rsyslogd -N1 -f'],
  '/etc/dnsmasq.conf': ['dnsmasq', 'dnsmasq --test -C'],
};

describe('a file that its program refuses', () => {
  for (const [path, [program, call]] of Object.entries(before)) {
    it(`never comes to its place: ${path}`, () => {
      const root = throwAwayRoot({ standIns: { ...systemd, [program]: last } });
      root.write('/units/d.active', 'active\n');
      root.write(path, 'old\n', 0o600);
      const check = root.run(of(path, 'bad\n'), { args: ['--check'] });
      expect(check).toMatchObject({ status: 1, err: expect.stringContaining(`${program} refuses it`) });
      const run = root.run(of(path, 'bad\n'));
      expect(run).toMatchObject({
        status: 1,
        out: expect.stringContaining(`failed        file:${path}  (${program} refuses it)`),
      });
      expect(run.err).toContain(`  | bad, says /usr/local/sbin/${program}\n`);
      expect(root.read(path)).toBe('old\n');
      expect(Object.keys(root.snapshot()).filter((it) => /\.rackwright|\/restart\/./.test(it))).toEqual([]);
      expect(root.commands().at(-1)).toMatch(new RegExp(`^${call} .*/\\.rackwright\\.\\w{6}$`));
      expect(root.run(of(path, 'good\n'))).toMatchObject({ status: 0, err: '' });
      expect(root.read('/log/judged')).toBe('good\n');
      expect(root.read(path)).toBe('good\n');
    });
  }

  const path = '/etc/ssh/sshd_config.d/site.conf';
  it('and that judges only what is in place, goes back to what was there before', () => {
    const root = throwAwayRoot({ standIns: { ...systemd, sshd: inPlace } });
    root.write('/units/d.active', 'active\n');
    expect(root.run(of(path, 'bad\n'))).toMatchObject({ status: 1, err: expect.stringContaining('| bad drop-in\n') });
    expect(Object.keys(root.snapshot())).not.toContain(path);
    root.write(path, 'old\n', 0o640);
    expect(root.run(of(path, 'bad\n')).status).toBe(1);
    expect(root.snapshot()[path]).toMatch(/^100640 0:0 [\d.]+ old\n$/);
    expect(Object.keys(root.snapshot()).filter((it) => /unjudged|\.rackwright|\/restart\/./.test(it))).toEqual([]);
    expect(root.run(of(path, 'good\n'))).toMatchObject({
      status: 0,
      out: expect.stringContaining('restarted     restart:d'),
    });
    expect(root.read(path)).toBe('good\n');
  });

  it('and that was not judged because the run was killed, is judged by the next', () => {
    const root = throwAwayRoot({ standIns: { ...systemd, sshd: inPlace } });
    root.write(path, 'old\n', 0o600);
    root.run(of(path, 'middle\n'));
    root.write(path, 'bad\n', 0o600);
    root.write('/var/lib/rackwright/unjudged', `000001\t${path}\n`);
    expect(root.run(of(path, 'bad\n'), { args: ['--check'] })).toMatchObject({
      status: 4,
      out: expect.stringContaining('not judged yet'),
    });
    expect(root.run(of(path, 'bad\n')).status).toBe(1);
    expect(root.read(path)).toBe('old\n');
  });

  it('is judged by what multipath says, whose status means nothing', () => {
    const root = throwAwayRoot({
      standIns: {
        ...systemd,
        multipath: 'echo "defaults {"; ! grep -q bad /etc/multipath.conf || echo "invalid keyword" >&2',
      },
    });
    expect(root.run(of('/etc/multipath.conf', 'bad\n'))).toMatchObject({
      status: 1,
      err: expect.stringContaining('| invalid keyword'),
    });
    expect(Object.keys(root.snapshot())).not.toContain('/etc/multipath.conf');
    expect(root.run(of('/etc/multipath.conf', 'good\n')).status).toBe(0);
  });

  it('exports: exportfs sees the new file as its own, and nothing of it stays', () => {
    const root = throwAwayRoot({
      standIns: {
        exportfs:
          'grep -q bad /etc/exports && { echo "exportfs: unknown keyword" >&2; exit 1; }; echo x >/var/lib/nfs/etab',
      },
    });
    root.write('/etc/exports', 'old\n', 0o600);
    root.write('/var/lib/nfs/etab', 'real\n');
    // On a machine the root is a mount of its own.
    const before = 'mount --rbind "$1" "$1"; cd "$1"';
    expect(root.run(of('/etc/exports', 'bad\n'), { before })).toMatchObject({
      status: 1,
      err: expect.stringContaining('unknown keyword'),
    });
    expect(root.read('/etc/exports')).toBe('old\n');
    expect(root.run(of('/etc/exports', 'good\n'), { before })).toMatchObject({ status: 0, err: '' });
    expect(root.read('/etc/exports')).toBe('good\n');
    expect(root.read('/var/lib/nfs/etab')).toBe('real\n');
  });

  it('is written where the program is not installed: nothing reads it', () => {
    const root = throwAwayRoot({ standIns: systemd });
    expect(root.run(of('/etc/corosync/corosync.conf', 'bad\n')).status).toBe(0);
  });

  it('has no judge that is unknown on its platform', () => {
    const at = (platform: typeof el6 | typeof debian12) =>
      script(plan([{ name: 'one', steps: [file('/etc/multipath.conf', 'x\n')] }], { platform }));
    expect(at(debian12)).toContain('  silent=yes judged_by multipath -t\n');
    expect(at(el6)).not.toContain('judged_by');
  });
});
