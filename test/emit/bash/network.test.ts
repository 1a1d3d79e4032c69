import { describe, expect, it } from 'vitest';
import { debian12 } from '../../../dsl/platforms/debian12.ts';
import { el5 } from '../../../dsl/platforms/el5.ts';
import { el6 } from '../../../dsl/platforms/el6.ts';
import { el7 } from '../../../dsl/platforms/el7.ts';
import { el8 } from '../../../dsl/platforms/el8.ts';
import { el9 } from '../../../dsl/platforms/el9.ts';
import type { PlatformFacts } from '../../../dsl/platforms/facts.ts';
import { ifcfg, interfaces, kernel, keyfile, make, pending, site, touched } from './made-up-network.ts';
import { command, device, file, plan, script } from './plans.ts';
import { throwAwayRoot } from './throw-away-root.ts';

describe('--no-activate-network', () => {
  const args = ['--no-activate-network'];
  it('nothing that runs is touched, and what is pending is said in words', () => {
    const root = make();
    root.write('/kernel/addr', '');
    root.write('/kernel/route', '');
    const apply = site(debian12, interfaces);
    const run = root.run(apply, { args });
    expect(run).toMatchObject({ status: 0, err: '' });
    expect(run.out).toContain('pending activation  device:bond0  (does not exist)\n');
    expect(run.out).toContain('1 changed, 0 ok, 5 pending activation\n');
    expect(root.run(apply, { args: [...args, '--check'] })).toMatchObject({
      status: 4,
      out: expect.stringContaining('0 would change, 1 ok, 5 pending activation'),
    });
    expect(touched(root)).toEqual([]);
  });

  it('a converged kernel is ok, foreign ports and addresses included', () => {
    const root = make();
    kernel(root);
    root.run(site(debian12, interfaces), { args });
    root.write(
      '/kernel/addr',
      `${root.read('/kernel/addr')}7: br666    inet 10.66.6.99/24 scope global secondary br666\n`,
    );
    expect(root.run(site(debian12, interfaces), { args })).toEqual({
      status: 0,
      err: '',
      out: expect.stringContaining('\n0 changed, 6 ok\n'),
    });
    expect(root.run(site(debian12, interfaces), { args: [...args, '--check'] }).status).toBe(0);
  });

  it('names what others have said of its devices, and leaves it alone', () => {
    const root = make();
    kernel(root);
    root.run(site(debian12, interfaces));
    const others = {
      '/etc/network/interfaces.d/colleague': 'auto eth0\n\tiface  eth0 inet manual',
      // ifupdown does not read it.
      '/etc/network/interfaces.d/colleague.bak': 'iface eth1 inet manual\n',
      [keyfile('office')]: '[connection]\ninterface-name=eth0\n',
      [keyfile('lan')]: '[connection]\ninterface-name=eth00\n',
    };
    for (const [path, content] of Object.entries(others)) root.write(path, content, 0o600);
    const run = root.run(site(debian12, interfaces));
    expect(run).toMatchObject({ status: 0, err: '', out: expect.stringContaining('\n0 changed, 6 ok\n') });
    expect(run.out).toContain(
      `ok            device:eth0  (also made by /etc/network/interfaces.d/colleague, ${keyfile('office')})\n`,
    );
    expect(run.out.match(/also made by/g)).toHaveLength(1);
    for (const [path, content] of Object.entries(others)) expect(root.read(path)).toBe(content);
  });

  it('takes no profile of its own for that of somebody else', () => {
    const root = make('ID=rhel\nVERSION_ID="9.4"\n');
    kernel(root);
    root.run(site(el9, keyfile, '[connection]\ninterface-name=bond0\n'));
    root.write(keyfile('office'), '[connection]\ninterface-name=bond0\n', 0o600);
    const { out } = root.run(site(el9, keyfile, '[connection]\ninterface-name=bond0\n'), { args: ['--check'] });
    expect(out).toMatch(new RegExp(`device:bond0 .*also made by ${keyfile('office')}\\)`));
  });

  const drifts: Readonly<Record<string, readonly [string, string, string, string]>> = {
    mtu: ['/sys/class/net/bond0/mtu', '1500', 'bond0', 'mtu 1500 and not 9000'],
    'an option': ['/sys/class/net/bond0/bonding/lacp_rate', 'slow 0', 'bond0', 'lacp_rate slow 0 and not fast'],
    'a lost port': ['/sys/class/net/bond0/bonding/slaves', 'eth0', 'bond0', 'eth1 is not a port of bond0'],
    'a port too many': ['/sys/class/net/bond0/bonding/slaves', 'eth0 eth1 eth7', 'bond0', 'eth7 is one of its ports'],
    'a device that is down': ['/sys/class/net/eth0/flags', '0x1002', 'eth0', 'is down'],
    'a VLAN on something else': [
      '/proc/net/vlan/config',
      'bond0.666 | 666 | bond1',
      'bond0.666',
      'is not VLAN 666 on bond0',
    ],
    STP: ['/sys/class/net/br666/bridge/stp_state', '0', 'br666', 'stp off and not on'],
    'the forward delay': [
      '/sys/class/net/br666/bridge/forward_delay',
      '1500',
      'br666',
      'forward delay 15 s and not 5 s',
    ],
    'a lost address': ['/kernel/addr', '7: br666    inet 10.66.6.11/24', 'br666', 'no address 10.66.6.1/24'],
    'lost routes': [
      '/kernel/route',
      'default via 10.66.6.25 dev br666',
      'br666',
      'no default route by 10.66.6.254, no route to 10.9.0.1/32 by 10.66.6.9',
    ],
  };
  for (const [name, [path, value, where, why]] of Object.entries(drifts)) {
    it(`sees ${name}`, () => {
      const root = make();
      kernel(root);
      root.run(site(debian12, interfaces), { args });
      root.write(path, `${value}\n`);
      const run = root.run(site(debian12, interfaces), { args: [...args, '--check'] });
      expect(run.out).toContain(`pending activation  device:${where}  (${why})\n`);
      expect(run.status).toBe(4);
    });
  }

  it('sees a change of a file that is one object’s own, and of a shared one only what it makes', () => {
    const root = make('CentOS release 6.10 (Final)\n');
    kernel(root);
    root.run(site(el6, ifcfg), { args });
    root.write(ifcfg('eth1'), 'other\n');
    expect(root.run(site(el6, ifcfg), { args }).out).toContain(
      `pending activation  device:eth1  (${ifcfg('eth1')} has changed)\n`,
    );
    const shared = make();
    kernel(shared);
    expect(shared.run(site(debian12, interfaces), { args }).out).toContain('1 changed, 5 ok\n');
  });
});

