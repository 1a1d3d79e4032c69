import { hostPlan } from '../../../dsl/emit/host/plan.ts';
import type { FileStep, HostPlan } from '../../../dsl/emit/step.ts';
import {
  catalyst3560g,
  crossover,
  debian12,
  debian13,
  el5,
  el6,
  el7,
  el8,
  el9,
  el10,
  hypervisor,
  type Platform,
  server,
  stack,
  unmodelled,
  vlans,
} from '../../../dsl/index.ts';
import type { AnyHostSpec } from '../../../dsl/language/host.ts';
import type { Listed } from '../../../dsl/language/stack.ts';
import type { SiteHost } from '../../../dsl/model/model.ts';
import { resolve } from '../../../dsl/model/resolve.ts';
import { platforms as facts } from '../../../dsl/platforms/index.ts';

export const platforms = [el5, el6, el7, el8, el9, el10, debian12, debian13] as const;

const net = vlans({
  public: { id: 2, trust: 'public' },
  office: { id: 30, subnet: '10.30.0.0/23', gateway: '10.30.0.1', trust: 'office' },
  management: { id: 666, subnet: '10.66.6.0/24', gateway: '10.66.6.254', trust: 'management' },
  storage: { id: 667, subnet: '10.66.7.0/24', mtu: 9000, trust: 'storage' },
});
const sw1 = catalyst3560g('sw1', { model: 'WS-C3560G-24TS' });
const mac = (n: number): string => `00:1e:c9:00:0a:${n.toString(16).padStart(2, '0')}`;

export const hostsOf = (constructs: readonly Listed[]): readonly SiteHost[] => resolve(stack('test', constructs)).hosts;

const theHost = (construct: Listed): SiteHost => {
  const [host] = hostsOf([sw1, construct]);
  if (host === undefined) throw new Error('the stack has no host');
  return host;
};

/** What only Enterprise Linux 5 has to be told. */
const modprobe = ({ id }: Platform, ...lines: readonly string[]) => (id === 'el5' ? lines : undefined);

/** The seed's hypervisor, with more on it if a test wants that. */
export const reference = (platform: Platform, more: Pick<AnyHostSpec, 'dns' | 'ntp' | 'sshKeys'> = {}): SiteHost =>
  theHost(
    hypervisor('hv1', {
      ...more,
      platform,
      domain: 'example.org',
      nics: {
        eth0: { mac: mac(0), cable: sw1.port('Gi0/1') },
        eth1: { mac: mac(1), cable: sw1.port('Gi0/2') },
      },
      bonds: {
        bond0: {
          mode: 'lacp',
          members: ['eth0', 'eth1'],
          options: {
            miimon: 100,
            lacp_rate: 'fast',
            xmit_hash_policy: platform.id === 'el5' ? 'layer3+4' : 'layer2+3',
          },
        },
      },
      bridges: {
        br2: { vlan: net.public, on: 'bond0', stp: true, forwardDelay: 5 },
        br666: { vlan: net.management, on: 'bond0', address: '10.66.6.1', stp: true, forwardDelay: 5 },
      },
      vlans: [{ vlan: net.storage, on: 'bond0', address: '10.66.7.1' }],
      modprobe: modprobe(platform, 'alias scsi_hostadapter megaraid_sas', 'alias eth1 bnx2', 'alias eth0 bnx2'),
    }),
  );

/** Addresses on NICs themselves: several, a crossover, static routes; and a NIC that nothing rides on. */
export const bare = (platform: Platform): SiteHost =>
  theHost(
    server('bare', {
      platform,
      domain: 'example.org',
      dns: ['10.66.6.53', '10.66.6.54'],
      nics: {
        eth0: { mac: mac(2), cable: sw1.port('Gi0/3') },
        eth1: { mac: mac(3), cable: crossover, address: ['192.168.255.1/30', '192.168.254.1/30'], mtu: 9000 },
        eth2: { mac: mac(4), cable: unmodelled('patch panel 7') },
        eth3: { mac: mac(5) },
      },
      vlans: [
        { vlan: net.management, on: 'eth0', untagged: true, address: ['10.66.6.7', '10.66.6.8', '10.66.6.9'] },
        { vlan: net.office, on: 'eth0', address: '10.30.0.7' },
      ],
      defaultRoute: net.management,
      routes: [
        { to: '10.0.0.0/8', via: '10.66.6.253' },
        { to: '172.16.0.0/12', via: '10.66.6.252' },
        { to: '192.168.0.0/16', via: '192.168.255.2' },
      ],
    }),
  );

/** Every address from a DHCP server: on a bridge, a VLAN, and a NIC; the default route through the first only. */
export const asking = (platform: Platform, dns = true): SiteHost =>
  theHost(
    server('asking', {
      platform,
      ...(dns ? { dns: ['10.66.6.53'] } : {}),
      nics: {
        eth0: { mac: mac(6), cable: sw1.port('Gi0/4') },
        eth1: { mac: mac(7), cable: sw1.port('Gi0/5') },
      },
      bridges: { br666: { vlan: net.management, on: 'eth0', address: 'dhcp' } },
      vlans: [
        { vlan: net.storage, on: 'eth0', address: 'dhcp' },
        { vlan: net.office, on: 'eth1', untagged: true, address: 'dhcp' },
      ],
      defaultRoute: net.management,
    }),
  );

