import { chmodSync, rmSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Step } from '../../../dsl/emit/step.ts';
import { authorizedKey, file, plan, script, service, sysctl } from './plans.ts';
import { systemd } from './systems.ts';
import { type ThrowAwayRoot, throwAwayRoot } from './throw-away-root.ts';

const of = (...steps: readonly Step[]): string => script(plan([{ name: 'one', steps }]));
const kept = file('/etc/kept', 'kept\n');
const gone = file('/etc/gone', 'gone\n', { restarts: ['d'] });

const make = (): ThrowAwayRoot => {
  const root = throwAwayRoot({ standIns: systemd, kernel: 'made up' });
  root.write('/units/d.active', 'active\n');
  root.write('/units/d.file', 'enabled\n');
  root.write('/proc/sys/net/x', '0\n');
  return root;
};
const exists = (root: ThrowAwayRoot, path: string): boolean => path in root.snapshot();
const owned = (root: ThrowAwayRoot): readonly string[] =>
  root
    .read('/var/lib/rackwright/owned')
    .split('\n')
    .filter((it) => it !== '')
    .map((it) => it.split('\t').slice(0, 2).join(' '));
const digestIn = (out: string): string => /--prune (\w{12})$/m.exec(out)?.[1] ?? 'none';

describe('what a newer script no longer has', () => {
  it('is removed: a file with the restart that it asks for, a key, a kernel parameter', () => {
    const root = make();
    root.write('/root/.ssh/authorized_keys', 'ssh-rsa AAAA theirs\n', 0o600);
    root.run(of(kept, gone, authorizedKey('ssh-ed25519 BBBB ops'), sysctl('net.x', '1')));
    root.commands();
    const before = root.snapshot();
    expect(root.run(of(kept), { args: ['--check'] })).toEqual({
      status: 4,
      err: '',
      out: [
        'ok            file:/etc/kept',
        'would remove  sysctl:net.x  (1, back to 0)',
        'would remove  authorized-key:ssh-ed25519 BBBB ops',
        'would remove  file:/etc/gone',
        'would restart  restart:d',
        '0 would change, 1 ok, 3 would remove',
        '',
      ].join('\n'),
    });
    expect(root.snapshot()).toEqual(before);
    expect(root.run(of(kept))).toMatchObject({
      status: 0,
      err: '',
      out: expect.stringMatching(/removed {7}file:\/etc\/gone\nrestarted {5}restart:d\n0 changed, 1 ok, 3 removed\n$/),
    });
    expect(exists(root, '/etc/gone')).toBe(false);
    expect(root.read('/root/.ssh/authorized_keys')).toBe('ssh-rsa AAAA theirs\n');
    expect(root.read('/proc/sys/net/x')).toBe('0\n');
    expect(owned(root)).toEqual(['file /etc/kept']);
    expect(root.run(of(kept)).out).toBe('ok            file:/etc/kept\n0 changed, 1 ok\n');
    const after = root.snapshot();
    root.run(of(kept));
    expect(root.snapshot()).toEqual(after);
  });

  const touched: Readonly<Record<string, readonly [(root: ThrowAwayRoot) => void, string]>> = {
    'its content': [(root) => root.write('/etc/gone', 'mine\n'), 'it was changed on the host since the last apply'],
    'its mode': [
      (root) => chmodSync(`${root.path}/etc/gone`, 0o600),
      'it was changed on the host since the last apply',
    ],
    'what it is': [
      (root) => {
        rmSync(`${root.path}/etc/gone`);
        root.write('/etc/gone/folder', '');
      },
      'it is no longer a file',
    ],
  };
  for (const [name, [touch, why]] of Object.entries(touched)) {
    it(`is left, and said once, if the host has changed ${name}`, () => {
      const root = make();
      root.run(of(kept, gone));
      touch(root);
      expect(root.run(of(kept), { args: ['--check'] }).out).toContain(`would leave   file:/etc/gone  (${why})\n`);
      expect(root.run(of(kept)).out).toContain(`left          file:/etc/gone  (${why})\n0 changed, 1 ok, 1 left\n`);
      expect(exists(root, '/etc/gone')).toBe(true);
      expect(root.run(of(kept)).out).not.toContain('gone');
    });
  }

  it('is left if it was here before the first run, unless it has been adopted', () => {
    const root = make();
    root.write('/etc/gone', 'theirs\n');
    root.write('/proc/sys/net/x', '1\n');
    root.run(of(kept, gone, sysctl('net.x', '1')));
    expect(root.run(of(kept)).out).toContain('left          file:/etc/gone  (it was here before)\n');
    expect(exists(root, '/etc/gone')).toBe(true);

    expect(root.run(of(kept, gone), { args: ['--check', '--adopt'] }).out).toContain('would adopt   file:/etc/gone\n');
    expect(root.run(of(kept, gone), { args: ['--adopt'] }).out).toContain('adopted       file:/etc/gone\n');
    expect(root.run(of(kept, gone), { args: ['--adopt'] }).out).not.toContain('adopt');
    // The script without it has been here before it was: that is older.
    const newer = of(kept, file('/etc/newer', 'x\n'));
    expect(root.run(newer).out).toContain('removed       file:/etc/gone\n');
    expect(exists(root, '/etc/gone')).toBe(false);
  });

  it('stays when a section is applied alone, and what is already gone is forgotten', () => {
    const root = make();
    root.run(of(kept, gone));
    expect(root.run(of(kept), { args: ['--only', 'one'] }).out).toBe('ok            file:/etc/kept\n0 changed, 1 ok\n');
    expect(exists(root, '/etc/gone')).toBe(true);
    rmSync(`${root.path}/etc/gone`);
    expect(root.run(of(kept), { args: ['--check'] })).toMatchObject({ status: 0 });
    root.run(of(kept));
    expect(owned(root)).toEqual(['file /etc/kept']);
  });

  it('stays after a failure, and goes in the next run', () => {
    const root = make();
    root.run(of(kept, gone));
    root.write('/etc/folder/x', '');
    expect(root.run(of(kept, file('/etc/folder', 'x\n'))).out).toContain('not reached   file:/etc/gone\n');
    expect(exists(root, '/etc/gone')).toBe(true);
    expect(root.run(of(kept)).out).toContain('removed       file:/etc/gone\n');
  });

  it('was older than the last one: it removes nothing without consent', () => {
    const root = make();
    const older = of(kept, gone);
    const newer = of(kept, file('/etc/newer', 'x\n'));
    root.run(older);
    root.run(newer);
    expect(exists(root, '/etc/gone')).toBe(false);
    const check = root.run(older, { args: ['--check'] });
    expect(check).toMatchObject({ status: 4, out: expect.stringContaining('to prune      file:/etc/newer\n') });
    expect(root.run(older).out).toContain('\n1 changed, 1 ok, 1 to prune\n');
    expect(root.read('/etc/newer')).toBe('x\n');
    expect(root.run(older).out).toContain('0 changed, 2 ok, 1 to prune\n');
    const run = root.run(older, { args: ['--prune', digestIn(check.out)] });
    expect(run).toMatchObject({ status: 0, out: expect.stringContaining('removed       file:/etc/newer\n') });
    expect(exists(root, '/etc/newer')).toBe(false);
  });
});

