import { spawn } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { el6 } from '../../../dsl/platforms/el6.ts';
import { el9 } from '../../../dsl/platforms/el9.ts';
import { command, file, hostname, packages, plan, script, service } from './plans.ts';
import { throwAwayRoot } from './throw-away-root.ts';

const base = { name: 'base', steps: [file('/etc/hostname', 'hv1\n')] };
const nics = [
  { device: 'eth0', mac: '00:1e:c9:00:01:00', from: [] },
  { device: 'eth1', mac: '00:1e:c9:00:01:01', from: [] },
];
const withNics = script(plan([base], { nics }));
const card = (name: string, mac: string): string =>
  `ip link add ${name} address ${mac} type veth peer name peer-${name}\n`;

describe('the right machine', () => {
  it('is one whose cards are where the stack says', () => {
    const root = throwAwayRoot();
    const before = card('eth0', '00:1e:c9:00:01:00') + card('eth1', '00:1e:c9:00:01:01');
    expect(root.run(withNics, { before })).toMatchObject({ status: 0, err: '' });
  });

  const wrong: Readonly<Record<string, readonly [string, readonly string[]]>> = {
    swapped: [
      card('eth0', '00:1e:c9:00:01:01') + card('eth1', '00:1e:c9:00:01:00'),
      [
        'eth0             00:1e:c9:00:01:00  00:1e:c9:00:01:01  eth1',
        'eth1             00:1e:c9:00:01:01  00:1e:c9:00:01:00  eth0',
      ],
    ],
    'another card': [
      card('eth0', '00:1e:c9:00:01:00') + card('eth1', '00:1e:c9:00:01:99'),
      ['eth1             00:1e:c9:00:01:01  00:1e:c9:00:01:99  no device'],
    ],
    'another name': [
      card('eth0', '00:1e:c9:00:01:00') + card('enp1s0', '00:1e:c9:00:01:01'),
      ['eth1             00:1e:c9:00:01:01  no such device     enp1s0'],
    ],
  };
  for (const [name, [before, table]] of Object.entries(wrong)) {
    it(`is not: ${name}`, () => {
      for (const args of [[], ['--check'], ['--activate-network']]) {
        const root = throwAwayRoot();
        const untouched = root.snapshot();
        const run = root.run(withNics, { before, args });
        expect(run).toMatchObject({ status: 3, out: '' });
        expect(run.err.split('\n')).toEqual([
          'device           expected           found              the expected address is on',
          ...table,
          'apply.sh for hv1 refuses: the network cards are not where the stack says',
          '  nothing was written; correct the stack, or run it on the right machine',
          '',
        ]);
        expect(root.snapshot()).toEqual(untouched);
      }
    });
  }

  it('has its cards in a bond: the bond knows their own addresses', () => {
    const root = throwAwayRoot({ kernel: 'made up' });
    for (const name of ['eth0', 'eth1', 'bond0']) root.write(`/sys/class/net/${name}/address`, '00:1e:c9:00:01:00\n');
    root.write('/sys/class/net/bond0/bonding/mode', '802.3ad 4\n');
    const port = (name: string, mac: string) =>
      `Slave Interface: ${name}\nMII Status: up\nPermanent HW addr: ${mac}\nSlave queue ID: 0\n\n`;
    const bonding = (eth1: string) =>
      `Ethernet Channel Bonding Driver\n\n${port('eth0', '00:1e:c9:00:01:00')}${port('eth1', eth1)}`;
    root.write('/proc/net/bonding/bond0', bonding('00:1e:c9:00:01:01'));
    expect(root.run(withNics)).toMatchObject({ status: 0, err: '' });
    root.write('/proc/net/bonding/bond0', bonding('00:1e:c9:00:01:77'));
    const run = root.run(withNics);
    expect(run.status).toBe(3);
    expect(run.err).toContain('eth1             00:1e:c9:00:01:01  00:1e:c9:00:01:77  no device\n');
  });
});

