import assert from 'node:assert/strict';
import { el9 } from 'rackwright';
import { apply } from '../applied.ts';
import { comesTo, networkState } from '../kernel.ts';
import { appliedReference, reference } from '../reference.ts';
import type { Scenario } from '../scenario.ts';

const tree = '/run/el9';
const folder = '/etc/NetworkManager/system-connections';

/**
 * What NetworkManager says of itself in the kernel: who has made a route and how much it costs; and that without
 * IPv6 in a profile there is no link-local address, which ifupdown leaves to the kernel.
 */
const itsOwnWay =
  /^links\.[\w.]+\.inet6_addr_gen_mode: "none"|^addresses\.\S+: undefined, and not "fe80:|^routes\..*\.(metric|protocol|flags\.0): /;

/**
 * The keyfiles for Enterprise Linux 9, loaded by the NetworkManager that Debian
 * has, make of the same cards what ifupdown makes of its own file.
 */
export const keyfiles: Scenario = {
  name: 'keyfiles',
  run: async (bench) => {
    const lab = await appliedReference(bench);
    const hv1 = lab.host('hv1');
    const byIfupdown = await networkState(hv1);

    await lab.become(await reference(el9));
    await hv1.run(`mkdir -p ${tree}`);
    await apply(hv1, '--root', tree, '--only', 'network');
    const profiles = (await hv1.run(`ls ${tree}${folder}`)).trim().split('\n');
    assert.ok(profiles.length >= 7, `the network of Enterprise Linux is ${profiles.join(', ')}`);
    await hv1.run(`
      set -e
      ifdown --all --force
      ! ls /proc/net/bonding/bond0 2>/dev/null
      printf 'auto lo\\niface lo inet loopback\\n' >/etc/network/interfaces
      ifup lo
      install -m 0600 ${tree}${folder}/* ${folder}
      systemctl start NetworkManager`);
    await comesTo(hv1, byIfupdown, 'the same network by NetworkManager', itsOwnWay);
    const active = await hv1.run('nmcli -t -f NAME,STATE connection show --active');
    for (const name of ['eth0', 'eth1', 'bond0', 'bond0.2', 'br666'])
      assert.match(active, new RegExp(`^${name}:activated$`, 'm'));
    bench.note(`${Object.keys(byIfupdown.links).length} devices of ifupdown and NetworkManager are the same`);
  },
};
