import { describe, expect, it } from 'vitest';
import type { Step } from '../../../dsl/emit/step.ts';
import { el5 } from '../../../dsl/platforms/el5.ts';
import { el6 } from '../../../dsl/platforms/el6.ts';
import { el9 } from '../../../dsl/platforms/el9.ts';
import type { PlatformFacts } from '../../../dsl/platforms/facts.ts';
import { command, file, hostname, packages, plan, script, service, sysctl } from './plans.ts';
import { throwAwayRoot } from './throw-away-root.ts';

const of = (steps: readonly Step[], platform?: PlatformFacts): string =>
  script(plan([{ name: 'one', steps }], platform === undefined ? {} : { platform }));

/** Systems that remember: a folder is the package database, another one the state of the services. */
const debian = {
  'dpkg-query':
    'shift 4; code=0; for name; do if [ -e /db/$name ]; then cat /db/$name; else code=1; fi; done; exit $code',
  'apt-get':
    'case " $* " in *" install "*) while [ "$1" != -- ]; do shift; done; shift; for name; do echo "install ok installed" >/db/$name; done ;; esac; cat; echo "apt says"',
};
const systemd = {
  systemctl: `verb=$1
    while [ "$1" != -- ]; do shift; done; shift
    case $verb in
      show) for name; do echo "ActiveState=$(cat /units/$name.active 2>/dev/null || echo inactive)"; echo "UnitFileState=$(cat /units/$name.file 2>/dev/null)"; echo; done ;;
      enable) [ -e /units/$1.file ] || { echo "Unit $1 not found."; exit 1; }; echo enabled >/units/$1.file ;;
      disable) echo disabled >/units/$1.file ;;
      start) echo active >/units/$1.active ;;
      stop) echo inactive >/units/$1.active ;;
    esac`,
};
const sysv = {
  service: 'case $2 in status) [ -e /units/$1.on ] ;; start) touch /units/$1.on ;; stop) rm /units/$1.on ;; esac',
  chkconfig: 'case "$2" in on) touch /units/$1.boot ;; off) rm /units/$1.boot ;; *) [ -e /units/$1.boot ] ;; esac',
};

describe('packages', () => {
  it('are asked for at once, and only the missing are installed', () => {
    const root = throwAwayRoot({ standIns: debian });
    root.write('/db/ifenslave', 'install ok installed\n');
    root.write('/db/bridge-utils', 'deinstall ok config-files\n');
    const apply = of([packages('ifenslave', 'bridge-utils', 'chrony'), packages('ifenslave')]);
    expect(root.run(apply, { args: ['--check'] })).toMatchObject({
      status: 4,
      err: '',
      out: expect.stringContaining('(bridge-utils chrony)'),
    });
    expect(root.commands().filter((it) => it.startsWith('apt'))).toEqual([]);
    const run = root.run(apply);
    expect(run).toMatchObject({ status: 0, err: 'apt says\napt says\n' });
    expect(run.out).toBe(
      'changed       package:ifenslave bridge-utils chrony  (bridge-utils chrony)\nok            package:ifenslave\n1 changed, 1 ok\n',
    );
    expect(root.commands().filter((it) => it.startsWith('apt'))).toEqual([
      'apt-get -q update',
      'apt-get -q -y --no-remove -o Dpkg::Options::=--force-confdef -o Dpkg::Options::=--force-confold install -- bridge-utils chrony',
    ]);
    expect(root.run(apply).out).toContain('0 changed, 2 ok');
    expect(root.commands()).toHaveLength(1);
  });

  it('that cannot be had stop the run before the network', () => {
    const root = throwAwayRoot({ standIns: { ...debian, 'apt-get': 'echo "E: no such package"; exit 100' } });
    const apply = script(
      plan([
        { name: 'packages', steps: [packages('ifenslave')] },
        { name: 'network', guard: 'network', steps: [file('/etc/network/interfaces', 'x\n')] },
      ]),
    );
    const run = root.run(apply);
    expect(run).toMatchObject({
      status: 1,
      out: expect.stringContaining(
        'not reached   file:/etc/network/interfaces\n0 changed, 0 ok, 1 failed, 1 not reached\n',
      ),
    });
    expect(run.err).toContain('E: no such package');
    expect(run.err).toContain('what they conflict with is yours to remove');
    expect(Object.keys(root.snapshot())).not.toContain('/etc/network');
  });

  it('of the rpm family', () => {
    const root = throwAwayRoot({
      standIns: { rpm: 'shift 2; for name; do [ -e /db/$name ] || exit 1; done', dnf: 'touch /db/chrony' },
    });
    root.write('/etc/os-release', 'ID=rocky\nVERSION_ID=9.4\n');
    root.write('/db/x', '');
    const apply = of([packages('x', 'chrony')], el9);
    expect(root.run(apply)).toMatchObject({ status: 0, out: expect.stringContaining('1 changed') });
    expect(root.commands().at(-2)).toBe('dnf -q -y install -- chrony');
    expect(root.run(apply).out).toContain('0 changed, 1 ok');
    expect(root.commands()).toEqual(['rpm -q -- x chrony']);
  });

  it('of yum, whose first releases know no -q', () => {
    const root = throwAwayRoot({
      standIns: { rpm: '[ -e /db/$3 ]', yum: 'case $* in *-q*) exit 1 ;; esac; touch /db/ntp' },
    });
    root.write('/etc/redhat-release', 'CentOS release 5.1 (Final)\n');
    root.write('/db/x', '');
    expect(root.run(of([packages('ntp')], el5))).toMatchObject({ status: 0, err: '' });
    expect(root.commands().at(-2)).toBe('yum -d 1 -e 1 -y install -- ntp');
  });
});

