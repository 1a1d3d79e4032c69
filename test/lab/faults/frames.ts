import assert from 'node:assert/strict';
import { catalyst3560g, hypervisor, link, server, stack } from 'rackwright';
import { apply, applyUnguarded } from '../applied.ts';
import { guest } from '../guest.ts';
import { answers, isSilent } from '../ping.ts';
import { type Fault, host, mac, net, openFirewall, switchWithFirewall } from './fault.ts';

/** A VLAN that is on both switches and not on the link between them. */
const notLinked = (): Fault => {
  const sw1 = switchWithFirewall();
  const sw2 = catalyst3560g('sw2', { model: 'WS-C3560G-24TS' });
  const uplink = link('uplink', { cables: [[sw1.port('Gi0/23'), sw2.port('Gi0/23')]], vlans: [net.public] });
  const web1 = server('web1', {
    ...host,
    nics: { eno3: { mac: mac(3), cable: sw2.port('Gi0/1') } },
    vlans: [
      { vlan: net.public, on: 'eno3', address: '198.51.100.31' },
      { vlan: net.management, on: 'eno3', address: '10.66.6.31' },
    ],
  });
  const law = 'vlan-reaches-its-switches';
  return {
    law,
    stack: stack('not-linked', [sw1, sw2, uplink, web1], { accept: [{ finding: law, on: uplink, reason: 'shown' }] }),
    shows: async (lab) => {
      const web1 = lab.host('web1');
      await applyUnguarded(web1);
      await openFirewall(lab);
      await answers(web1, '198.51.100.254');
      await isSilent(web1, '10.66.6.254');
    },
  };
};

/** Without a tag there is no device whose MTU could be smaller: packets are sent that the others cannot take. */
const carriersMtu = (): Fault => {
  const sw1 = switchWithFirewall();
  const web1 = server('web1', {
    ...host,
    nics: { eno1: { mac: mac(1), cable: sw1.port('Gi0/1') } },
    vlans: [
      { vlan: net.management, on: 'eno1', untagged: true, address: '10.66.6.31' },
      { vlan: net.storage, on: 'eno1', address: '10.66.7.31' },
    ],
  });
  const law = 'untagged-vlan-has-its-carriers-mtu';
  return {
    law,
    stack: stack('carriers-mtu', [sw1, web1], { accept: [{ finding: law, on: web1, reason: 'shown' }] }),
    shows: async (lab) => {
      const web1 = lab.host('web1');
      await applyUnguarded(web1);
      const firewall = await openFirewall(lab);
      // As the card of a machine that is on this VLAN alone.
      await firewall.run('ip link set port mtu 1500');
      await answers(web1, '10.66.6.254');
      await isSilent(web1, '-M do -s 8972 10.66.6.254');
    },
  };
};

/** A card with an MTU of its own sends in one piece what the others on its VLAN cannot take. */
const ownMtu = (): Fault => {
  const sw1 = switchWithFirewall();
  const web1 = server('web1', {
    ...host,
    nics: { eno1: { mac: mac(1), cable: sw1.port('Gi0/1'), mtu: 9000 } },
    vlans: [{ vlan: net.management, on: 'eno1', untagged: true, address: '10.66.6.31' }],
  });
  const law = 'nic-with-vlans-has-no-mtu';
  return {
    law,
    stack: stack('own-mtu', [sw1, web1], { accept: [{ finding: law, on: web1, reason: 'shown' }] }),
    shows: async (lab) => {
      const web1 = lab.host('web1');
      await applyUnguarded(web1);
      const firewall = await openFirewall(lab);
      await firewall.run('ip link set port mtu 1500');
      await answers(web1, '10.66.6.254');
      await isSilent(web1, '-s 2000 10.66.6.254');
      await web1.run('ip link set eno1 mtu 1500');
      await answers(web1, '-s 2000 10.66.6.254');
    },
  };
};

/** What the switch sends without a tag, the host knows only with one. */
const nativeVlan = (): Fault => {
  const sw1 = catalyst3560g('sw1', {
    model: 'WS-C3560G-24TS',
    nativeVlan: 2,
    ports: { 'Gi0/24': { trunk: [net.public, net.management, net.storage], description: 'firewall' } },
  });
  const web1 = server('web1', {
    ...host,
    nics: { eno1: { mac: mac(1), cable: sw1.port('Gi0/1') } },
    vlans: [
      { vlan: net.public, on: 'eno1', address: '198.51.100.31' },
      { vlan: net.management, on: 'eno1', address: '10.66.6.31' },
    ],
  });
  const law = 'native-vlan-is-unused';
  return {
    law,
    stack: stack('native-vlan', [sw1, web1], { accept: [{ finding: law, on: sw1, reason: 'shown' }] }),
    shows: async (lab) => {
      const web1 = lab.host('web1');
      await applyUnguarded(web1);
      await openFirewall(lab);
      await answers(web1, '10.66.6.254');
      await isSilent(web1, '198.51.100.254');
    },
  };
};

/** A restart of the service takes the bridges down, and nobody puts the guests back. */
const restart = (): Fault => {
  const sw1 = switchWithFirewall();
  const hv1 = hypervisor('web1', {
    ...host,
    nics: { eno1: { mac: mac(1), cable: sw1.port('Gi0/1') } },
    bridges: { br666: { vlan: net.management, on: 'eno1', address: '10.66.6.1' } },
    files: { '/etc/network/if-up.d/motd': { content: '#!/bin/sh\n', mode: '0755', restarts: ['networking'] } },
  });
  const law = 'network-service-is-left-alone';
  return {
    law,
    stack: stack('restart', [sw1, hv1], { accept: [{ finding: law, on: hv1, reason: 'shown' }] }),
    shows: async (lab) => {
      const hv1 = lab.host('web1');
      await applyUnguarded(hv1);
      const firewall = await openFirewall(lab);
      const inside = await guest(hv1, 'br666', '10.66.6.77');
      await answers(inside, '10.66.6.254');
      await apply(hv1, '--no-activate-network');
      await answers(firewall, '10.66.6.1');
      await isSilent(inside, '10.66.6.254');
      assert.doesNotMatch(await hv1.run('ls /sys/class/net/br666/brif'), /vnet/);
    },
  };
};

export const frames = [notLinked(), carriersMtu(), ownMtu(), nativeVlan(), restart()];
