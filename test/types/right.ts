// What must compile: lines that broke once, and shapes that users write.
import {
  catalyst3560g,
  catalyst9300,
  crossover,
  debian12,
  el5,
  el9,
  type FileSpec,
  hypervisor,
  type Listed,
  link,
  type StackOptions,
  server,
  stack,
  type VlanSpec,
  vlans,
} from 'rackwright';

const net = vlans({ a: { id: 2, subnet: '10.0.0.0/24', gateway: '10.0.0.1' }, b: { id: 3 } });

// A 9300 without an uplink module.
export const access = catalyst9300('access', { model: 'C9300-24T' });
const core = catalyst9300('core', { model: 'C9300-48P', module: 'C9300-NM-4G', ports: { 'Gi1/1/4': 'unused' } });
export const uplink = link('uplink', { cables: [[access.port('Gi1/0/24'), core.port('Gi1/1/1')]] });

// A constant taken out of a host, with its text widened.
const nic = { mac: '00:00:5e:00:53:01', cable: crossover };
export const bare = server('bare', { platform: debian12, nics: { eno1: { ...nic, address: '192.0.2.1/30' } } });

// A template with a number in it is an address.
const sw = catalyst3560g('sw', { model: 'WS-C3560G-48TS' });
export const many = [1, 2, 3].map((n) =>
  server(`s${n}`, {
    platform: el9,
    nics: { eno1: { mac: `00:00:5e:00:53:0${n}`, cable: sw.port('Gi0/1') } },
    vlans: [{ vlan: net.a, on: 'eno1', address: [`10.0.0.${10 + n}`, `10.0.0.${20 + n}`] }],
  }),
);

// Options of a newer kernel, where the platform has it; a bridge straight on a NIC; DHCP.
export const newer = hypervisor('newer', {
  platform: el9,
  nics: {
    eno1: { mac: '00:00:5e:00:53:11', cable: sw.port('Gi0/2') },
    eno2: { mac: '00:00:5e:00:53:12', cable: sw.port('Gi0/3') },
    eno3: { mac: '00:00:5e:00:53:13', cable: sw.port('Gi0/4') },
  },
  bonds: {
    bond0: { mode: 'lacp', members: ['eno1', 'eno2'], options: { xmit_hash_policy: 'vlan+srcmac', primary: 'eno1' } },
  },
  bridges: { br2: { vlan: net.a, on: 'eno3', untagged: true, address: 'dhcp' }, br3: { vlan: net.b, on: 'bond0' } },
});

// What only the oldest release has to be told.
export const oldest = server('oldest', {
  platform: el5,
  nics: { eth0: { mac: '00:00:5e:00:53:21' }, eth1: { mac: '00:00:5e:00:53:22' } },
  bonds: { bond0: { mode: 'lacp', members: ['eth0', 'eth1'], options: { xmit_hash_policy: 'layer3+4' } } },
  modprobe: ['alias eth0 bnx2', 'alias eth1 bnx2'],
});

// The parts of a site, made by helpers of the user's own.
const quiet: VlanSpec = { id: 9, trust: 'storage' };
const motd: FileSpec = { content: 'hello\n', mode: '0644' };
const parts: Listed[] = [sw, ...many, server('m', { platform: el9, nics: {}, files: { '/etc/motd': motd } })];
const options: StackOptions = { laws: ['vlan-ids-follow-trust'] };
export const site = stack('site', parts, options);
export const plan = vlans({ quiet });
