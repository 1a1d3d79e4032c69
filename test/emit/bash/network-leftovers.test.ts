import { describe, expect, it } from 'vitest';
import { debian12 } from '../../../dsl/platforms/debian12.ts';
import { el6 } from '../../../dsl/platforms/el6.ts';
import { el9 } from '../../../dsl/platforms/el9.ts';
import type { PlatformFacts } from '../../../dsl/platforms/facts.ts';
import { connectedByOthers } from './made-up-network.ts';
import { device, file, plan, script } from './plans.ts';
import { type ThrowAwayRoot, throwAwayRoot } from './throw-away-root.ts';

interface Kind {
  readonly platform: PlatformFacts;
  readonly release: readonly [string, string];
  readonly fileOf: (name: string) => string;
  /** What takes VLAN 5 down, in order, when it goes. */
  readonly takes: readonly string[];
}

const quiet = ['--no-activate-network'];
const interfaces = '/etc/network/interfaces';
const old = `/var/lib/rackwright/pending${interfaces}`;
const kinds: Readonly<Record<string, Kind>> = {
  el6: {
    platform: el6,
    release: ['/etc/redhat-release', 'CentOS release 6.10 (Final)\n'],
    fileOf: (name) => `/etc/sysconfig/network-scripts/ifcfg-${name}`,
    takes: ['ifdown br5', 'ifdown eth0.5'],
  },
  el9: {
    platform: el9,
    release: ['/etc/os-release', 'ID=rocky\nVERSION_ID=9.4\n'],
    fileOf: (name) => `/etc/NetworkManager/system-connections/${name}.nmconnection`,
    takes: ['nmcli connection reload', 'ip link delete br5', 'ip link delete eth0.5'],
  },
  debian12: {
    platform: debian12,
    release: ['/etc/os-release', 'ID=debian\nVERSION_ID="12"\n'],
    fileOf: () => interfaces,
    takes: [`ifdown -i ${old} --force br5`, `ifdown -i ${old} --force eth0.5`],
  },
};

/** eth0, and with it a bridge on VLAN 5 or not. */
const site = ({ platform, fileOf }: Kind, withVlan: boolean): string => {
  const names = withVlan ? ['eth0', 'eth0.5', 'br5'] : ['eth0'];
  const shared = fileOf('a') === fileOf('b');
  const files = shared
    ? [file(interfaces, names.map((it) => `iface ${it} inet manual\n`).join(''))]
    : names.map((it) => file(fileOf(it), `DEVICE=${it}\n`));
  const its = (name: string) => ({ files: [fileOf(name)] });
  return script(
    plan(
      [
        {
          name: 'network',
          guard: 'network',
          steps: [
            ...files,
            device('nic', 'eth0', its('eth0')),
            ...(withVlan
              ? [
                  device('vlan', 'eth0.5', { lower: 'eth0', vlan: 5, master: 'br5', ...its('eth0.5') }),
                  device('bridge', 'br5', { stp: false, ...its('br5') }),
                ]
              : []),
          ],
        },
      ],
      { platform },
    ),
  );
};

const make = ({ release }: Kind): ThrowAwayRoot => {
  const takeDown = 'for it; do :; done; [ "$it" = eth0 ] || rm -rf "/sys/class/net/$it"';
  const root = throwAwayRoot({
    kernel: 'made up',
    standIns: {
      ip: `case "$*" in *delete*) ${takeDown} ;; esac`,
      ifdown: takeDown,
      ifup: '',
      nmcli: `case $* in *CONNECTION*) ${connectedByOthers} ;; esac`,
      ifquery: '',
      chkconfig: '',
      sync: '',
      brctl: takeDown,
      sleep: 'exec /usr/bin/sleep 0.1',
      rpm: '',
      systemctl: '',
    },
  });
  root.write(...release);
  root.write('/proc/sys/kernel/random/boot_id', 'one\n');
  root.write('/proc/uptime', '1000.00 1000.00\n');
  root.write('/etc/rc.d/init.d/.keep', '');
  root.write('/etc/systemd/system/sysinit.target.wants/.keep', '');
  for (const name of ['eth0', 'eth0.5', 'br5']) {
    root.write(`/sys/class/net/${name}/mtu`, '1500\n');
    root.write(`/sys/class/net/${name}/flags`, '0x1003\n');
  }
  root.write('/sys/class/net/eth0.5/brport/x', '');
  root.write('/sys/class/net/br5/bridge/stp_state', '0\n');
  root.write('/sys/class/net/br5/brif/eth0.5', '');
  root.write('/proc/net/vlan/config', 'eth0.5 | 5 | eth0\n');
  return root;
};
/** What the files say has come up by itself. */
const reboot = (root: ThrowAwayRoot): void => root.write('/proc/sys/kernel/random/boot_id', 'two\n');
const acts = (root: ThrowAwayRoot): readonly string[] =>
  root.commands().filter((it) => /^(ifup|ifdown|nmcli (?!-)|ip link|brctl)/.test(it));