describe('services', () => {
  const steps = [service('chronyd', 'running'), service('cups', 'stopped'), service('gone', 'stopped')];
  it('of systemd: one question, then what differs', () => {
    const root = throwAwayRoot({ standIns: systemd });
    root.write('/units/chronyd.file', 'disabled');
    root.write('/units/cups.file', 'enabled');
    root.write('/units/cups.active', 'active');
    const check = root.run(of(steps), { args: ['--check'] });
    expect(check).toMatchObject({ status: 4, err: '' });
    expect(check.out).toContain(
      'would change  service:chronyd  (not running, not started at boot)\nwould change  service:cups  (running, started at boot)\nok            service:gone\n',
    );
    expect(root.commands()).toEqual(['systemctl show -p ActiveState -p UnitFileState -- chronyd cups gone']);
    expect(root.run(of(steps))).toMatchObject({ status: 0, err: '', out: expect.stringContaining('2 changed, 1 ok') });
    expect(root.commands().filter((it) => !it.includes('show'))).toEqual(
      ['enable -- chronyd', 'start -- chronyd', 'disable -- cups', 'stop -- cups'].map((it) => `systemctl ${it}`),
    );
    expect(root.run(of(steps)).out).toContain('0 changed, 3 ok');
    expect(root.commands()).toHaveLength(1);
  });

  it('that do not exist fail', () => {
    const root = throwAwayRoot({ standIns: systemd });
    expect(root.run(of([service('chrnyd', 'running')]))).toMatchObject({
      status: 1,
      err: expect.stringContaining('| Unit chrnyd not found.'),
    });
  });

  it.each([
    ['SysV init', el5, '5.1'],
    ['upstart', el6, '6.10'],
  ])('of %s', (_, platform, release) => {
    const root = throwAwayRoot({ standIns: sysv });
    root.write('/etc/redhat-release', `CentOS release ${release} (Final)\n`);
    root.write('/units/cups.on', '');
    root.write('/units/cups.boot', '');
    expect(root.run(of(steps, platform))).toMatchObject({
      status: 0,
      err: '',
      out: expect.stringContaining('2 changed, 1 ok'),
    });
    expect(root.commands().filter((it) => / (on|off|start|stop)$/.test(it))).toEqual([
      'chkconfig chronyd on',
      'service chronyd start',
      'chkconfig cups off',
      'service cups stop',
    ]);
    expect(root.run(of(steps, platform)).out).toContain('0 changed, 3 ok');
  });

  it('are restarted once, at the end, when a file of theirs changed', () => {
    const root = throwAwayRoot({ standIns: systemd });
    root.write('/units/chronyd.file', 'enabled');
    root.write('/units/chronyd.active', 'active');
    const apply = of([
      file('/etc/a', 'a\n', { restarts: ['chronyd', 'new'] }),
      file('/etc/b', 'b\n', { restarts: ['chronyd'] }),
      service('chronyd', 'running'),
      service('new', 'running'),
    ]);
    root.write('/units/new.file', 'disabled');
    expect(root.run(apply, { args: ['--check'] }).out).toContain('would restart  restart:chronyd\n');
    root.commands();
    expect(root.run(apply)).toMatchObject({
      status: 0,
      err: '',
      out: expect.stringContaining('restarted     restart:chronyd\n3 changed, 1 ok\n'),
    });
    expect(root.commands().filter((it) => it.includes('restart'))).toEqual(['systemctl try-restart -- chronyd']);
    expect(root.run(apply).out).not.toContain('restart');
  });
});