/** Untagged bridges on a bond and on a NIC that carries a tagged VLAN too; no default route. */
export const flat = (platform: Platform): SiteHost =>
  theHost(
    hypervisor('flat', {
      platform,
      nics: {
        eth0: { mac: mac(8), cable: sw1.port('Gi0/6') },
        eth1: { mac: mac(9), cable: sw1.port('Gi0/7') },
        eth2: { mac: mac(10), cable: sw1.port('Gi0/8') },
        eth3: { mac: mac(11), cable: sw1.port('Gi0/9') },
      },
      bonds: {
        bond1: {
          mode: 'active-backup',
          members: ['eth0', 'eth1'],
          options: { arp_interval: 500, arp_ip_target: ['10.66.6.254', '10.66.6.253'], primary: 'eth1' },
        },
      },
      bridges: {
        br0: { vlan: net.management, on: 'bond1', untagged: true, address: ['10.66.6.20', '10.66.6.21'] },
        br3: { vlan: net.office, on: 'eth2', untagged: true, forwardDelay: 0 },
        br4: { vlan: net.office, on: 'eth3', untagged: true, address: '10.30.1.20' },
      },
      vlans: [{ vlan: net.public, on: 'eth2' }],
      defaultRoute: 'none',
    }),
  );

/** What a kernel without VLANs and bonds can be given: addresses, routes and bridges on plain NICs. */
export const simple = (platform: Platform): SiteHost =>
  theHost(
    hypervisor('simple', {
      platform,
      nics: {
        eth0: { mac: mac(15), cable: sw1.port('Gi0/13') },
        eth1: { mac: mac(16), cable: sw1.port('Gi0/14') },
        eth2: { mac: mac(17), cable: crossover, address: ['192.168.255.1/30', '192.168.254.1/30'], mtu: 9000 },
        eth3: { mac: mac(18), cable: sw1.port('Gi0/15') },
        eth4: { mac: mac(19) },
      },
      bridges: {
        br666: { vlan: net.management, on: 'eth0', untagged: true, address: ['10.66.6.40', '10.66.6.41'] },
        br2: { vlan: net.public, on: 'eth1', untagged: true, stp: true, forwardDelay: 5 },
        br667: { vlan: net.storage, on: 'eth3', untagged: true, address: '10.66.7.40' },
      },
      routes: [
        { to: '172.16.0.0/12', via: '10.66.6.252' },
        { to: '192.168.0.0/16', via: '192.168.255.2' },
      ],
    }),
  );

const rawKeys = {
  el5: { bond: { LINKDELAY: '5' }, nic: { ETHTOOL_OPTS: 'autoneg on' }, bridge: { GCINT: '4' } },
  el6: { bond: { LINKDELAY: '5' }, nic: { ETHTOOL_OPTS: 'autoneg on; wol g' }, bridge: { AGEING: '300' } },
  managed: {
    bond: { AUTOCONNECT_PRIORITY: '5' },
    nic: { ETHTOOL_OPTS: 'wol g' },
    bridge: { BRIDGING_OPTS: 'ageing_time=200' },
  },
  keyfile: {
    bond: { 'connection.autoconnect-priority': '5' },
    nic: { 'ethernet.wake-on-lan': '64' },
    bridge: { 'bridge.ageing-time': '200', 'user.rackwright.note': 'a;b' },
  },
  debian: { bond: { 'bond-use-carrier': '1' }, nic: { 'offload-tso': 'off' }, bridge: { bridge_ageing: '300' } },
} as const;

const rawOn = ({ id }: Platform) =>
  ({
    'early-ifcfg': rawKeys.el5,
    ifcfg: rawKeys.el6,
    'managed-ifcfg': rawKeys.managed,
    keyfile: rawKeys.keyfile,
    ifupdown: rawKeys.debian,
  })[facts[id].network];

/** Keys in the platform's own words, on each kind of device that has a file or a stanza. */
export const raw = (platform: Platform): SiteHost =>
  theHost(
    server('raw', {
      platform,
      nics: {
        eth0: { mac: mac(12), cable: sw1.port('Gi0/10'), raw: rawOn(platform).nic },
        eth1: { mac: mac(13), cable: sw1.port('Gi0/11') },
        eth2: { mac: mac(14), cable: sw1.port('Gi0/12'), raw: rawOn(platform).nic },
      },
      bonds: { bond0: { mode: 'lacp', members: ['eth0', 'eth1'], raw: rawOn(platform).bond } },
      bridges: {
        br666: { vlan: net.management, on: 'bond0', address: '10.66.6.30', raw: rawOn(platform).bridge },
        br3: { vlan: net.office, on: 'eth2', untagged: true },
      },
    }),
  );

export const variety = (platform: Platform): readonly SiteHost[] => [
  reference(platform),
  bare(platform),
  asking(platform),
  asking(platform, false),
  flat(platform),
  raw(platform),
  simple(platform),
];

export const planOf = (host: SiteHost): HostPlan => hostPlan(host, 'test');

export const stepsOf = (host: SiteHost) => planOf(host).sections.flatMap((it) => it.steps);

export const filesOf = (host: SiteHost): readonly FileStep[] => stepsOf(host).filter((it) => it.kind === 'file');

export const textOf = ({ lines }: FileStep): string => lines.map((it) => `${it.text}\n`).join('');

/** Several files one under the other, each below its path. */
export const shown = (files: readonly FileStep[]): string =>
  files.map((it) => `=== ${it.path} ${it.mode}\n${textOf(it)}`).join('');
