import {
  catalyst3560g,
  catalyst9300,
  catalyst9300Stack,
  crossover,
  hypervisor,
  link,
  type Platform,
  secret,
  server,
  stack,
  unmodelled,
  vlans,
} from 'rackwright';

/** What a platform says in its own words. */
export interface OwnWords {
  readonly nic: Readonly<Record<string, string>>;
  readonly bond: Readonly<Record<string, string>>;
  readonly bridge: Readonly<Record<string, string>>;
  readonly vlan: Readonly<Record<string, string>>;
  readonly policy: 'layer2' | 'layer2+3' | 'vlan+srcmac';
  readonly service: string;
  /** Enterprise Linux 5: the lines of its modprobe.conf; and its scripts make no bond a port of a bridge. */
  readonly modprobe?: readonly string[];
}

const alice = 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAliceAliceAliceAliceAliceAliceAlice alice@example.org';
const bob = 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIBobBobBobBobBobBobBobBobBobBobBob bob@example.org';

/** One site that says as much as the language can, on any platform. */
export const everything = <Name extends string>(name: Name, platform: Platform, own: OwnWords) => {
  const net = vlans({
    public: { id: 2, trust: 'public' },
    guests: { id: 20, subnet: '10.20.0.0/22', trust: 'guest' },
    office: { id: 30, subnet: '10.30.0.0/23', gateway: '10.30.0.1', trust: 'office' },
    management: { id: 666, subnet: '10.66.6.0/24', gateway: '10.66.6.254', mtu: 1500, trust: 'management' },
    storage: { id: 667, subnet: '10.66.7.0/24', mtu: 9000, trust: 'storage' },
  });

  const core = catalyst9300Stack('core', {
    members: { 1: { model: 'C9300-24T', module: 'C9300-NM-8X' }, 2: { model: 'C9300-48P', module: 'C9300-NM-4G' } },
    management: { vlan: net.management, address: '10.66.6.250' },
    nativeVlan: 998,
    flowControl: 'on',
    ports: {
      'Te1/1/1': { trunk: [net.public, net.management], untagged: net.guests, description: 'router $(reboot) "a"' },
      'Te1/1/2': { access: net.office, description: 'printer', raw: ['storm-control broadcast level 1.00'] },
      'Gi2/0/48': 'unused',
      'Gi1/0/1': { description: 'hv1, the first', raw: ['load-interval 30', 'no logging event link-status'] },
    },
  });
  const access = catalyst9300('access', {
    model: 'C9300-24P',
    module: 'C9300-NM-8X',
    vtp: 'transparent',
    bpduGuard: true,
    nativeVlan: 998,
    management: { vlan: net.management, address: '10.66.6.251' },
  });
  const old = catalyst3560g('old', {
    model: 'WS-C3560G-48TS',
    nativeVlan: 998,
    management: { vlan: net.management, address: '10.66.6.252' },
    ports: { 'Gi0/48': 'unused', 'Gi0/47': { trunk: [net.office], description: 'access point' } },
  });
  const trunk = link('trunk', {
    cables: [
      [core.port('Te1/1/7'), access.port('Te1/1/7')],
      [core.port('Te1/1/8'), access.port('Te1/1/8')],
    ],
    channels: [100, 100],
  });
  const single = link('single', {
    cables: [[access.port('Gi1/0/24'), old.port('Gi0/52')]],
    vlans: [net.office, net.management, net.storage],
  });

  const common = {
    platform,
    domain: 'example.org',
    dns: ['10.66.6.53', '10.66.6.54'],
    ntp: ['10.66.6.123', 'time.example.org'],
    modprobe: own.modprobe,
  } as const;

  const hv1 = hypervisor('hv1', {
    ...common,
    nics: {
      eth1: { mac: '00:1e:c9:00:01:00', cable: core.port('Gi1/0/1'), raw: own.nic },
      eth2: { mac: '00:1E:C9:00:01:01', cable: core.port('Gi2/0/1') },
      eth3: { mac: '00:1e:c9:00:01:02', cable: old.port('Gi0/1') },
      eth4: { mac: '00:1e:c9:00:01:03', cable: old.port('Gi0/2') },
      eth5: { mac: '00:1e:c9:00:01:04', cable: access.port('Gi1/0/1') },
    },
    bmc: { mac: '00:1e:c9:00:01:fe', cable: old.port('Gi0/3'), vlan: net.management, address: '10.66.6.101' },
    bonds: {
      bond0: {
        mode: 'lacp',
        members: ['eth1', 'eth2'],
        options: { miimon: 50, updelay: 200, downdelay: 100, lacp_rate: 'fast', xmit_hash_policy: own.policy },
        channel: 7,
        raw: own.bond,
      },
      bond1: { mode: 'balance-xor', members: ['eth3', 'eth4'] },
    },
    bridges: {
      br2: { vlan: net.public, on: 'bond0' },
      br666: {
        vlan: net.management,
        on: 'bond0',
        address: ['10.66.6.1', '10.66.6.11'],
        stp: true,
        forwardDelay: 4,
        raw: own.bridge,
      },
      br30: { vlan: net.office, on: 'bond1', untagged: own.modprobe === undefined ? true : undefined, address: 'dhcp' },
    },
    vlans: [
      { vlan: net.storage, on: 'bond0', address: '10.66.7.1', raw: own.vlan },
      { vlan: net.guests, on: 'eth5', address: '10.20.0.1' },
    ],
    defaultRoute: net.management,
    routes: [
      { to: '172.16.0.0/12', via: '10.66.6.253' },
      { to: '192.168.0.0/16', via: '10.66.7.254' },
    ],
    sshKeys: { keys: [alice, bob] },
    files: {
      '/etc/motd': { content: 'hv1\n' },
      '/etc/issue': {
        content: 'one line, no end; EOF\nEOF\n$(touch /hacked)\n\ttab é漢🚰\n',
        mode: '0640',
        group: 'adm',
      },
      '/etc/pki/hv1.key': { content: secret('hv1-key'), mode: '0600', restarts: [own.service] },
    },
    packages: ['tcpdump', 'vim-common'],
    services: { [own.service]: 'running', cups: 'stopped' },
    sysctl: { 'vm.swappiness': 10, 'net.ipv4.ip_local_port_range': '32768 60999' },
    commands: { 'a swap file': { run: 'mkswap /swap', unless: 'test -e /swap' } },
  });

  const db1 = server('db1', {
    ...common,
    nics: {
      eth1: { mac: '00:1e:c9:00:02:00', cable: core.port('Gi1/0/2') },
      eth2: { mac: '00:1e:c9:00:02:01', cable: core.port('Gi2/0/2') },
      eth3: {
        mac: '00:1e:c9:00:02:02',
        cable: crossover,
        address: ['192.0.2.1/30', '192.0.2.5/30'],
        mtu: 9000,
      },
      eth4: { mac: '00:1e:c9:00:02:03', cable: unmodelled("provider's switch, port 7") },
      eth5: { mac: '00:1e:c9:00:02:04' },
      eth6: { mac: '00:1e:c9:00:02:05', cable: old.port('Gi0/4') },
    },
    bonds: {
      bond0: {
        mode: 'active-backup',
        members: ['eth1', 'eth2'],
        options: { arp_interval: 500, arp_ip_target: ['10.66.6.254', '10.66.6.253'], primary: 'eth2' },
      },
    },
    vlans: [
      { vlan: net.management, on: 'bond0', untagged: true, address: '10.66.6.2' },
      { vlan: net.office, on: 'bond0', address: ['10.30.0.2', '10.30.0.3'] },
      { vlan: net.storage, on: 'eth6', address: 'dhcp' },
    ],
    defaultRoute: net.office,
    routes: [{ to: '198.51.100.0/24', via: '192.0.2.2' }],
    sshKeys: { keys: [alice], exclusive: true },
    services: { [own.service]: 'stopped' },
  });

  const db2 = server('db2', {
    platform,
    nics: {
      eth1: { mac: '00:1e:c9:00:03:00', cable: access.port('Gi1/0/2') },
      eth3: { mac: '00:1e:c9:00:03:02', cable: crossover, address: '192.0.2.2/30', mtu: 9000 },
    },
    vlans: [{ vlan: net.management, on: 'eth1', address: '10.66.6.3' }],
    defaultRoute: 'none',
  });

  return stack(name, [core, access, old, trunk, single, hv1, db1, db2], {
    laws: ['vlan-ids-follow-trust'],
    accept: [{ finding: 'spanning-tree-timers-agree', on: hv1, path: 'bridges.br666', reason: 'as | found' }],
  });
};
