import { catalyst9300Stack, debian13, hypervisor, server, stack, vlans } from 'rackwright';

const net = vlans({
  public: { id: 20, trust: 'public' },
  tenants: { id: 30, subnet: '10.31.0.0/22', gateway: '10.31.0.1', trust: 'guest' },
  management: { id: 100, subnet: '10.101.0.0/24', gateway: '10.101.0.1', trust: 'management' },
  storage: { id: 200, subnet: '10.201.0.0/24', mtu: 9000, trust: 'storage' },
  install: { id: 150, subnet: '10.251.0.0/24', gateway: '10.251.0.1' },
});

const core = catalyst9300Stack('core', {
  members: {
    1: { model: 'C9300-24T', module: 'C9300-NM-8X' },
    2: { model: 'C9300-24T', module: 'C9300-NM-8X' },
  },
  management: { vlan: net.management, address: '10.101.0.2' },
  ports: {
    'Te1/1/1': { trunk: [net.public, net.tenants, net.management, net.install], description: 'router-a xe-0/0/1' },
    'Te2/1/1': { trunk: [net.public, net.tenants, net.management, net.install], description: 'router-b xe-0/0/1' },
  },
});

const common = {
  platform: debian13,
  domain: 'dc3.example.net',
  dns: ['10.101.0.53', '10.101.0.54'],
  ntp: ['10.101.0.123', '10.101.0.124'],
  sshKeys: {
    keys: ['ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJ1Yw0nJtQ5Vf0vQ0kN1oT2l3qg7Hj9rS4uX6yZ8aBcD ops@example.net'],
    exclusive: true,
  },
} as const;

type Slot = 1 | 2 | 3 | 4;
const hex = (n: number): string => n.toString(16).padStart(2, '0');

const cabling = (n: Slot) => ({
  enp1s0f0: { mac: `3c:fd:fe:00:${hex(n)}:00`, cable: core.port(`Gi1/0/${n}`) },
  enp1s0f1: { mac: `3c:fd:fe:00:${hex(n)}:01`, cable: core.port(`Gi2/0/${n}`) },
});

const bonds = {
  bond0: { mode: 'lacp', members: ['enp1s0f0', 'enp1s0f1'], options: { lacp_rate: 'fast' } },
} as const;

/** Untagged on the first card while Debian's installer runs: it makes no bond. */
const installed = <const Disk extends string>(n: Slot, disk: Disk) =>
  ({
    nic: 'enp1s0f0',
    vlan: net.install,
    address: `10.251.0.${10 + n}`,
    boot: 'uefi',
    disk,
    wipe: `yes, erase ${disk}`,
    root: 'locked',
    source: { url: 'http://deb.debian.org/debian' },
    server: 'http://10.251.0.2/dc3',
  }) as const;

const node = <Name extends string>(name: Name, n: Slot) =>
  hypervisor(name, {
    ...common,
    nics: cabling(n),
    bmc: {
      mac: `3c:fd:fe:00:${hex(n)}:fe`,
      cable: core.port(`Gi1/0/${(n + 20) as 21 | 22 | 23 | 24}`),
      vlan: net.management,
      address: `10.101.0.${200 + n}`,
    },
    bonds,
    bridges: {
      br20: { vlan: net.public, on: 'bond0' },
      br30: { vlan: net.tenants, on: 'bond0' },
      br100: { vlan: net.management, on: 'bond0', address: `10.101.0.${10 + n}` },
    },
    vlans: [{ vlan: net.storage, on: 'bond0', address: `10.201.0.${10 + n}` }],
    packages: ['qemu-system-x86', 'libvirt-daemon-system'],
    sysctl: { 'vm.swappiness': 10 },
    install: {
      ...installed(n, `by-id/nvme-eui.00253885310${hex(n)}00`),
      layout: { '/': '40 GiB', swap: '8 GiB', '/var/lib/libvirt': 'rest' },
    },
  });

const backup = server('bk1', {
  ...common,
  nics: cabling(4),
  bonds,
  vlans: [
    { vlan: net.management, on: 'bond0', address: '10.101.0.14' },
    { vlan: net.storage, on: 'bond0', address: '10.201.0.14' },
  ],
  packages: ['restic'],
  install: installed(4, 'serial/S4EVNX0N200104'),
  files: { '/etc/systemd/journald.conf.d/size.conf': { content: '[Journal]\nSystemMaxUse=1G\n' } },
});

export default stack('dc3', [core, node('kvm1', 1), node('kvm2', 2), node('kvm3', 3), backup], {
  laws: ['vlan-ids-follow-trust'],
});
