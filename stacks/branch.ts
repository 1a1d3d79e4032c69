import { catalyst9300, crossover, el7, el8, hypervisor, server, stack, vlans } from 'rackwright';

// A branch office: one switch, two hypervisors whose management is untagged so that they can be installed
// by anybody with a laptop, and guests that ask a DHCP server which is none of ours.
const net = vlans({
  guests: { id: 30, subnet: '172.20.0.0/22', gateway: '172.20.0.1', trust: 'guest' },
  office: { id: 40, subnet: '10.40.0.0/24', gateway: '10.40.0.1', trust: 'office' },
  management: { id: 60, subnet: '10.60.0.0/24', gateway: '10.60.0.1', trust: 'management' },
  storage: { id: 70, subnet: '10.70.0.0/24', mtu: 9000, trust: 'storage' },
});

const access = catalyst9300('access', {
  model: 'C9300-24P',
  module: 'C9300-NM-4G',
  management: { vlan: net.management, address: '10.60.0.2' },
  ports: {
    'Gi1/0/24': { trunk: [net.guests, net.office, net.management], description: 'router ge-0/0/1' },
    'Gi1/0/20': { access: net.office, description: 'reception' },
    'Gi1/0/21': { access: net.guests, description: 'access point' },
    'Gi1/0/23': 'unused',
  },
});

const common = { domain: 'branch.example.com', dns: ['10.60.0.53', '10.60.0.54'], ntp: ['10.60.0.123'] } as const;

type Slot = 1 | 2;

const node = <Name extends string>(name: Name, n: Slot) =>
  hypervisor(name, {
    ...common,
    platform: el8,
    nics: {
      eno1: { mac: `b0:26:28:00:0${n}:00`, cable: access.port(n === 1 ? 'Gi1/0/1' : 'Gi1/0/3') },
      eno2: { mac: `b0:26:28:00:0${n}:01`, cable: access.port(n === 1 ? 'Gi1/0/2' : 'Gi1/0/4') },
      // Replication between the two, without a switch.
      eno3: { mac: `b0:26:28:00:0${n}:02`, cable: crossover, address: `192.168.70.${n}/30`, mtu: 9000 },
      eno4: { mac: `b0:26:28:00:0${n}:03`, cable: access.port(n === 1 ? 'Gi1/0/5' : 'Gi1/0/6') },
    },
    bonds: { bond0: { mode: 'lacp', members: ['eno1', 'eno2'], options: { lacp_rate: 'fast' } } },
    bridges: {
      br60: { vlan: net.management, on: 'bond0', untagged: true, address: `10.60.0.${10 + n}` },
      br40: { vlan: net.office, on: 'bond0' },
      br30: { vlan: net.guests, on: 'bond0' },
    },
    vlans: [{ vlan: net.storage, on: 'eno4', untagged: true, address: `10.70.0.${10 + n}` }],
    sysctl: { 'vm.swappiness': 10 },
  });

const hv1 = node('hv1', 1);
const hv2 = node('hv2', 2);

/** The portal that guests see first: a guest among guests, with whatever address it is given. */
const portal = server('portal', {
  ...common,
  platform: el8,
  nics: {
    eno1: { mac: 'b0:26:28:00:10:00', cable: access.port('Gi1/0/10') },
    eno2: { mac: 'b0:26:28:00:10:01', cable: access.port('Gi1/0/11') },
  },
  vlans: [
    { vlan: net.management, on: 'eno1', untagged: true, address: '10.60.0.20' },
    { vlan: net.guests, on: 'eno2', untagged: true, address: 'dhcp' },
  ],
  defaultRoute: net.management,
  packages: ['nginx'],
  services: { nginx: 'running' },
});

/** Older than the rest, and not to be touched before the next budget. */
const files = server('files', {
  ...common,
  platform: el7,
  nics: {
    em1: { mac: '18:66:da:00:30:00', cable: access.port('Gi1/0/12') },
    em2: { mac: '18:66:da:00:30:01', cable: access.port('Gi1/0/13') },
    em3: { mac: '18:66:da:00:30:02', cable: access.port('Gi1/0/14') },
  },
  bonds: { bond0: { mode: 'lacp', members: ['em1', 'em2'] } },
  vlans: [
    { vlan: net.management, on: 'bond0', untagged: true, address: '10.60.0.30' },
    { vlan: net.office, on: 'bond0', address: ['10.40.0.30', '10.40.0.31'] },
    { vlan: net.storage, on: 'em3', untagged: true, address: '10.70.0.30' },
  ],
  defaultRoute: net.management,
  routes: [{ to: '172.20.0.0/22', via: '10.40.0.1' }],
  packages: ['nfs-utils', 'samba'],
  services: { smb: 'running' },
});

export default stack('branch', [access, hv1, hv2, portal, files], {
  laws: ['vlan-ids-follow-trust'],
  accept: [hv1, hv2, files].map((on) => ({
    finding: 'native-vlan-is-not-management',
    on,
    reason: 'a machine is installed by whoever is there, over the one network that a laptop sees',
  })),
});
