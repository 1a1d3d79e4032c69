import assert from 'node:assert/strict';
import { catalyst3560g, server, stack, vlans } from 'rackwright';
import { applyUnguarded } from '../applied.ts';
import { answers, isSilent } from '../ping.ts';
import { type Fault, host, mac, net, openFirewall, switchWithFirewall } from './fault.ts';

/** Two machines answer for one address. */
const twice = (): Fault => {
  const sw1 = switchWithFirewall();
  const at = { vlan: net.management, on: 'eno1', untagged: true, address: '10.66.6.31' } as const;
  const web1 = server('web1', { ...host, nics: { eno1: { mac: mac(1), cable: sw1.port('Gi0/1') } }, vlans: [at] });
  const web2 = server('web2', { ...host, nics: { eno1: { mac: mac(4), cable: sw1.port('Gi0/3') } }, vlans: [at] });
  const law = 'address-is-used-once';
  return {
    law,
    stack: stack('twice', [sw1, web1, web2], {
      accept: [{ finding: law, on: web2, reason: 'shown' }],
    }),
    shows: async (lab) => {
      await applyUnguarded(lab.host('web1'));
      await lab.outsider('sw1 Gi0/3').run('ip addr add 10.66.6.31/24 dev port');
      const firewall = await openFirewall(lab);
      const { out } = await firewall.attempt('arping -c 3 -w 5 -I port.666 10.66.6.31');
      const answered = new Set([...out.toLowerCase().matchAll(/\[([0-9a-f:]{17})\]/g)].map((it) => it[1]));
      assert.ok(answered.has(mac(1)) && answered.size === 2, out);
    },
  };
};

/** Everybody takes its address for "all of you". */
const reserved = (): Fault => {
  const sw1 = switchWithFirewall();
  const web1 = server('web1', {
    ...host,
    nics: { eno1: { mac: mac(1), cable: sw1.port('Gi0/1') } },
    vlans: [{ vlan: net.management, on: 'eno1', untagged: true, address: ['10.66.6.255', '10.66.6.31'] }],
  });
  const law = 'address-is-not-reserved';
  return {
    law,
    stack: stack('reserved', [sw1, web1], { accept: [{ finding: law, on: web1, reason: 'shown' }] }),
    shows: async (lab) => {
      await applyUnguarded(lab.host('web1'));
      const firewall = await openFirewall(lab);
      await answers(firewall, '10.66.6.31');
      const connect = async (address: string): Promise<string> =>
        (await firewall.attempt(`bash -c 'exec 3<>/dev/tcp/${address}/22'`)).err;
      assert.match(await connect('10.66.6.31'), /Connection refused/, 'nobody listens, but the machine is there');
      assert.match(await connect('10.66.6.255'), /Permission denied|unreachable/);
    },
  };
};

/** Nobody on the VLAN knows a way back to it. */
const foreign = (): Fault => {
  const sw1 = switchWithFirewall();
  const web1 = server('web1', {
    ...host,
    nics: { eno1: { mac: mac(1), cable: sw1.port('Gi0/1') } },
    vlans: [
      { vlan: net.management, on: 'eno1', address: '10.77.6.31' },
      { vlan: net.public, on: 'eno1', address: '198.51.100.31' },
    ],
  });
  const law = 'address-is-in-its-subnet';
  return {
    law,
    stack: stack('foreign', [sw1, web1], { accept: [{ finding: law, on: web1, reason: 'shown' }] }),
    shows: async (lab) => {
      await applyUnguarded(lab.host('web1'));
      const firewall = await openFirewall(lab);
      await answers(firewall, '198.51.100.31');
      assert.notEqual((await firewall.attempt('ping -q -c 3 -i 0.2 -W 1 10.77.6.31')).status, 0);
    },
  };
};

