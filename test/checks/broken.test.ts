import { expect, it } from 'vitest';
import { judgeStack } from '../../dsl/judge.ts';
import { unmodelled } from '../../dsl/language/cable.ts';
import type { Stack } from '../../dsl/language/stack.ts';
import { reach } from '../../dsl/model/reach.ts';
import { host, joined, net, nics, pair, plain, site } from './harness.ts';

const sw1 = plain('sw1', {
  nativeVlan: 998,
  ports: { 'Gi0/3': { trunk: [net.public], untagged: net.public, description: 'router', raw: ['cdp enable'] } },
});
const core = pair('core', {
  management: { vlan: net.management, address: '10.66.6.9' },
  nativeVlan: 998,
  ports: { 'Gi1/0/1': { raw: ['speed 1000'] } },
});
const cables = [
  [sw1.port('Gi0/25'), core.port('Gi1/0/23')],
  [sw1.port('Gi0/26'), core.port('Gi2/0/23')],
];
/** A host with something of everything. */
const full = host('full', {
  domain: 'example.org',
  dns: ['10.66.6.53'],
  ntp: ['10.66.6.123'],
  sshKeys: { keys: ['ssh-ed25519 AAAA ops'], exclusive: true },
  nics: {
    ...nics(1, core.port('Gi1/0/1'), core.port('Gi2/0/1')),
    eth2: {
      mac: '00:1e:c9:00:01:02',
      cable: unmodelled('far'),
      address: ['192.168.7.1/24'],
      mtu: 1500,
      raw: { 'ethernet.speed': '100' },
    },
  },
  bmc: { mac: '00:1e:c9:00:01:fe', cable: sw1.port('Gi0/9'), vlan: net.management, address: '10.66.6.101' },
  bonds: {
    bond0: {
      mode: 'lacp',
      members: ['eth0', 'eth1'],
      options: { miimon: 100, xmit_hash_policy: 'layer2', arp_ip_target: ['10.0.0.1'] },
      channel: 7,
      raw: { 'bond.x': 'y' },
    },
  },
  bridges: { br2: { vlan: net.public, on: 'bond0', stp: true, forwardDelay: 4, raw: { 'bridge.priority': '1' } } },
  vlans: [
    { vlan: net.management, on: 'bond0', address: ['10.66.6.1', '10.66.6.2'] },
    { vlan: net.storage, on: 'bond0', untagged: true, address: 'dhcp' },
  ],
  defaultRoute: net.management,
  routes: [{ to: '10.9.0.0/16', via: '10.66.6.7' }],
  files: { '/etc/motd': { content: 'hello', mode: '0644', restarts: ['sshd'] } },
  packages: ['vim'],
  services: { sshd: 'running' },
  sysctl: { 'net.ipv4.ip_forward': 1 },
  commands: { once: { run: 'true', unless: 'true' } },
});
const everything: Stack = site([sw1, core, joined('up', { cables, vlans: [net.management], channels: [3, 4] }), full], {
  laws: ['vlan-ids-follow-trust'],
});

interface Slot {
  readonly name: string;
  readonly holder: object;
  readonly key: string;
}

/** Every value that a user wrote, down to references. */
const slots = (name: string, holder: object): Slot[] =>
  Object.entries(holder).flatMap(([key, value]) => {
    const path = `${name}.${key}`;
    const inner =
      typeof value === 'object' && value !== null && !('kind' in value) && !Object.isFrozen(value)
        ? slots(path, value)
        : [];
    return [{ name: path, holder, key }, ...inner];
  });

const wrong: readonly unknown[] = [
  undefined,
  null,
  true,
  -1,
  Number.NaN,
  '',
  'x',
  [],
  [null],
  {},
  { kind: 'vlan' },
  { kind: 'switch-port' },
  () => 1,
];

/** Types are gone when a stack runs: whatever stands anywhere, a person gets findings and no stack trace. */
it('no law stumbles over a value of another kind', () => {
  const thrown: string[] = [];
  const judged = (): number => judgeStack(everything).findings.length;
  const before = judged();
  let told = 0;
  for (const it of reach(everything).reached) {
    for (const { name, holder, key } of slots(it.name, it.spec)) {
      const kept: unknown = Reflect.get(holder, key);
      for (const value of wrong) {
        Reflect.set(holder, key, value);
        try {
          told += Number(judged() !== before);
        } catch (error) {
          thrown.push(`${name} = ${String(JSON.stringify(value))}: ${String(error)}`);
        }
      }
      Reflect.set(holder, key, kept);
    }
  }
  expect([...new Set(thrown)].slice(0, 20)).toEqual([]);
  expect(judged()).toBe(before);
  expect(told).toBeGreaterThan(300);
});