describe('a service that the script no longer has', () => {
  const without = of(kept);
  const start = (): ThrowAwayRoot => {
    const root = make();
    root.write('/units/e.file', 'disabled\n');
    root.run(of(kept, service('d', 'running'), service('e', 'running')));
    root.commands();
    return root;
  };

  it('runs on, until its list is agreed to by its digest', () => {
    const root = start();
    const check = root.run(without, { args: ['--check', '--json'] }).out;
    const digest = /"prune":"(\w{12})"/.exec(check)?.[1] ?? '';
    expect(check).toContain('{"section":"leftovers","step":"service:e","result":"to prune"}\n');
    expect(root.run(without).out).toContain('to prune      service:e\n');
    expect(root.read('/units/e.active')).toBe('active\n');

    const before = root.snapshot();
    const other = root.run(without, { args: ['--prune', '0123456789ab'] });
    expect(other).toMatchObject({ status: 3, out: '', err: expect.stringContaining(`which is ${digest}`) });
    expect(root.snapshot()).toEqual(before);

    expect(root.run(without, { args: ['--check', '--prune', digest] }).out).toContain('would remove  service:e');
    expect(root.read('/units/e.active')).toBe('active\n');
    expect(root.run(without, { args: ['--prune', digest] })).toMatchObject({ status: 0, err: '' });
    expect(root.read('/units/e.active')).toBe('inactive\n');
    expect(root.read('/units/e.file')).toBe('disabled\n');
    expect(root.read('/units/d.active')).toBe('active\n');
    expect(root.run(without, { args: ['--prune', digest] })).toMatchObject({ status: 3 });
    expect(root.run(without).out).toBe('ok            file:/etc/kept\n0 changed, 1 ok\n');
  });

  it('is left if it started at boot before we came', () => {
    const root = start();
    expect(root.run(without, { args: ['--check'] }).out).toContain('would leave   service:d  (it was here before)\n');
  });
});

describe('drift', () => {
  const cases: Readonly<Record<string, readonly [string, string, string]>> = {
    host: ['a\n', 'mine\n', 'changed on the host'],
    stack: ['b\n', 'a\n', 'changed in the stack'],
    both: ['b\n', 'mine\n', 'changed on the host and in the stack'],
  };
  for (const [name, [wanted, have, words]] of Object.entries(cases)) {
    it(`is told: ${words}`, () => {
      const root = make();
      root.run(of(file('/etc/a', 'a\n')));
      root.write('/etc/a', have);
      const now = of(file('/etc/a', wanted));
      expect(root.run(now, { args: ['--check'] }).out).toContain(`would change  file:/etc/a  (content; ${words})\n`);
      expect(root.run(now, { args: ['--json'] }).out).toContain(
        `"result":"changed","detail":"content; ${words}","drift":"${name}"`,
      );
    });
  }

  it('is nobody’s where nothing is known', () => {
    const root = make();
    root.write('/etc/a', 'theirs\n');
    expect(root.run(of(file('/etc/a', 'a\n')), { args: ['--check'] }).out).toContain(
      'would change  file:/etc/a  (content)\n',
    );
  });
});

describe('the list', () => {
  it('of a run that power has cut is read as far as it goes', () => {
    const root = make();
    root.run(of(kept, gone));
    const list = root.read('/var/lib/rackwright/owned');
    root.write('/var/lib/rackwright/owned', `${list}\nfile\t/etc/ha`, 0o600);
    rmSync(`${root.path}/var/lib/rackwright/claims`);
    expect(root.run(of(kept, gone)).out).toContain('0 changed, 2 ok\n');
    expect(root.read('/var/lib/rackwright/owned')).toBe(list);
    root.write('/var/lib/rackwright/owned', `${list}\nfile\t/etc/ha`, 0o600);
    rmSync(`${root.path}/var/lib/rackwright/claims`);
    expect(root.run(of(kept)).out).toContain('removed       file:/etc/gone\n');
  });

  it('holds nothing that would not be a line', () => {
    const root = make();
    expect(root.run(of(file('/etc/tab\there', 'x\n'))).status).toBe(0);
    expect(exists(root, '/var/lib/rackwright/owned')).toBe(true);
    expect(root.read('/var/lib/rackwright/owned')).toBe('');
  });
});