/** A machine of the larger subnet is looked for in the smaller one. */
const overlapping = (): Fault => {
  const sw1 = switchWithFirewall();
  const wide = vlans({
    office: { id: 20, subnet: '10.20.0.0/16', trust: 'office' },
    guests: { id: 30, subnet: '10.20.30.0/24', trust: 'guest' },
  });
  const web1 = server('web1', {
    ...host,
    nics: { eno1: { mac: mac(1), cable: sw1.port('Gi0/1') } },
    vlans: [
      { vlan: wide.office, on: 'eno1', address: '10.20.0.31' },
      { vlan: wide.guests, on: 'eno1', address: '10.20.30.31' },
    ],
  });
  const printer = server('printer', {
    ...host,
    nics: { eno1: { mac: mac(4), cable: sw1.port('Gi0/3') } },
    vlans: [{ vlan: wide.office, on: 'eno1', untagged: true, address: '10.20.0.5' }],
  });
  const law = 'subnets-do-not-overlap';
  return {
    law,
    stack: stack('overlapping', [sw1, web1, printer], { accept: [{ finding: law, on: wide.guests, reason: 'shown' }] }),
    shows: async (lab) => {
      const web1 = lab.host('web1');
      await applyUnguarded(web1);
      const printer = lab.outsider('sw1 Gi0/3');
      await printer.run('ip addr add 10.20.0.5/16 dev port && ip addr add 10.20.30.5/16 dev port');
      await answers(web1, '10.20.0.5');
      await isSilent(web1, '10.20.30.5');
    },
  };
};

/** The way out leads to nobody, beside a router that is there. */
const gateway = (): Fault => {
  const { office } = vlans({
    office: { id: 20, subnet: '10.20.0.0/24', gateway: '10.2.0.254', trust: 'office' },
  });
  const sw1 = catalyst3560g('sw1', {
    model: 'WS-C3560G-24TS',
    ports: { 'Gi0/24': { access: office, description: 'router' } },
  });
  const web1 = server('web1', {
    platform: host.platform,
    nics: { eno1: { mac: mac(1), cable: sw1.port('Gi0/1') } },
    vlans: [{ vlan: office, on: 'eno1', untagged: true, address: '10.20.0.31' }],
  });
  const law = 'gateway-is-in-its-subnet';
  return {
    law,
    stack: stack('gateway', [sw1, web1], { accept: [{ finding: law, on: office, reason: 'shown' }] }),
    shows: async (lab) => {
      const web1 = lab.host('web1');
      await applyUnguarded(web1);
      const router = lab.outsider('sw1 Gi0/24');
      await router.run('ip addr add 10.20.0.254/24 dev port && ip addr add 203.0.113.1/32 dev lo');
      await answers(web1, '10.20.0.254');
      await isSilent(web1, '203.0.113.1');
      await web1.run('ip route replace default via 10.20.0.254');
      await answers(web1, '203.0.113.1');
    },
  };
};

/** Each of two cards answers for the address of the other. */
const twoCards = (): Fault => {
  const sw1 = switchWithFirewall();
  const web1 = server('web1', {
    ...host,
    nics: {
      eno1: { mac: mac(1), cable: sw1.port('Gi0/1') },
      eno2: { mac: mac(2), cable: sw1.port('Gi0/2') },
    },
    vlans: [
      { vlan: net.storage, on: 'eno1', untagged: true, address: '10.66.7.31' },
      { vlan: net.storage, on: 'eno2', untagged: true, address: '10.66.7.32' },
    ],
  });
  const law = 'host-is-once-in-a-subnet';
  return {
    law,
    stack: stack('two-cards', [sw1, web1], { accept: [{ finding: law, on: web1, reason: 'shown' }] }),
    shows: async (lab) => {
      await applyUnguarded(lab.host('web1'));
      const firewall = await openFirewall(lab);
      const { out } = await firewall.attempt('arping -c 3 -w 5 -I port.667 10.66.7.32');
      assert.match(out.toLowerCase(), new RegExp(mac(1)), 'the first card answers for the address of the second');
    },
  };
};

export const addresses = [twice(), reserved(), foreign(), overlapping(), gateway(), twoCards()];
