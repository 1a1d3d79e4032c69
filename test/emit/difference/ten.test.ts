import { describe, expect, it } from 'vitest';
import { differenceMarkdown } from '../../../dsl/emit/difference/markdown.ts';
import { siteDifference } from '../../../dsl/emit/difference/site.ts';
import { catalyst3560g, el6, server, stack, vlans } from '../../../dsl/index.ts';
import { judgeStack } from '../../../dsl/judge.ts';
import type { Model } from '../../../dsl/model/model.ts';
import { host } from '../../checks/harness.ts';

interface Site {
  readonly office?: boolean;
  readonly storageMtu?: number;
  readonly secondMac?: string;
  readonly name?: string;
  readonly mode?: 'lacp' | 'balance-xor';
  readonly secondPort?: 'Gi0/2' | 'Gi0/7';
  readonly swappiness?: number;
  readonly packages?: readonly string[];
  readonly description?: string;
  readonly motd?: string;
  readonly ntp?: string;
  readonly files?: boolean;
  readonly key?: string;
}

/** A hypervisor and a file server on one switch. */
const site = (it: Site = {}): Model => {
  const net = vlans({
    public: { id: 2, trust: 'public' },
    office: { id: 30, subnet: '10.30.0.0/24', gateway: '10.30.0.1', trust: 'office' },
    management: { id: 666, subnet: '10.66.6.0/24', gateway: '10.66.6.254', trust: 'management' },
    storage: { id: 667, subnet: '10.66.7.0/24', mtu: it.storageMtu ?? 9000, trust: 'storage' },
  });
  const sw1 = catalyst3560g('sw1', {
    model: 'WS-C3560G-24TS',
    management: { vlan: net.management, address: '10.66.6.250' },
    ports: { 'Gi0/24': { trunk: [net.public, net.office, net.management], description: it.description ?? 'firewall' } },
  });
  const hv1 = host(it.name ?? 'hv1', {
    platform: el6,
    domain: 'example.org',
    ntp: [it.ntp ?? '10.66.6.123'],
    nics: {
      eth0: { mac: '00:1e:c9:00:01:00', cable: sw1.port('Gi0/1') },
      eth1: { mac: it.secondMac ?? '00:1e:c9:00:01:01', cable: sw1.port(it.secondPort ?? 'Gi0/2') },
    },
    bonds: { bond0: { mode: it.mode ?? 'lacp', members: ['eth0', 'eth1'] } },
    bridges: {
      br2: { vlan: net.public, on: 'bond0' },
      ...(it.office === true ? { br30: { vlan: net.office, on: 'bond0' } } : {}),
      br666: { vlan: net.management, on: 'bond0', address: '10.66.6.1' },
    },
    defaultRoute: net.management,
    vlans: [{ vlan: net.storage, on: 'bond0', address: '10.66.7.1' }],
    packages: it.packages ?? ['tcpdump'],
    sysctl: { 'vm.swappiness': it.swappiness ?? 10 },
    files: { '/etc/motd': { content: it.motd ?? 'hv1\n' } },
    sshKeys: { keys: [it.key ?? 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAliceAliceAliceAliceAliceAliceAlice alice'] },
  });
  const files = server('files', {
    platform: el6,
    nics: { eth0: { mac: '00:1e:c9:00:02:00', cable: sw1.port('Gi0/3') } },
    vlans: [
      { vlan: net.management, on: 'eth0', address: '10.66.6.2' },
      { vlan: net.storage, on: 'eth0', address: '10.66.7.2' },
    ],
  });
  const { model, findings } = judgeStack(stack('dc1', it.files === false ? [sw1, hv1] : [sw1, hv1, files]));
  expect(findings.filter(({ severity }) => severity === 'error')).toEqual([]);
  return model;
};

/** The page without the lines of switches, which have tests of their own. */
const page = (before: Site, after: Site): string => {
  const found = siteDifference(site(before), site(after));
  const text = differenceMarkdown(found === undefined ? [] : [found]);
  return text.replace(/\n<details>\n.*?<\/details>\n/gs, '');
};

describe('what a network engineer is told of', () => {
  it('a comment, or another way to write the same: nothing', () => {
    expect(page({}, {})).toBe('No change.\n');
  });
  it('a VLAN that is added to a hypervisor', () => {
    expect(page({}, { office: true })).toMatchInlineSnapshot(`
      "## dc1

      ### Switch sw1

      - Po1: carries 2,666,667 tagged, native 999 → 2,30,666,667 tagged, native 999

      ### Host hv1

      - added bridge br30: VLAN 30 office over bond0

      ### Order

      1. switches/sw1/config.ios
      2. hosts/hv1/apply.sh
      "
    `);
  });
  it('a VLAN that is taken away', () => {
    expect(page({ office: true }, {})).toMatchInlineSnapshot(`
      "## dc1

      ### Switch sw1

      - Po1: carries 2,30,666,667 tagged, native 999 → 2,666,667 tagged, native 999

      ### Host hv1

      - removed bridge br30: VLAN 30 office over bond0
      - left running until somebody takes it down: \`bond0.30\`, \`br30\`

      ### Order

      1. hosts/hv1/apply.sh
      2. the lines that lead sw1 there: config.ios takes nothing away
      "
    `);
  });
  it('an MTU', () => {
    expect(page({ storageMtu: 1500 }, {})).toMatchInlineSnapshot(`
      "## dc1

      - VLAN storage: MTU 1500 → 9000

      ### Switch sw1

      - largest packet 1500 bytes → 9000 bytes
      - **needs a reload** before larger packets pass

      ### Host files

      - NIC eth0: MTU 1500 → 9000
      - VLAN 667 on eth0: MTU 1500 → 9000
      - **drops traffic**, when activated: \`eth0\`, \`eth0.666\`, \`eth0.667\`

      ### Host hv1

      - bond bond0: MTU 1500 → 9000
      - VLAN 667 on bond0: MTU 1500 → 9000
      - **drops traffic**, when activated: \`eth0\`, \`eth1\`, \`bond0\`, \`bond0.2\`, \`bond0.666\`, \`bond0.667\`, \`br2\`, \`br666\`

      ### Order

      1. switches/sw1/config.ios
      2. hosts/files/apply.sh
      3. hosts/hv1/apply.sh
      "
    `);
  });
  it('a NIC that was swapped', () => {
    expect(page({}, { secondMac: '00:1e:c9:00:01:77' })).toMatchInlineSnapshot(`
      "## dc1

      ### Host hv1

      - NIC eth1: MAC 00:1e:c9:00:01:01 → 00:1e:c9:00:01:77
      - **drops traffic**, when activated: \`eth1\`, \`bond0\`, \`bond0.2\`, \`bond0.666\`, \`bond0.667\`, \`br2\`, \`br666\`

      ### Order

      1. hosts/hv1/apply.sh
      "
    `);
  });
  it('a host that has another name', () => {
    expect(page({}, { name: 'kvm1' })).toMatchInlineSnapshot(`
      "## dc1

      ### Switch sw1

      - Po1: description hv1 bond0 → kvm1 bond0
      - Gi0/1: to hv1 eth0 → kvm1 eth0
      - Gi0/2: to hv1 eth1 → kvm1 eth1

      ### Host kvm1, was hv1

      - hostname hv1.example.org → kvm1.example.org

      ### Order

      1. switches/sw1/config.ios
      2. hosts/kvm1/apply.sh
      "
    `);
  });
  it("a bond's mode", () => {
    expect(page({}, { mode: 'balance-xor' })).toMatchInlineSnapshot(`
      "## dc1

      ### Switch sw1

      - Po1: mode active → on

      ### Host hv1

      - bond bond0: mode 802.3ad → balance-xor
      - bond bond0: lacp\\_rate is no longer said (slow)
      - **drops traffic**, when activated: \`bond0\`, \`bond0.2\`, \`bond0.666\`, \`bond0.667\`, \`br2\`, \`br666\`

      ### Order

      1. switches/sw1/config.ios
      2. hosts/hv1/apply.sh
      3. the lines that lead sw1 there: config.ios takes nothing away
      "
    `);
  });
  it('a cable in another port of the switch', () => {
    expect(page({}, { secondPort: 'Gi0/7' })).toMatchInlineSnapshot(`
      "## dc1

      ### Switch sw1

      - added Gi0/7: hv1 eth1, in Po1
      - removed Gi0/2: hv1 eth1, in Po1

      ### Host hv1

      - NIC eth1: cable sw1 Gi0/2 → sw1 Gi0/7
      - **drops traffic**, when activated: \`eth1\`, \`bond0\`, \`bond0.2\`, \`bond0.666\`, \`bond0.667\`, \`br2\`, \`br666\`

      ### Order

      1. switches/sw1/config.ios
      2. hosts/hv1/apply.sh
      3. the lines that lead sw1 there: config.ios takes nothing away
      "
    `);
  });
  it('a kernel parameter', () => {
    expect(page({}, { swappiness: 60 })).toMatchInlineSnapshot(`
      "## dc1

      ### Host hv1

      - sysctl vm.swappiness 10 → 60

      ### Order

      1. hosts/hv1/apply.sh
      "
    `);
  });
  it('a package more, and one less', () => {
    expect(page({}, { packages: ['strace'] })).toMatchInlineSnapshot(`
      "## dc1

      ### Host hv1

      - added package strace
      - removed package tcpdump (stays installed)

      ### Order

      1. hosts/hv1/apply.sh
      "
    `);
  });
  it('the content of a file, a key, a description and a clock', () => {
    expect(
      page(
        {},
        {
          motd: 'no entry\n',
          description: 'firewall em1',
          ntp: '10.66.6.124',
          key: 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIBobBobBobBobBobBobBobBobBobBobBob bob',
        },
      ),
    ).toMatchInlineSnapshot(`
      "## dc1

      ### Switch sw1

      - Gi0/24: to firewall → firewall em1

      ### Host hv1

      - time servers 10.66.6.123 → 10.66.6.124
      - added key bob
      - file /etc/motd: another content
      - removed key alice
      - restarts \`ntpd\`

      ### Order

      1. switches/sw1/config.ios
      2. hosts/hv1/apply.sh
      "
    `);
  });
  it('a host that is gone, and one that is new', () => {
    expect(page({}, { files: false })).toMatchInlineSnapshot(`
      "## dc1

      ### Switch sw1

      - removed Gi0/3: files eth0, 666,667 tagged, native 999

      ### Host files (removed)

      - removed server on Enterprise Linux 6

      ### Order

      1. take files away
      2. the lines that lead sw1 there: config.ios takes nothing away
      "
    `);
    expect(page({ files: false }, {})).toMatchInlineSnapshot(`
      "## dc1

      ### Switch sw1

      - added Gi0/3: files eth0, 666,667 tagged, native 999

      ### Host files (added)

      - added server on Enterprise Linux 6

      ### Order

      1. switches/sw1/config.ios
      2. hosts/files/apply.sh
      "
    `);
  });
});

it('a whole site', () => {
  expect(siteDifference(undefined, site())).toMatchObject({ state: 'added' });
  expect(siteDifference(site(), undefined)).toMatchObject({
    state: 'removed',
    order: expect.arrayContaining(['take hv1 away']),
  });
  expect(siteDifference(undefined, undefined)).toBeUndefined();
});

it('the lines there are those of the way back from there', () => {
  const [there] = siteDifference(site(), site({ office: true }))?.switches ?? [];
  const [back] = siteDifference(site({ office: true }), site())?.switches ?? [];
  expect(there?.lines.length).toBeGreaterThan(0);
  expect(there?.rollback).toEqual(back?.lines);
  expect(there?.takesAway).toBe(false);
  expect(back?.takesAway).toBe(true);
});
