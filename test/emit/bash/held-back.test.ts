import { expect, it } from 'vitest';
import { debian12 } from '../../../dsl/platforms/debian12.ts';
import { device, file, plan, script } from './plans.ts';
import { throwAwayRoot } from './throw-away-root.ts';

const interfaces = '/etc/network/interfaces';

/** eth0, and a bridge on one VLAN of it; one file makes all of them. */
const site = (id: number): string => {
  const [vlan, bridge] = [`eth0.${id}`, `br${id}`];
  const its = { files: [interfaces] };
  const content = ['eth0', bridge].map((name) => `iface ${name} inet manual\n`).join('');
  return script(
    plan(
      [
        {
          name: 'network',
          guard: 'network',
          steps: [
            file(interfaces, content),
            device('nic', 'eth0', its),
            device('vlan', vlan, { lower: 'eth0', vlan: id, master: bridge, ...its }),
            device('bridge', bridge, { stp: false, ...its }),
          ],
        },
      ],
      { platform: debian12 },
    ),
  );
};

it('what comes waits for the file that still has what would go, and nothing fails for it', () => {
  const root = throwAwayRoot({
    kernel: 'made up',
    standIns: { ip: '', ifup: '', ifdown: '', sleep: '', ping: '', systemctl: '' },
  });
  root.write('/proc/uptime', '1.00 1.00\n');
  root.write('/proc/sys/kernel/random/boot_id', 'one\n');
  for (const name of ['eth0', 'eth0.5', 'br5']) {
    root.write(`/sys/class/net/${name}/mtu`, '1500\n');
    root.write(`/sys/class/net/${name}/flags`, '0x1003\n');
  }
  root.write('/sys/class/net/eth0.5/brport/x', '');
  root.write('/sys/class/net/br5/bridge/stp_state', '0\n');
  root.write('/sys/class/net/br5/brif/eth0.5', '');
  root.write('/proc/net/vlan/config', 'eth0.5 | 5 | eth0\n');
  expect(root.run(site(5), { args: ['--no-activate-network'] })).toMatchObject({ status: 0, err: '' });
  root.write('/proc/sys/kernel/random/boot_id', 'two\n');
  const before = root.read(interfaces);
  root.commands();

  const check = root.run(site(6), { args: ['--check'] });
  const run = root.run(site(6));
  expect(check).toMatchObject({ status: 4, err: '' });
  expect(run).toMatchObject({ status: 0, err: '' });
  for (const { out } of [check, run]) {
    expect(out).toContain(`held back     file:${interfaces}  (br5 would go with it; --prune agrees to that)\n`);
    expect(out).toContain(`held back     device:br6  (does not exist; it waits for ${interfaces})\n`);
  }
  expect(root.commands().filter((it) => /^(ifup|ifdown)/.test(it))).toEqual([]);
  expect(root.read(interfaces)).toBe(before);
});