const digestOf = (root: ThrowAwayRoot, apply: string): string =>
  /--prune (\w{12})$/m.exec(root.run(apply, { args: ['--check'] }).out)?.[1] ?? 'none';

for (const [name, kind] of Object.entries(kinds)) {
  const [older, newer] = [site(kind, false), site(kind, true)];
  const shared = kind.fileOf('a') === kind.fileOf('b');

  describe(`${name}: a VLAN that the script no longer has`, () => {
    it('stays, with its files, whatever script comes, until somebody agrees', () => {
      const root = make(kind);
      expect(root.run(older, { args: quiet }).status).toBe(0);
      expect(root.run(newer, { args: quiet })).toMatchObject({ status: 0, err: '' });
      const network = Object.keys(root.snapshot()).filter((it) => it.startsWith('/etc/') || it.startsWith('/sys/'));
      const config = root.read(kind.fileOf('br5'));
      for (const args of [['--check'], quiet, quiet, ['--activate-network']]) {
        const run = root.run(older, { args });
        expect(run).toMatchObject({ status: args[0] === '--check' ? 4 : 0, err: '' });
        expect(run.out).toMatch(/^to prune {6}device:br5\nto prune {6}device:eth0\.5$/m);
        if (shared)
          expect(run.out).toContain(
            `held back     file:${interfaces}  (br5 would go with it; --prune agrees to that)\n`,
          );
      }
      expect(acts(root).filter((it) => /br5|eth0\.5/.test(it))).toEqual([]);
      expect(Object.keys(root.snapshot()).filter((it) => it.startsWith('/etc/') || it.startsWith('/sys/'))).toEqual(
        network,
      );
      expect(root.read(kind.fileOf('br5'))).toBe(config);
      expect(root.run(newer, { args: quiet }).out).toContain('0 changed, ');
    });

    it('goes from the files when that is agreed to, and from the kernel when the network is activated', () => {
      const root = make(kind);
      root.run(newer, { args: quiet });
      reboot(root);
      const first = root.run(older, { args: ['--prune', digestOf(root, older), ...quiet] });
      expect(first).toMatchObject({ status: 0, err: '' });
      expect(first.out).toContain(
        'pending activation  device:br5  (it goes when the network is activated, or with the next start)\n',
      );
      expect(acts(root)).toEqual([]);
      if (shared) expect(root.read(interfaces)).not.toContain('br5');
      else expect(Object.keys(root.snapshot())).not.toContain(kind.fileOf('br5'));

      const second = root.run(older, { args: ['--prune', digestOf(root, older), '--activate-network'] });
      expect(second).toMatchObject({ status: 0, err: '' });
      expect(second.out).toContain('removed       device:br5\nremoved       device:eth0.5\n');
      expect(Object.keys(root.snapshot()).filter((it) => /br5|eth0\.5/.test(it) && !/backup/.test(it))).toEqual([]);
      expect(root.run(older, { args: ['--check'] })).toMatchObject({
        status: 0,
        out: expect.stringContaining('0 would change, 2 ok\n'),
      });
    });

    it('goes at once with both, before anything comes up', () => {
      const root = make(kind);
      root.run(newer, { args: quiet });
      reboot(root);
      const digest = digestOf(root, older);
      acts(root);
      const foretold = root.run(older, { args: ['--prune', digest, '--activate-network', '--check'] });
      expect(foretold.out).toContain('would remove  device:br5\nwould remove  device:eth0.5\n');
      expect(acts(root)).toEqual([]);
      expect(root.run(older, { args: ['--prune', digest, '--activate-network'] })).toMatchObject({
        status: 0,
        err: '',
      });
      expect(acts(root).slice(0, kind.takes.length)).toEqual(kind.takes);
      expect(Object.keys(root.snapshot()).filter((it) => /br5|eth0\.5/.test(it) && !/backup/.test(it))).toEqual([]);
      expect(root.run(older, { args: quiet }).out).toContain('0 changed, 2 ok\n');
    });
  });
}

it('a bridge with a guest on it is not taken down', () => {
  const kind = kinds.el9 as Kind;
  const root = make(kind);
  root.run(site(kind, true), { args: quiet });
  root.write('/sys/class/net/br5/brif/vnet0', '');
  const older = site(kind, false);
  const run = root.run(older, { args: ['--prune', digestOf(root, older), '--activate-network'] });
  expect(run.out).toContain('pending activation  device:br5  (vnet0 is on it, which is not ours)\n');
  expect(acts(root)).not.toContain('ip link delete br5');
});
