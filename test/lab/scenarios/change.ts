import assert from 'node:assert/strict';
import { catalyst3560g, debian12, hypervisor, stack, vlans } from 'rackwright';
import { apply, consent, isConverged } from '../applied.ts';
import { guest } from '../guest.ts';
import { bondState, isWhole } from '../kernel.ts';
import { until } from '../patience.ts';
import { answers, lost, pinging } from '../ping.ts';
import type { Scenario } from '../scenario.ts';

/** One hypervisor on one switch, with a VLAN for its guests that is one now and another then. */
const site = (guests: 'old' | 'new') => {
  const net = vlans({
    management: { id: 666, subnet: '10.66.6.0/24', gateway: '10.66.6.254', trust: 'management' },
    storage: { id: 667, subnet: '10.66.7.0/24', mtu: 9000, trust: 'storage' },
  });
  const own =
    guests === 'old' ? vlans({ old: { id: 20, trust: 'guest' } }).old : vlans({ new: { id: 30, trust: 'guest' } }).new;
  const bridge: string = guests === 'old' ? 'br20' : 'br30';
  const sw1 = catalyst3560g('sw1', {
    model: 'WS-C3560G-24TS',
    ports: { 'Gi0/24': { trunk: [own, net.management], description: 'firewall' } },
  });
  const hv1 = hypervisor('hv1', {
    platform: debian12,
    nics: {
      eno1: { mac: '00:1e:c9:00:01:00', cable: sw1.port('Gi0/1') },
      eno2: { mac: '00:1e:c9:00:01:01', cable: sw1.port('Gi0/2') },
    },
    bonds: { bond0: { mode: 'lacp', members: ['eno1', 'eno2'] } },
    bridges: {
      [bridge]: { vlan: own, on: 'bond0' },
      br666: { vlan: net.management, on: 'bond0', address: '10.66.6.1' },
    },
    vlans: [{ vlan: net.storage, on: 'bond0', address: '10.66.7.1' }],
  });
  return stack('change', [sw1, hv1]);
};

/** A VLAN comes and another one goes, switch and host in the order of the site's README: nobody who manages the host notices. */
export const change: Scenario = {
  name: 'change',
  run: async (bench) => {
    const lab = await bench.lab(site('old'));
    const hv1 = lab.host('hv1');
    await apply(hv1);
    const firewall = lab.outsider('sw1 Gi0/24');
    await firewall.run(`
      for id in 20 30 666; do
        ip link add link port name port.$id type vlan id $id
        ip link set port.$id up
        ip addr add 198.51.$id.254/24 dev port.$id 2>/dev/null || ip addr add 10.66.6.254/24 dev port.$id
      done`);
    await answers(hv1, '10.66.6.254');
    await answers(await guest(hv1, 'br20', '198.51.20.1'), '198.51.20.254');
    await until(60, 'both ports', async () => isWhole(await bondState(hv1, 'bond0')));

    // A bridge that a guest is on stays; it leaves with its VLAN.
    await hv1.run('ip link delete vnet-br20');
    const ping = pinging(hv1, '10.66.6.254');
    const order = [...(await lab.become(site('new')))];
    assert.deepEqual(order, ['switches/sw1/config.ios', 'hosts/hv1/apply.sh']);
    await lab.switch('sw1').paste(lab.artifact('switches/sw1/config.ios'));
    const agreed = await consent(hv1);
    assert.equal(agreed[0], '--prune');
    await apply(hv1, ...agreed);
    const gone = await lost(ping);
    bench.note(`${gone} packets to the host lost on the way`);
    assert.ok(gone <= 1, `${gone} packets lost on the management path`);

    await isConverged(hv1);
    await answers(await guest(hv1, 'br30', '198.51.30.1'), '198.51.30.254');
    assert.doesNotMatch(await hv1.run('ip -br link; cat /etc/network/interfaces'), /bond0\.20\b|br20/);

    // Last week's script: what has come since stays.
    await lab.become(site('old'));
    await apply(hv1);
    assert.match(await hv1.run('ip -br link'), /^br30\b/m);
    assert.ok(isWhole(await bondState(hv1, 'bond0')));
  },
};