describe('the right platform', () => {
  const refused = (it: ReturnType<typeof plan>, ...files: readonly (readonly [string, string])[]) => {
    const root = throwAwayRoot({ standIns: { rpm: '', dnf: '', yum: '' } });
    for (const [path, content] of files) root.write(path, content);
    const untouched = root.snapshot();
    const run = root.run(script(it));
    if (run.status === 3) expect(root.snapshot()).toEqual(untouched);
    return run;
  };
  const on9 = plan([base], { platform: el9 });
  const on6 = plan([base], { platform: el6 });

  it('is not another distribution', () => {
    expect(refused(on9)).toMatchObject({
      status: 3,
      err: expect.stringContaining('this is Debian GNU/Linux 12 (bookworm), and hv1 is Enterprise Linux 9\n'),
    });
  });
  it('is not another release', () => {
    expect(
      refused(on9, ['/etc/os-release', 'ID="rocky"\nVERSION_ID="10.9"\nPRETTY_NAME="Rocky Linux 10.9"\n']).status,
    ).toBe(3);
    expect(refused(on6, ['/etc/redhat-release', 'CentOS Linux release 7.6 (Core)\n']).status).toBe(3);
    expect(refused(on6).status).toBe(3);
  });
  it('is any minor of the release, and any rebuild', () => {
    expect(refused(on9, ['/etc/os-release', 'ID="rocky"\nVERSION_ID="9.4"']).status).toBe(0);
    expect(refused(on6, ['/etc/redhat-release', 'CentOS release 6.10 (Final)\n']).status).toBe(0);
  });
  it('is read, not sourced', () => {
    const root = throwAwayRoot();
    root.write('/etc/os-release', 'ID=debian\nVERSION_ID="12"\nX=$(touch /hacked)\ntouch /hacked\n');
    expect(root.run(script(plan([base]))).status).toBe(0);
    expect(Object.keys(root.snapshot())).not.toContain('/hacked');
  });
});

describe('before anything is written', () => {
  it('the user is root', () => {
    const root = throwAwayRoot();
    const run = root.run(script(plan([base])), { under: ['setpriv', '--reuid=2', '--regid=2', '--clear-groups'] });
    expect(run).toMatchObject({ status: 3, out: '', err: expect.stringContaining('it must run as root') });
  });

  it('the tools are there', () => {
    const root = throwAwayRoot();
    root.write('/etc/os-release', 'ID=rocky\nVERSION_ID=9\n');
    const untouched = root.snapshot();
    const run = root.run(
      script(plan([{ name: 'base', steps: [packages('chrony'), service('chronyd', 'running')] }], { platform: el9 })),
    );
    expect(run).toMatchObject({ status: 3, out: '', err: expect.stringMatching(/these tools are missing:.* dnf/) });
    expect(root.snapshot()).toEqual(untouched);
  });

  it('no other run holds the lock; --check needs none', async () => {
    const root = throwAwayRoot();
    const apply = script(plan([base]));
    root.write('/var/lib/rackwright/lock', '');
    const holder = spawn('flock', [`${root.path}/var/lib/rackwright/lock`, 'sh', '-c', 'echo held; cat'], {
      stdio: ['pipe', 'pipe', 'ignore'],
    });
    await new Promise((resolve) => holder.stdout.once('data', resolve));
    const untouched = root.snapshot();
    expect(root.run(apply)).toMatchObject({
      status: 3,
      out: '',
      err: expect.stringContaining('another run holds the lock'),
    });
    expect(root.snapshot()).toEqual(untouched);
    expect(root.run(apply, { args: ['--check'] }).status).toBe(4);
    const gone = new Promise((resolve) => holder.once('exit', resolve));
    holder.stdin.end();
    await gone;
    expect(root.run(apply).status).toBe(0);
  });

  it('a daemon that a command leaves behind does not hold it', () => {
    const root = throwAwayRoot();
    const daemon = script(
      plan([
        {
          name: 'base',
          steps: [command('daemon', 'test -e /done', 'touch /done; sleep 3 >/dev/null 2>&1 & ls -l /proc/$!/fd >/fds')],
        },
      ]),
    );
    expect(root.run(daemon)).toMatchObject({ status: 0, err: '' });
    expect(root.read('/fds')).not.toContain('rackwright/lock');
    expect(root.read('/fds')).toContain('/dev/null');
  });
});

describe('--check', () => {
  it('changes nothing: the root may be read-only', () => {
    const root = throwAwayRoot();
    const apply = script(plan([{ name: 'base', steps: [file('/etc/hostname', 'hv1\n'), hostname('hv1')] }]));
    const options = {
      args: ['--check', '--diff'],
      before: 'mount --rbind "$1" "$1"; mount -o remount,bind,ro "$1"; cd "$1"; mount -t tmpfs none tmp',
    };
    const untouched = root.snapshot();
    const run = root.run(apply, options);
    expect(run).toMatchObject({ status: 4, err: '' });
    expect(root.snapshot()).toEqual(untouched);
  });

  it('leaves nothing in its own folder either', () => {
    const root = throwAwayRoot();
    const untouched = root.snapshot();
    expect(root.run(script(plan([base])), { args: ['--check', '--diff'] }).status).toBe(4);
    expect(Object.keys(root.snapshot())).toEqual(Object.keys(untouched));
  });
});