describe('the kernel', () => {
  it('is read and written as sysctl does', () => {
    const root = throwAwayRoot({ kernel: 'made up' });
    root.write('/proc/sys/net/ipv4/ip_forward', '0\n');
    root.write('/proc/sys/net/ipv4/ping_group_range', '1\t0\n');
    root.write('/proc/sys/net/ipv4/conf/bond0.667/rp_filter', '0\n');
    const steps = [
      sysctl('net.ipv4.ip_forward', '1'),
      sysctl('net.ipv4.ping_group_range', '1 0'),
      sysctl('net/ipv4/conf/bond0.667/rp_filter', '2'),
    ];
    const check = root.run(
      of([...steps, sysctl('net.ipv4.conf.bond0/667.rp_filter', '2'), sysctl('net.ipv4.conf.bond0/9.rp_filter', '2')]),
      { args: ['--check'] },
    );
    expect(check.out.replace(/ {2,}\(.*/g, '')).toBe(
      [
        'would change  sysctl:net.ipv4.ip_forward',
        'ok            sysctl:net.ipv4.ping_group_range',
        'would change  sysctl:net/ipv4/conf/bond0.667/rp_filter',
        'would change  sysctl:net.ipv4.conf.bond0/667.rp_filter',
        'pending activation  sysctl:net.ipv4.conf.bond0/9.rp_filter',
        '3 would change, 1 ok, 1 pending activation',
        '',
      ].join('\n'),
    );
    expect(root.run(of(steps))).toMatchObject({ status: 0, out: expect.stringContaining('2 changed, 1 ok') });
    expect(root.read('/proc/sys/net/ipv4/conf/bond0.667/rp_filter')).toBe('2\n');
    expect(root.run(of(steps)).out).toContain('0 changed, 3 ok');
  });

  it('has no such parameter, and none outside its folder', () => {
    const root = throwAwayRoot({ kernel: 'made up' });
    root.write('/etc/target', '0\n');
    root.write('/proc/sys/net/x', '0\n');
    expect(root.run(of([sysctl('net.ipv4.ip_forwad', '1')]))).toMatchObject({
      status: 1,
      err: expect.stringContaining('the kernel has no such parameter'),
    });
    expect(root.run(of([sysctl('net/../../../etc/target', '1')]))).toMatchObject({ status: 1 });
    expect(root.read('/etc/target')).toBe('0\n');
  });

  it('has a hostname', () => {
    const root = throwAwayRoot();
    expect(root.run(of([hostname('hv1')]))).toMatchObject({
      status: 0,
      out: expect.stringContaining(', now hv1)\n1 changed'),
    });
    expect(root.run(of([hostname('hv1')]), { before: 'hostname hv1' }).out).toContain('0 changed, 1 ok');
  });
});

describe('a command', () => {
  const touch = of([command('touch', 'echo out; test -e /marker', 'echo out; touch /marker')]);
  it('runs unless its test succeeds; --check runs the test alone', () => {
    const root = throwAwayRoot();
    expect(root.run(touch, { args: ['--check'] })).toEqual({
      status: 4,
      err: '',
      out: 'would change  command:touch\n1 would change, 0 ok\n',
    });
    expect(root.run(touch)).toEqual({ status: 0, err: 'out\n', out: 'changed       command:touch\n1 changed, 0 ok\n' });
    expect(root.run(touch)).toEqual({ status: 0, err: '', out: 'ok            command:touch\n0 changed, 1 ok\n' });
  });
  it('fails when it fails, and when its test still says no', () => {
    const root = throwAwayRoot();
    expect(root.run(of([command('bad', 'false', 'exit 7')]))).toMatchObject({
      status: 1,
      err: expect.stringContaining('it ended with status 7'),
    });
    expect(root.run(of([command('idle', 'false', 'true')]))).toMatchObject({
      status: 1,
      err: expect.stringContaining('its test still says no'),
    });
  });
  it('gets no standard input, neither the script’s nor the operator’s', () => {
    const root = throwAwayRoot();
    const greedy = of([command('cat', 'test -e /all', 'cat >/all'), file('/etc/after', 'x\n')]);
    expect(root.run(greedy, { via: 'stdin' })).toMatchObject({ status: 0, out: expect.stringContaining('2 changed') });
    expect(root.read('/all')).toBe('');
    root.run(of([command('cat', 'test -s /all', 'cat >/all')]), { input: 'typed ahead\n' });
    expect(root.read('/all')).toBe('');
    expect(root.run(greedy, { via: 'stdin', args: ['--check'] }).out).toContain('0 would change, 2 ok');
  });
});

describe('an end that nobody planned', () => {
  it('counts as a failure, whatever its status', () => {
    const root = throwAwayRoot();
    for (const end of [
      'exit 0',
      'exit 4',
      'kill -TERM $$',
      'kill -INT $$',
      ': "$nobody_set_this"',
      'false || exit 77',
    ]) {
      const broken = of([file('/etc/x', 'x\n')]).replace('\nhost() {\n', () => `\nhost() {\n  ${end}\n`);
      expect([end, root.run(broken).status]).toEqual([end, 1]);
    }
  });
});
