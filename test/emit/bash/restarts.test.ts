import { describe, expect, it } from 'vitest';
import { el6 } from '../../../dsl/platforms/el6.ts';
import { file, packages, plan, script, service } from './plans.ts';
import { debian, systemd, sysv } from './systems.ts';
import { type ThrowAwayRoot, throwAwayRoot } from './throw-away-root.ts';

const of = (...steps: Parameters<typeof plan>[0][number]['steps']): string => script(plan([{ name: 'one', steps }]));
const conf = (content: string, ...restarts: string[]) => file('/etc/d.conf', content, { restarts });

const running = (root: ThrowAwayRoot, unit: string): void => {
  root.write(`/units/${unit}.active`, 'active\n');
  root.write(`/units/${unit}.file`, 'enabled\n');
  root.write(`/units/${unit}.reads`, '/etc/d.conf\n');
};
const marks = (root: ThrowAwayRoot): readonly string[] =>
  Object.keys(root.snapshot()).filter((it) => /rackwright\/(restart|reload)\/./.test(it));
const acts = (root: ThrowAwayRoot): readonly string[] =>
  root.commands().filter((it) => /^(systemctl|service) .*(start|stop|reload)/.test(it));

describe('a restart', () => {
  it('is on disk before the file is replaced, and survives a failure of the same run', () => {
    const root = throwAwayRoot({ standIns: systemd });
    running(root, 'd');
    root.write('/etc/later/folder', '');
    const broken = of(conf('new\n', 'd'), file('/etc/later', 'x\n'));
    const run = root.run(broken);
    expect(run.status).toBe(1);
    expect(run.err).toContain(
      'apply.sh: d has not read its files yet (restart); the next run that succeeds sees to it\n',
    );
    expect(marks(root)).toEqual(['/var/lib/rackwright/restart/d']);
    acts(root);

    const whole = of(conf('new\n', 'd'));
    const check = root.run(whole, { args: ['--check'] });
    expect(check).toEqual({
      status: 4,
      err: '',
      out: 'ok            file:/etc/d.conf\nwould restart  restart:d\n0 would change, 1 ok\n',
    });
    expect(root.run(whole).out).toContain('restarted     restart:d\n');
    expect(acts(root)).toEqual(['systemctl try-restart -- d']);
    expect(root.read('/units/d.has')).toBe('new\n');
    expect(marks(root)).toEqual([]);
    expect(root.run(whole).out).not.toContain('restart');
  });

  it('is done by a script that no longer knows of it', () => {
    const root = throwAwayRoot({ standIns: systemd });
    running(root, 'd');
    root.write('/var/lib/rackwright/restart/d', '');
    expect(root.run(of(file('/etc/other', 'x\n'))).out).toContain('restarted     restart:d\n');
    expect(marks(root)).toEqual([]);
  });

  it('that fails is tried again, though the unit does not run any more', () => {
    const root = throwAwayRoot({ standIns: systemd });
    running(root, 'd');
    root.write('/units/d.broken', '');
    const run = root.run(of(conf('new\n', 'd')));
    expect(run).toMatchObject({ status: 1, err: expect.stringContaining('| d does not start\n') });
    expect(marks(root)).toEqual(['/var/lib/rackwright/restart/d']);
    root.write('/units/d.broken', '');
    root.run(of(conf('new\n', 'd')), { before: 'rm units/d.broken' });
    expect(acts(root)).toEqual(['systemctl try-restart -- d', 'systemctl restart -- d']);
    expect(root.read('/units/d.active')).toBe('active\n');
    expect(marks(root)).toEqual([]);
  });

  it('counts only if the unit is seen running afterwards', () => {
    const root = throwAwayRoot({
      standIns: {
        systemctl: systemd.systemctl.replace('try-restart) ', 'try-restart) echo failed >/units/$1.active ;; x) '),
      },
    });
    running(root, 'd');
    expect(root.run(of(conf('new\n', 'd')))).toMatchObject({
      status: 1,
      err: expect.stringContaining('it was restarted, and does not run'),
    });
    expect(marks(root)).toEqual(['/var/lib/rackwright/restart/d']);
  });

  it('of what somebody has stopped in between is not one', () => {
    const root = throwAwayRoot({ standIns: systemd });
    running(root, 'd');
    root.write('/units/d.active', 'inactive\n');
    root.write('/var/lib/rackwright/restart/d', '');
    expect(root.run(of(conf('new\n', 'd')))).toMatchObject({ status: 0, out: expect.not.stringContaining('restart') });
    expect(acts(root)).toEqual([]);
    expect(marks(root)).toEqual([]);
  });

  it('is one, of files before and after the start of the service', () => {
    const root = throwAwayRoot({ standIns: systemd });
    running(root, 'd');
    root.write('/units/d.active', 'inactive\n');
    const before = of(conf('new\n', 'd'), service('d', 'running'));
    expect(root.run(before, { args: ['--check'] }).out).not.toContain('restart');
    expect(root.run(before).out).not.toContain('restart');
    expect(root.read('/units/d.has')).toBe('new\n');
    root.write('/units/d.active', 'inactive\n');
    const after = of(service('d', 'running'), conf('newer\n', 'd'));
    expect(root.run(after, { args: ['--check'] }).out).toContain('would restart  restart:d\n');
    expect(root.run(after).out).toContain('restarted     restart:d\n');
    expect(root.read('/units/d.has')).toBe('newer\n');
    const stopped = of(conf('newest\n', 'd'), service('d', 'stopped'));
    expect(root.run(stopped, { args: ['--check'] }).out).not.toContain('restart');
    expect(root.run(stopped).out).not.toContain('restart');
  });

  it('is a reload where that is enough, and none beside a restart', () => {
    const root = throwAwayRoot({ standIns: systemd });
    running(root, 'd');
    const reloads = of(file('/etc/d.conf', 'new\n', { reloads: ['d'] }));
    expect(root.run(reloads, { args: ['--check'] }).out).toContain('would reload  reload:d\n');
    expect(root.run(reloads).out).toContain('reloaded      reload:d\n');
    expect(acts(root)).toEqual(['systemctl reload -- d']);
    expect(root.read('/units/d.has')).toBe('new\n');
    root.run(of(file('/etc/d.conf', 'x\n', { reloads: ['d'] }), file('/etc/e', 'e\n', { restarts: ['d'] })));
    expect(acts(root)).toEqual(['systemctl try-restart -- d']);
    expect(marks(root)).toEqual([]);
  });

  it('of upstart: what died and left its file behind is started anew, what was stopped is not', () => {
    const root = throwAwayRoot({ standIns: sysv });
    root.write('/etc/redhat-release', 'CentOS release 6.10 (Final)\n');
    const apply = script(plan([{ name: 'one', steps: [conf('new\n', 'd')] }], { platform: el6 }));
    root.write('/units/d.on', '');
    root.write('/units/d.broken', '');
    expect(root.run(apply).status).toBe(1);
    expect(marks(root)).toEqual(['/var/lib/rackwright/restart/d']);
    expect(root.run(apply, { before: 'rm units/d.broken' })).toMatchObject({
      status: 0,
      out: expect.stringContaining('restarted     restart:d\n'),
    });
    expect(marks(root)).toEqual([]);
    root.write('/var/lib/rackwright/restart/d', '');
    acts(root);
    expect(root.run(apply, { before: 'rm units/d.on' }).status).toBe(0);
    expect(acts(root).filter((it) => !it.includes('status'))).toEqual([]);
    expect(marks(root)).toEqual([]);
  });
});

describe('what a package starts', () => {
  it('is foretold: the service as changed, and the restart by its file', () => {
    const root = throwAwayRoot({ standIns: { ...systemd, ...debian } });
    root.write('/db/d.unit', '');
    root.write('/units/other', '');
    const apply = of(packages('d'), conf('new\n', 'd'), service('d', 'running'));
    const foretold = root.run(apply, { args: ['--check', '--json'] }).out;
    const done = root.run(apply, { args: ['--json'] }).out;
    const steps = (out: string) =>
      [...out.matchAll(/"step":"([^"]+)","result":"(would )?(change|restart)/g)].map((it) => it[1]);
    expect(steps(foretold)).toEqual(['package:d', 'file:/etc/d.conf', 'service:d', 'restart:d']);
    expect(steps(done)).toEqual(steps(foretold));
    expect(root.run(apply).out).toContain('0 changed, 3 ok\n');
  });
});
