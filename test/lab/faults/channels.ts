import assert from 'node:assert/strict';
import { catalyst3560g, link, server, stack, unmodelled } from 'rackwright';
import { applyUnguarded } from '../applied.ts';
import { bondState, nobody } from '../kernel.ts';
import { until } from '../patience.ts';
import { answers, isSilent } from '../ping.ts';
import { type Fault, host, mac, net, openFirewall, switchWithFirewall } from './fault.ts';

/** LACP to two switches: each of them is a partner of its own, and one link idles. */
const toTwoSwitches = (): Fault => {
  const [sw1, sw2] = [switchWithFirewall(), catalyst3560g('sw2', { model: 'WS-C3560G-24TS' })];
  const between = link('between', { cables: [[sw1.port('Gi0/23'), sw2.port('Gi0/23')]] });
  const web1 = server('web1', {
    ...host,
    nics: {
      eno1: { mac: mac(1), cable: sw1.port('Gi0/1') },
      eno3: { mac: mac(3), cable: sw2.port('Gi0/1') },
    },
    bonds: { bond0: { mode: 'lacp', members: ['eno1', 'eno3'] } },
    vlans: [{ vlan: net.management, on: 'bond0', address: '10.66.6.31' }],
  });
  const law = 'lacp-ends-in-one-domain';
  return {
    law,
    stack: stack('two-switches', [sw1, sw2, between, web1], { accept: [{ finding: law, on: web1, reason: 'shown' }] }),
    shows: async (lab) => {
      const web1 = lab.host('web1');
      await applyUnguarded(web1);
      const state = await until(60, 'LACP has a partner', async () => {
        const now = await bondState(web1, 'bond0');
        return now.active.partner !== nobody && now;
      });
      assert.equal(state.active.ports, 1);
      assert.notEqual(state.ports[0]?.aggregator, state.ports[1]?.aggregator);
    },
  };
};

/** The second port speaks LACP to somebody who does not. */
const oneEnd = (): Fault => {
  const sw1 = switchWithFirewall();
  const web1 = server('web1', {
    ...host,
    nics: {
      eno1: { mac: mac(1), cable: sw1.port('Gi0/1') },
      eno2: { mac: mac(2), cable: unmodelled('a switch of the provider') },
    },
    bonds: { bond0: { mode: 'lacp', members: ['eno1', 'eno2'] } },
    vlans: [{ vlan: net.management, on: 'bond0', address: '10.66.6.31' }],
  });
  const law = 'lacp-ends-in-one-domain';
  return {
    law,
    stack: stack('one-end', [sw1, web1], { accept: [{ finding: law, on: web1, reason: 'shown' }] }),
    shows: async (lab) => {
      const web1 = lab.host('web1');
      await applyUnguarded(web1);
      await until(60, 'LACP has a partner', async () => (await bondState(web1, 'bond0')).active.partner !== nobody);
      assert.equal((await bondState(web1, 'bond0')).active.ports, 1);
    },
  };
};

/** Nobody looks at the links, so a pulled cable goes on being used. */
const unwatched = (): Fault => {
  const sw1 = switchWithFirewall();
  const web1 = server('web1', {
    ...host,
    nics: {
      eno1: { mac: mac(1), cable: sw1.port('Gi0/1') },
      eno2: { mac: mac(2), cable: sw1.port('Gi0/2') },
    },
    bonds: { bond0: { mode: 'active-backup', members: ['eno1', 'eno2'], options: { miimon: 0, primary: 'eno1' } } },
    vlans: [{ vlan: net.management, on: 'bond0', address: '10.66.6.31' }],
  });
  const law = 'bond-watches-its-links';
  return {
    law,
    stack: stack('unwatched', [sw1, web1], { accept: [{ finding: law, on: web1, reason: 'shown' }] }),
    shows: async (lab) => {
      const web1 = lab.host('web1');
      await applyUnguarded(web1);
      await openFirewall(lab);
      await answers(web1, '10.66.6.254');
      const active = (await web1.run('cat /sys/class/net/bond0/bonding/active_slave')).trim();
      await lab.cable(`web1 ${active}`).pull();
      await isSilent(web1, '10.66.6.254');
      assert.equal((await web1.run('cat /sys/class/net/bond0/bonding/active_slave')).trim(), active);
    },
  };
};

/** A line of somebody's own takes VLANs from the trunk, and the port is suspended for it. */
const vlanMissing = (): Fault => {
  const sw1 = catalyst3560g('sw1', {
    model: 'WS-C3560G-24TS',
    ports: {
      'Gi0/1': { raw: ['switchport trunk allowed vlan 2'] },
      'Gi0/24': { trunk: [net.public, net.management], description: 'firewall' },
    },
  });
  const web1 = server('web1', {
    ...host,
    nics: { eno1: { mac: mac(1), cable: sw1.port('Gi0/1') } },
    vlans: [
      { vlan: net.public, on: 'eno1', address: '198.51.100.31' },
      { vlan: net.management, on: 'eno1', address: '10.66.6.31' },
    ],
  });
  const law = 'raw-line-is-not-derived';
  return {
    law,
    stack: stack('vlan-missing', [sw1, web1], { accept: [{ finding: law, on: sw1, reason: 'shown' }] }),
    shows: async (lab) => {
      const web1 = lab.host('web1');
      await applyUnguarded(web1);
      await openFirewall(lab);
      await answers(web1, '198.51.100.254');
      await isSilent(web1, '10.66.6.254');
    },
  };
};

export const channels = [toTwoSwitches(), oneEnd(), unwatched(), vlanMissing()];
