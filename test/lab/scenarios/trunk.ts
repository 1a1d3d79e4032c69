import assert from 'node:assert/strict';
import { guest } from '../guest.ts';
import { bondState, isWhole } from '../kernel.ts';
import { until } from '../patience.ts';
import { answers, isSilent, lost, pinging } from '../ping.ts';
import { appliedReference } from '../reference.ts';
import type { Scenario } from '../scenario.ts';

/** A trunk of two LACP links, from a hypervisor to its switch, and what passes through it. */
export const trunk: Scenario = {
  name: 'trunk',
  run: async (bench) => {
    const lab = await appliedReference(bench);
    const [hv1, sw1] = [lab.host('hv1'), lab.switch('sw1').machine];

    // One aggregator of two ports, and each end knows the other.
    const seen = await until(30, 'both ends have both ports', async () => {
      const ends = [await bondState(hv1, 'bond0'), await bondState(sw1, 'Po1')] as const;
      return ends.every(isWhole) && ends;
    });
    assert.equal(seen[0].mode, 'IEEE 802.3ad Dynamic link aggregation');
    assert.equal(seen[0].rate, 'fast');

    // Behind the model: a firewall on the trunk Gi0/24, an array on the access port Gi0/21.
    const [firewall, array] = [lab.outsider('sw1 Gi0/24'), lab.outsider('sw1 Gi0/21')];
    await firewall.run(`
      for id in 2 99 666 667; do
        ip link add link port name port.$id type vlan id $id
        ip link set port.$id up
      done
      ip addr add 198.51.100.254/24 dev port.2
      ip addr add 192.0.2.254/24 dev port.99
      ip addr add 10.66.6.254/24 dev port.666
      ip addr add 10.66.7.254/24 dev port.667`);
    await array.run('ip addr add 10.66.7.10/24 dev port');

    await answers(hv1, '10.66.6.254');
    await answers(hv1, '10.66.7.10');
    await answers(hv1, '-M do -s 8972 10.66.7.10');
    await answers(array, '-M do -s 8972 10.66.7.1');
    // The storage VLAN is on the hypervisor's trunk, and on no trunk to the firewall.
    await isSilent(firewall, '-I port.667 10.66.7.1');
    // No trunk has VLAN 99, whoever asks for it.
    await hv1.run(
      'ip link add link bond0 name bond0.99 type vlan id 99 && ip addr add 192.0.2.1/24 dev bond0.99 && ip link set bond0.99 up',
    );
    await isSilent(hv1, '192.0.2.254');
    await hv1.run('ip link delete bond0.99');

    for (const [bridge, address, far] of [
      ['br2', '198.51.100.1', '198.51.100.254'],
      ['br666', '10.66.6.77', '10.66.6.254'],
    ] as const) {
      await answers(await guest(hv1, bridge, address), far);
    }

    // A cable pulled, and put back.
    const cable = lab.cable('hv1 eth0');
    const during = pinging(hv1, '10.66.6.254');
    await cable.pull();
    await until(20, 'the bond goes on with one port', async () => (await bondState(hv1, 'bond0')).active.ports === 1);
    await hv1.run('sleep 2');
    const lostPulled = await lost(during);
    assert.equal((await bondState(hv1, 'bond0')).ports.find((it) => it.name === 'eth0')?.up, false);
    const after = pinging(hv1, '10.66.6.254');
    await cable.putBack();
    await until(
      60,
      'the port is back',
      async () => isWhole(await bondState(hv1, 'bond0')) && isWhole(await bondState(sw1, 'Po1')),
    );
    await hv1.run('sleep 2');
    const lostBack = await lost(after);
    bench.note(`${lostPulled} packets lost when a cable is pulled, ${lostBack} when it is put back`);
    assert.ok(lostPulled <= 10, `${lostPulled} packets lost when the cable was pulled`);
    assert.ok(lostBack <= 10, `${lostBack} packets lost when the cable was put back`);
  },
};
