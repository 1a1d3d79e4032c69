import { catalyst3560g, el6, hypervisor, server, stack, vlans } from 'rackwright';

// The higher the number, the more private.
const net = vlans({
  public: { id: 2, trust: 'public' },
  management: { id: 666, subnet: '10.66.6.0/24', gateway: '10.66.6.254', trust: 'management' },
  storage: { id: 667, subnet: '10.66.7.0/24', mtu: 9000, trust: 'storage' },
  // Machines are installed through it, and nothing else is on it.
  install: { id: 665, subnet: '10.66.8.0/24', gateway: '10.66.8.254' },
});

const sw1 = catalyst3560g('sw1', {
  model: 'WS-C3560G-24TS',
  management: { vlan: net.management, address: '10.66.6.250' },
  // As found: untagged frames belong to VLAN 1, which no trunk allows.
  nativeVlan: 1,
  ports: {
    'Gi0/21': { access: net.storage, description: 'eql1 eth0', raw: ['spanning-tree portfast'] },
    'Gi0/22': { access: net.storage, description: 'eql1 eth1', raw: ['spanning-tree portfast'] },
    'Gi0/23': 'unused',
    'Gi0/24': { trunk: [net.public, net.management, net.install], description: 'firewall' },
  },
});

const common = {
  platform: el6,
  domain: 'example.org',
  dns: ['10.66.6.53'],
  ntp: ['10.66.6.123'],
} as const;

const lacp = { miimon: 100, lacp_rate: 'fast', xmit_hash_policy: 'layer2+3' } as const;

const hv1 = hypervisor('hv1', {
  ...common,
  nics: {
    eth0: { mac: '00:1e:c9:00:01:00', cable: sw1.port('Gi0/1') },
    eth1: { mac: '00:1e:c9:00:01:01', cable: sw1.port('Gi0/2') },
  },
  bmc: { mac: '00:1e:c9:00:01:fe', cable: sw1.port('Gi0/13'), vlan: net.management, address: '10.66.6.101' },
  install: {
    nic: 'eth0',
    vlan: net.install,
    address: '10.66.8.1',
    boot: 'bios',
    disk: 'by-path/pci-0000:03:00.0-scsi-0:2:0:0',
    wipe: 'yes, erase by-path/pci-0000:03:00.0-scsi-0:2:0:0',
    source: { url: 'http://10.66.8.250/centos/6/os/x86_64' },
    root: 'locked',
    server: 'http://10.66.8.250/reference',
  },
  sshKeys: {
    keys: ['ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAABAQC7vbqajDhAref0FqNbKzHQ6f1s0pZQfR8hY3uW ops@example.org'],
  },
  bonds: { bond0: { mode: 'lacp', members: ['eth0', 'eth1'], options: lacp } },
  bridges: {
    br2: { vlan: net.public, on: 'bond0', stp: true, forwardDelay: 5 },
    br666: { vlan: net.management, on: 'bond0', address: '10.66.6.1', stp: true, forwardDelay: 5 },
  },
  vlans: [{ vlan: net.storage, on: 'bond0', address: '10.66.7.1' }],
});

const hv2 = hypervisor('hv2', {
  ...common,
  nics: {
    eth0: { mac: '00:1e:c9:00:02:00', cable: sw1.port('Gi0/3') },
    eth1: { mac: '00:1e:c9:00:02:01', cable: sw1.port('Gi0/4') },
  },
  bmc: { mac: '00:1e:c9:00:02:fe', cable: sw1.port('Gi0/14'), vlan: net.management, address: '10.66.6.102' },
  bonds: { bond0: { mode: 'lacp', members: ['eth0', 'eth1'], options: lacp } },
  bridges: {
    br2: { vlan: net.public, on: 'bond0', stp: true, forwardDelay: 5 },
    br666: { vlan: net.management, on: 'bond0', address: '10.66.6.2', stp: true, forwardDelay: 5 },
  },
  vlans: [{ vlan: net.storage, on: 'bond0', address: '10.66.7.2' }],
});

const files = server('files', {
  ...common,
  nics: {
    eth0: { mac: '00:1e:c9:00:03:00', cable: sw1.port('Gi0/5') },
    eth1: { mac: '00:1e:c9:00:03:01', cable: sw1.port('Gi0/6') },
  },
  bonds: { bond0: { mode: 'lacp', members: ['eth0', 'eth1'], options: lacp } },
  vlans: [
    { vlan: net.management, on: 'bond0', address: '10.66.6.3' },
    { vlan: net.storage, on: 'bond0', address: '10.66.7.3' },
  ],
  packages: ['nfs-utils'],
  services: { nfs: 'running' },
  sysctl: { 'net.ipv4.ip_forward': 0 },
});

// The machines as they were found. What the compiler says of that is known, and stays until they are replaced.
const known = (finding: string, reason: string) => (on: typeof sw1 | typeof hv1 | typeof hv2 | typeof files) => ({
  finding,
  on,
  reason,
});

export default stack('reference', [sw1, hv1, hv2, files], {
  laws: ['vlan-ids-follow-trust'],
  accept: [
    ...[sw1].map(
      known(
        'native-vlan-is-not-management',
        'as found: VLAN 1 is native and allowed on no trunk, so untagged frames are dropped',
      ),
    ),
    ...[hv1, hv2, files].map(
      known('lacp-rate-is-mutual', 'as found: the hosts notice a dead link in three seconds, the switch in ninety'),
    ),
    ...[hv1, hv2].map(
      known('spanning-tree-timers-agree', 'as found: the bridges follow the timers of the root, which is the switch'),
    ),
    ...[hv1, hv2].map(
      known('spanning-tree-has-a-loop-to-cut', 'as found: costs ten seconds at boot and harms nothing else'),
    ),
  ],
});
