import { catalyst9300Stack, debian12, el9, el10, hypervisor, type Platform, server, stack, vlans } from 'rackwright';

const net = vlans({
  public: { id: 20, trust: 'public' },
  guests: { id: 30, subnet: '10.30.0.0/22', gateway: '10.30.0.1', trust: 'guest' },
  management: { id: 100, subnet: '10.100.0.0/24', gateway: '10.100.0.1', trust: 'management' },
  storage: { id: 200, subnet: '10.200.0.0/24', mtu: 9000, trust: 'storage' },
  install: { id: 150, subnet: '10.250.0.0/24', gateway: '10.250.0.1' },
});

const core = catalyst9300Stack('core', {
  members: {
    1: { model: 'C9300-48T', module: 'C9300-NM-8X' },
    2: { model: 'C9300-48T', module: 'C9300-NM-8X' },
  },
  management: { vlan: net.management, address: '10.100.0.2' },
  ports: {
    'Te1/1/1': { trunk: [net.public, net.guests, net.management, net.install], description: 'router-a xe-0/0/1' },
    'Te2/1/1': { trunk: [net.public, net.guests, net.management, net.install], description: 'router-b xe-0/0/1' },
    'Gi1/0/48': 'unused',
    'Gi2/0/48': 'unused',
  },
});

const administrators = {
  keys: ['ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJ1Yw0nJtQ5Vf0vQ0kN1oT2l3qg7Hj9rS4uX6yZ8aBcD ops@example.net'],
};

const common = {
  domain: 'dc2.example.net',
  dns: ['10.100.0.53', '10.100.0.54'],
  ntp: ['10.100.0.123', '10.100.0.124'],
  sshKeys: administrators,
} as const;

type Slot = 1 | 2 | 3 | 4 | 5 | 6 | 7;
const hex = (n: number): string => n.toString(16).padStart(2, '0');

/** One card in each member of the stack: losing a switch costs half of the bandwidth and nothing else. */
const cabling = (n: Slot) => ({
  eno1: { mac: `3c:ec:ef:00:${hex(n)}:00`, cable: core.port(`Gi1/0/${n}`) },
  eno2: { mac: `3c:ec:ef:00:${hex(n)}:01`, cable: core.port(`Gi2/0/${n}`) },
});

const bonds = { bond0: { mode: 'lacp', members: ['eno1', 'eno2'], options: { lacp_rate: 'fast' } } } as const;

const mirror = 'http://10.250.0.2';

/** What each machine has for itself: the name of its disk, to be erased, and an address while it is installed. */
const installed = <const Disk extends string>(n: Slot, disk: Disk) =>
  ({
    nic: 'eno1',
    vlan: net.install,
    address: `10.250.0.${10 + n}`,
    boot: 'uefi',
    disk,
    wipe: `yes, erase ${disk}`,
    root: 'locked',
    server: `${mirror}/dc2`,
  }) as const;

const node = <Name extends string>(name: Name, platform: Platform, n: Slot) =>
  hypervisor(name, {
    ...common,
    platform,
    nics: cabling(n),
    bmc: {
      mac: `3c:ec:ef:00:${hex(n)}:fe`,
      cable: core.port(`Gi1/0/${(n + 40) as 41 | 42 | 43 | 44 | 45 | 46 | 47}`),
      vlan: net.management,
      address: `10.100.0.${200 + n}`,
    },
    bonds,
    bridges: {
      br20: { vlan: net.public, on: 'bond0' },
      br30: { vlan: net.guests, on: 'bond0' },
      br100: { vlan: net.management, on: 'bond0', address: `10.100.0.${10 + n}` },
    },
    vlans: [{ vlan: net.storage, on: 'bond0', address: `10.200.0.${10 + n}` }],
    sysctl: { 'vm.swappiness': 10 },
    install: {
      ...installed(n, `by-id/nvme-eui.0025388b71${hex(n)}00${hex(n)}`),
      source: {
        url: `${mirror}/${platform.id}/BaseOS/x86_64/os`,
        repositories: { AppStream: `${mirror}/${platform.id}/AppStream/x86_64/os` },
      },
      layout: { '/': '40 GiB', swap: '8 GiB', '/var/lib/libvirt': 'rest' },
      // One file for the two that are always installed together.
      ...(n === 3 || n === 4 ? { shared: 'kvm' } : {}),
    },
  });

const backup = <Name extends string>(name: Name, n: Slot) =>
  server(name, {
    ...common,
    platform: debian12,
    nics: cabling(n),
    bonds,
    vlans: [
      { vlan: net.management, on: 'bond0', address: `10.100.0.${10 + n}` },
      { vlan: net.storage, on: 'bond0', address: `10.200.0.${10 + n}` },
    ],
    packages: ['restic'],
    install: { ...installed(n, `serial/S4EVNX0N10010${n}`), source: { url: 'http://deb.debian.org/debian' } },
  });

const hypervisors = [
  node('kvm1', el9, 1),
  node('kvm2', el9, 2),
  node('kvm3', el9, 3),
  node('kvm4', el9, 4),
  node('kvm5', el10, 5),
];
const backups = [backup('bk1', 6), backup('bk2', 7)];

export default stack('dc2', [core, ...hypervisors, ...backups], { laws: ['vlan-ids-follow-trust'] });