describe('--activate-network', () => {
  const args = ['--activate-network'];
  const fromNothing: readonly (readonly [string, string, string, readonly string[]])[] = [
    [
      'el5',
      'CentOS release 5.1 (Final)\n',
      site(el5, ifcfg),
      ['ifup bond0', 'ifdown bond0.666', 'ifup bond0.666', 'ifdown br666', 'ifup br666'],
    ],
    [
      'el6',
      'CentOS release 6.10 (Final)\n',
      site(el6, ifcfg),
      ['ifup bond0', 'ifdown bond0.666', 'ifup bond0.666', 'ifdown br666', 'ifup br666'],
    ],
    ...(
      [
        ['el7', 'ID="centos"\nVERSION_ID="7"\n', el7],
        ['el8', 'ID="rocky"\nVERSION_ID="8.10"\n', el8],
      ] as const
    ).map(([name, release, platform]): readonly [string, string, string, readonly string[]] => [
      // ifup would end with success and do nothing: NetworkManager has the device already.
      `${name}: by NetworkManager and never by ifup:`,
      release,
      site(platform, ifcfg),
      ['nmcli connection reload', 'nmcli --wait 60 connection up id bond0', 'nmcli --wait 60 connection up id br666'],
    ]),
    [
      'el9',
      'ID=rocky\nVERSION_ID=9.4\n',
      site(el9, keyfile),
      ['nmcli connection reload', 'nmcli --wait 60 connection up id bond0', 'nmcli --wait 60 connection up id br666'],
    ],
    ['debian12', '', site(debian12, interfaces), ['ifdown --force bond0', 'ifup bond0']],
  ];
  for (const [name, release, apply, expected] of fromNothing) {
    it(`${name}: objects one by one, in order, and then it is proved`, () => {
      const root = make(release);
      root.write('/kernel/addr', '');
      root.write('/kernel/route', '');
      kernel(root, '/next');
      expect(root.run(apply, { args: ['--activate-network', '--check'] })).toMatchObject({
        status: 4,
        out: expect.stringContaining('would change  device:br666  (does not exist)'),
      });
      expect(touched(root)).toEqual([]);
      const run = root.run(apply, { args });
      expect(run).toMatchObject({
        status: 0,
        err: '',
        out: expect.stringMatching(/changed {7}device:eth0\n.*changed {7}device:br666\n\d+ changed, 0 ok\n/s),
      });
      expect(touched(root)).toEqual(expected);
      expect(root.run(apply, { args })).toMatchObject({ status: 0, out: expect.stringContaining('\n0 changed, ') });
      expect(touched(root)).toEqual([]);
    });
  }

  it('debian12: what the old file made, the old file takes down', () => {
    const root = make();
    kernel(root, '/next');
    kernel(root);
    root.write('/sys/class/net/br666/mtu', '9000\n');
    root.write('/etc/network/interfaces', 'old\n');
    expect(root.run(site(debian12, interfaces), { args })).toMatchObject({
      status: 0,
      out: expect.stringContaining('2 changed, 4 ok\n'),
    });
    expect(touched(root)).toEqual([
      'ifdown -i /var/lib/rackwright/pending/etc/network/interfaces --force br666',
      'ifup br666',
    ]);
  });

  it('el6: a port is brought up by its bond, a file that changed brings its device up again', () => {
    const root = make('CentOS release 6.10 (Final)\n');
    kernel(root);
    kernel(root, '/next');
    root.run(site(el6, ifcfg), { args });
    touched(root);
    root.write(ifcfg('eth1'), 'other\n');
    expect(root.run(site(el6, ifcfg), { args })).toMatchObject({
      status: 0,
      out: expect.stringContaining('2 changed, 8 ok\n'),
    });
    expect(touched(root)).toEqual(['ifdown bond0', 'ifup bond0']);
  });

  it('fails when a device is still not as it should be, and says how', () => {
    const root = make();
    kernel(root);
    root.write('/sys/class/net/br666/mtu', '9000\n');
    const run = root.run(site(debian12, interfaces), { args });
    expect(run.status).toBe(1);
    expect(run.err).toContain('device:br666 failed\n  why  it was brought up, and still: mtu 9000 and not 1500\n');
  });

  it('debian12: what an earlier run replaced takes its devices down, and is forgotten then', () => {
    const root = make();
    kernel(root);
    kernel(root, '/next');
    root.write('/sys/class/net/br666/mtu', '9000\n');
    root.write('/etc/network/interfaces', 'old\n');
    expect(root.run(site(debian12, interfaces, 'first\n'), { args: ['--no-activate-network'] }).status).toBe(0);
    expect(root.run(site(debian12, interfaces), { args: ['--no-activate-network'] }).status).toBe(0);
    expect(root.read(`${pending}/etc/network/interfaces`)).toBe('old\n');
    expect(root.run(site(debian12, interfaces), { args: ['--check', '--no-activate-network'] })).toMatchObject({
      status: 4,
      out: expect.stringContaining('0 would change, 5 ok, 1 pending activation\n'),
    });
    expect(touched(root)).toEqual([]);
    expect(root.run(site(debian12, interfaces), { args }).status).toBe(0);
    expect(touched(root)).toEqual([`ifdown -i ${pending}/etc/network/interfaces --force br666`, 'ifup br666']);
    expect(Object.keys(root.snapshot()).filter((it) => it.startsWith(`${pending}/etc/network/`))).toEqual([]);
    root.write('/sys/class/net/br666/mtu', '9000\n');
    expect(root.run(site(debian12, interfaces), { args }).status).toBe(0);
    expect(touched(root)).toEqual(['ifdown --force br666', 'ifup br666']);
  });

  it('el6: a card that becomes a port of the bond is taken down first, with the address that it had', () => {
    const root = make('CentOS release 6.10 (Final)\n');
    kernel(root);
    kernel(root, '/next');
    root.run(site(el6, ifcfg), { args });
    touched(root);
    root.write('/sys/class/net/bond0/bonding/slaves', 'eth0\n');
    expect(root.run(site(el6, ifcfg), { args }).status).toBe(0);
    expect(touched(root)).toEqual(['ifdown eth1', 'ifdown bond0', 'ifup bond0']);
  });

  const rejoins: readonly (readonly [string, string, PlatformFacts, (name: string) => string, string])[] = [
    ['debian12', '', debian12, interfaces, 'ip link set vnet0 master br666'],
    ['el5', 'CentOS release 5.1 (Final)\n', el5, ifcfg, 'brctl addif br666 vnet0'],
    ['el6', 'CentOS release 6.10 (Final)\n', el6, ifcfg, 'brctl addif br666 vnet0'],
    ['el7', 'ID="centos"\nVERSION_ID="7"\n', el7, ifcfg, 'ip link set vnet0 master br666'],
  ];
  for (const [name, release, platform, fileOf, expected] of rejoins) {
    it(`${name}: a guest's port is one of the bridge again, a card or a VLAN that the stack moved is not`, () => {
      const root = make(release);
      kernel(root);
      kernel(root, '/next');
      root.run(site(platform, fileOf), { args });
      root.write('/sys/class/net/vnet0/flags', '0x1003\n');
      root.write('/sys/class/net/eth7/device/x', '');
      root.write('/sys/class/net/bond0.7/flags', '0x1003\n');
      root.write('/proc/net/vlan/bond0.7', '');
      for (const port of ['eth7', 'bond0.7', 'eth1']) root.write(`/sys/class/net/br666/brif/${port}`, '');
      root.write('/sys/class/net/br666/mtu', '9000\n');
      root.commands();
      expect(root.run(site(platform, fileOf), { args }).status).toBe(0);
      expect(root.commands().filter((it) => /^(ip link|brctl)/.test(it))).toEqual([expected]);
    });
  }

  it('is not stopped by a signal between down and up, and its children hear TERM', () => {
    const root = make();
    kernel(root);
    kernel(root, '/next');
    root.write('/sys/class/net/br666/mtu', '9000\n');
    root.write(
      '/local/sbin/ifdown',
      '#!/bin/bash\nfor it in HUP INT TERM; do kill -$it $PPID; done\n(kill -TERM $BASHPID; touch /deaf)\nexit 0\n',
      0o755,
    );
    expect(root.run(site(debian12, interfaces), { args })).toMatchObject({
      status: 0,
      err: '',
      out: expect.stringContaining('2 changed, 4 ok\n'),
    });
    expect(Object.keys(root.snapshot())).not.toContain('/deaf');
  });

  it('hears signals again when the network is done', () => {
    const root = make();
    kernel(root);
    const apply = script(
      plan([
        { name: 'network', steps: [device('nic', 'eth0', { mtu: 9000, master: 'bond0' })] },
        { name: 'commands', steps: [command('stop', 'kill -TERM $PPID; false', 'touch /late')] },
      ]),
    );
    expect(root.run(apply, { args })).toMatchObject({ status: 1, err: 'apply.sh: stopped by a signal\n' });
    expect(Object.keys(root.snapshot())).not.toContain('/late');
  });

  it('brings up nothing that --only leaves out', () => {
    const root = make();
    kernel(root);
    const sections = [
      { name: 'network', steps: [device('nic', 'eth0', { mtu: 1500 })] },
      { name: 'files', steps: [file('/etc/x', 'x\n')] },
    ];
    expect(root.run(script(plan(sections)), { args: [...args, '--only', 'files'] }).status).toBe(0);
    expect(touched(root)).toEqual([]);
  });

  it('stops where a device does not come up', () => {
    const root = make();
    root.write('/kernel/addr', '');
    root.write('/kernel/route', '');
    root.write('/local/sbin/ifup', '#!/bin/bash\necho "$*: no such stanza"; exit 1\n', 0o755);
    const run = root.run(site(debian12, interfaces), { args });
    expect(run.status).toBe(1);
    expect(run.err).toContain('  | bond0: no such stanza\n');
    expect(run.out).toContain('failed        device:eth0');
    expect(run.out).toContain('1 changed, 0 ok, 1 failed, 4 not reached\n');
  });

  it('does not start when an earlier step failed', () => {
    const root = make();
    kernel(root, '/next');
    root.write('/etc/network/interfaces/folder', '');
    const run = root.run(site(debian12, interfaces), { args });
    expect(run).toMatchObject({
      status: 1,
      out: expect.stringContaining('0 changed, 0 ok, 1 failed, 5 not reached\n'),
    });
    expect(touched(root)).toEqual([]);
  });
});

describe('this kernel', () => {
  it('shows a bridge as the verbs read it', () => {
    const root = throwAwayRoot();
    const apply = script(
      plan([
        {
          name: 'network',
          steps: [
            device('nic', 'eth0', { master: 'br0' }),
            device('bridge', 'br0', { stp: true, forwardDelay: 5, addresses: ['10.0.0.1/24'], gateway: '10.0.0.254' }),
          ],
        },
      ]),
    );
    const bridgeWith = (delay: number) => `
      ip link add eth0 type veth peer name peer
      ip link add br0 type bridge
      ip link set br0 type bridge stp_state 1 forward_delay ${delay}
      ip link set eth0 master br0; ip link set peer up; ip link set eth0 up; ip link set br0 up
      ip addr add 10.0.0.1/24 dev br0; ip route add default via 10.0.0.254`;
    expect(root.run(apply, { before: bridgeWith(500), args: ['--check'] })).toEqual({
      status: 0,
      err: '',
      out: 'ok            device:eth0\nok            device:br0\n0 would change, 2 ok\n',
    });
    expect(root.run(apply, { before: bridgeWith(600), args: ['--check'] }).out).toContain(
      '(forward delay 6 s and not 5 s)',
    );
  });
});
