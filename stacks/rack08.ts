import { catalyst3560g, el5, el6, hypervisor, server, stack, unmodelled, vlans } from 'rackwright';

// As found in 2008: hosts on two FastIron switches that are configured by hand, and a Catalyst behind them.
const net = vlans({
  public: { id: 2, trust: 'public' },
  office: { id: 30, subnet: '10.8.30.0/24', gateway: '10.8.30.1', trust: 'office' },
  management: { id: 100, subnet: '10.8.100.0/24', gateway: '10.8.100.1', trust: 'management' },
  // One fabric on each switch: a path that fails takes no other with it.
  storageA: { id: 201, subnet: '10.8.201.0/24', mtu: 9000, trust: 'storage' },
  storageB: { id: 202, subnet: '10.8.202.0/24', mtu: 9000, trust: 'storage' },
});

const core = catalyst3560g('core', {
  model: 'WS-C3560G-48TS',
  management: { vlan: net.management, address: '10.8.100.2' },
  ports: {
    'Gi0/1': { trunk: [net.public, net.office, net.management], description: 'fes1 ethe 1' },
    'Gi0/2': { trunk: [net.public, net.office, net.management], description: 'fes2 ethe 1' },
    'Gi0/48': { trunk: [net.public, net.office, net.management], description: 'firewall em0' },
  },
});

/** A port of one of the two; what is on it is written down here and nowhere else. */
const fes = (n: 1 | 2, port: number) => unmodelled(`fes${n} ethe ${port}`);

const common = { domain: 'rack08.example.net', dns: ['10.8.100.53'], ntp: ['10.8.100.123'] } as const;

// Two switches that know nothing of each other: one port works and the other waits.
const bonds = {
  bond0: { mode: 'active-backup', members: ['eth0', 'eth1'], options: { miimon: 100, primary: 'eth0' } },
} as const;

const hex = (n: number): string => n.toString(16).padStart(2, '0');
const nics = (n: number) => ({
  eth0: { mac: `00:15:c5:08:${hex(n)}:00`, cable: fes(1, 2 * n) },
  eth1: { mac: `00:15:c5:08:${hex(n)}:01`, cable: fes(2, 2 * n) },
  eth2: { mac: `00:1b:21:08:${hex(n)}:00`, cable: fes(1, 2 * n + 1) },
  eth3: { mac: `00:1b:21:08:${hex(n)}:01`, cable: fes(2, 2 * n + 1) },
});

/** iSCSI by two cards of its own, untagged: multipath does what a bond cannot. */
const paths = (n: number) =>
  [
    { vlan: net.storageA, on: 'eth2', untagged: true, address: `10.8.201.${10 + n}` },
    { vlan: net.storageB, on: 'eth3', untagged: true, address: `10.8.202.${10 + n}` },
  ] as const;

/** What the machines have in /etc/modprobe.conf besides the bond. */
const modprobe = [
  'alias eth0 bnx2',
  'alias eth1 bnx2',
  'alias eth2 e1000',
  'alias eth3 e1000',
  'alias scsi_hostadapter megaraid_sas',
  'alias scsi_hostadapter1 ata_piix',
] as const;

const xen = <Name extends string>(name: Name, n: number) =>
  hypervisor(name, {
    ...common,
    platform: el5,
    nics: nics(n),
    bonds,
    bridges: {
      br2: { vlan: net.public, on: 'bond0' },
      br30: { vlan: net.office, on: 'bond0' },
      br100: { vlan: net.management, on: 'bond0', address: `10.8.100.${10 + n}` },
    },
    vlans: [...paths(n)],
    modprobe,
    packages: ['iscsi-initiator-utils'],
    sysctl: { 'net.ipv4.tcp_window_scaling': 1 },
  });

const nas = server('nas1', {
  ...common,
  platform: el6,
  nics: nics(4),
  bonds,
  vlans: [
    { vlan: net.management, on: 'bond0', address: '10.8.100.14' },
    { vlan: net.office, on: 'bond0', address: ['10.8.30.14', '10.8.30.15'] },
    ...paths(4),
  ],
  defaultRoute: net.management,
  packages: ['nfs-utils'],
  services: { nfs: 'running' },
});

/** The one host on the Catalyst itself, with a bond that it can be told of. */
const mail = server('mail', {
  ...common,
  platform: el5,
  nics: {
    eth0: { mac: '00:15:c5:08:20:00', cable: core.port('Gi0/3') },
    eth1: { mac: '00:15:c5:08:20:01', cable: core.port('Gi0/4') },
  },
  bonds: { bond0: { mode: 'lacp', members: ['eth0', 'eth1'], options: { xmit_hash_policy: 'layer2' } } },
  vlans: [
    { vlan: net.management, on: 'bond0', address: '10.8.100.20' },
    { vlan: net.office, on: 'bond0', address: ['10.8.30.20', '10.8.30.25'] },
  ],
  defaultRoute: net.management,
  modprobe: ['alias eth0 tg3', 'alias eth1 tg3', 'alias scsi_hostadapter cciss'],
});

export default stack('rack08', [core, xen('xen1', 1), xen('xen2', 2), xen('xen3', 3), nas, mail], {
  laws: ['vlan-ids-follow-trust'],
});
