import { byDefault, type Default, type Place, place } from '../language/place.ts';
import type { PlatformFacts } from '../platforms/facts.ts';
import type { Device, SiteHost } from './model.ts';

/** What a file is written for: a word of the stack, or a choice with its reason. */
export type Owner = Place | Default;

type Network = PlatformFacts['network'];

const resolver = '/etc/resolv.conf';
const clock = {
  'ntpd-4.2.2': '/etc/ntp.conf',
  ntpd: '/etc/ntp.conf',
  'chrony-3': '/etc/chrony.conf',
  chrony: '/etc/chrony.conf',
  timesyncd: '/etc/systemd/timesyncd.conf.d/rackwright.conf',
} as const satisfies Record<PlatformFacts['time'], string>;

const managerWrites = byDefault('NetworkManager writes it from the profile of the default route');

const scripts = '/etc/sysconfig/network-scripts';
const ifcfgFiles = ({ name }: Device, { routes }: SiteHost): readonly string[] => [
  `${scripts}/ifcfg-${name}`,
  ...(routes.some((it) => it.device === name) ? [`${scripts}/route-${name}`] : []),
];

/** Enterprise Linux 5 has one address a file: every further one is an alias with a file of its own. */
export const aliasesOf = ({ name, addresses }: Device): readonly string[] =>
  addresses.slice(1).map((_, index) => `${name}:${index + 1}`);

const sysctl = {
  sysvinit: '/etc/sysctl.conf',
  upstart: '/etc/sysctl.d/90-rackwright.conf',
  systemd: '/etc/sysctl.d/90-rackwright.conf',
} as const satisfies Record<PlatformFacts['init'], string>;

const deviceFiles = {
  'early-ifcfg': (device, host) => [
    ...ifcfgFiles(device, host),
    ...aliasesOf(device).map((it) => `${scripts}/ifcfg-${it}`),
  ],
  ifcfg: ifcfgFiles,
  'managed-ifcfg': ifcfgFiles,
  keyfile: ({ name }) => [`/etc/NetworkManager/system-connections/${name}.nmconnection`],
  ifupdown: () => [],
} satisfies Record<Network, (device: Device, host: SiteHost) => readonly string[]>;

/** Files that the network as a whole is written to. */
const networkFiles = {
  'early-ifcfg': ({ of, spec, bonds, bridges, devices }) => [
    ['/etc/sysconfig/network', place(of)],
    ...(bonds.length > 0 || spec.modprobe !== undefined ? [['/etc/modprobe.conf', place(of)] as const] : []),
    ...(bridges.length > 0 ? [['/sbin/ifup-pre-local', place(of, 'bridges')] as const] : []),
    ...(devices.some((it) => it.dhcp !== undefined) ? [['/etc/dhclient-enter-hooks', place(of)] as const] : []),
  ],
  ifcfg: ({ of, bonds }) => [
    ['/etc/sysconfig/network', place(of)],
    ...(bonds.length > 0 ? [['/etc/modprobe.d/bonding.conf', place(of, 'bonds')] as const] : []),
  ],
  'managed-ifcfg': ({ of }) => [['/etc/sysconfig/network', place(of)]],
  keyfile: () => [],
  ifupdown: ({ of }) => [
    ['/etc/network/interfaces', place(of)],
    ['/etc/dhcp/dhclient-enter-hooks.d/rackwright', place(of)],
  ],
} satisfies Record<Network, (host: SiteHost) => readonly (readonly [string, Owner])[]>;

/**
 * The files of a host that Rackwright writes, each with the word of the stack
 * that it is written for. A user's file on one of them would be overwritten,
 * or overwrite it.
 */
export const ownedPaths = (host: SiteHost): ReadonlyMap<string, Owner> => {
  const { of, spec, platform, devices } = host;
  const owned = new Map<string, Owner>(networkFiles[platform.network](host));
  for (const device of devices)
    for (const path of deviceFiles[platform.network](device, host)) owned.set(path, device.at);
  if (platform.init === 'systemd') owned.set('/etc/hostname', place(of));
  if ((spec.dns ?? []).length > 0) owned.set(resolver, place(of, 'dns'));
  else if (platform.network === 'keyfile' || platform.network === 'managed-ifcfg') owned.set(resolver, managerWrites);
  if (spec.ntp !== undefined) owned.set(clock[platform.time], place(of, 'ntp'));
  if (spec.sshKeys !== undefined) owned.set('/root/.ssh/authorized_keys', place(of, 'sshKeys'));
  if (Object.keys(spec.sysctl ?? {}).length > 0) owned.set(sysctl[platform.init], place(of, 'sysctl'));
  return owned;
};

/** A key of a platform's network file that the model decides, and the word of the language that says it. */
interface Owned {
  readonly key: RegExp;
  readonly say: string;
}

const owned = (pattern: string, say: string): Owned => ({ key: new RegExp(`^(${pattern})$`), say });

const fixed = 'nothing: it follows from what the device is';
const ports = 'members of the bond, or on of the bridge';
const options = 'options of the bond';
const address = 'address';
const route = 'gateway of the VLAN and defaultRoute';

const ifcfgKeys: readonly Owned[] = [
  owned('DEVICE|TYPE|VLAN|VLAN_ID|VID|PHYSDEV|ONBOOT|USERCTL|NM_CONTROLLED|NOZEROCONF', fixed),
  owned('HWADDR', 'mac of the NIC'),
  owned('BOOTPROTO', "address, or 'dhcp' in its place"),
  owned('MASTER|SLAVE|BRIDGE', ports),
  owned('MTU', 'mtu of the VLAN'),
  owned('BONDING_OPTS', options),
  owned('STP|DELAY', 'stp and forwardDelay'),
  owned('(IPADDR|NETMASK|PREFIX|BROADCAST|NETWORK)\\d*', address),
  owned('GATEWAY|GATEWAYDEV|DEFROUTE', route),
  owned('PEERDNS|DNS\\d+|DOMAIN', 'dns and domain of the host'),
];

const ownedBy: Readonly<Record<Network, readonly Owned[]>> = {
  'early-ifcfg': [...ifcfgKeys, owned('ONPARENT', fixed)],
  ifcfg: ifcfgKeys,
  'managed-ifcfg': [
    ...ifcfgKeys,
    owned('NAME|UUID|BONDING_MASTER|AUTOCONNECT_SLAVES', fixed),
    owned('IPV6INIT|IPV6_DISABLED', 'nothing yet: IPv6 is off'),
  ],
  keyfile: [
    owned('connection\\.(id|uuid|type|interface-name|autoconnect|autoconnect-(slaves|ports))', fixed),
    owned('connection\\.(master|slave-type|controller|port-type)', ports),
    owned('(ethernet|802-3-ethernet)\\.mac-address', 'mac of the NIC'),
    owned('(ethernet|802-3-ethernet)\\.mtu', 'mtu of the VLAN'),
    owned('vlan\\.(id|parent|flags)', fixed),
    owned('bond\\.mode', 'mode of the bond'),
    owned(
      'bond\\.(miimon|updelay|downdelay|arp_interval|arp_ip_target|lacp_rate|xmit_hash_policy|min_links|ad_select|primary)',
      options,
    ),
    owned('bridge\\.(stp|forward-delay)', 'stp and forwardDelay'),
    owned('ipv4\\.(method|addresses|address\\d*)', address),
    owned('ipv4\\.(gateway|never-default)', route),
    owned('ipv4\\.(routes|route\\d+)', 'routes of the host'),
    owned('ipv4\\.(dns|dns-search|ignore-auto-dns)', 'dns and domain of the host'),
    owned('ipv6\\.method', 'nothing yet: IPv6 is off'),
  ],
  ifupdown: [
    owned('mtu', 'mtu of the VLAN'),
    owned('address|netmask|broadcast', address),
    owned('gateway', route),
    owned('vlan_raw_device|bridge_maxwait', fixed),
    owned('bridge_ports', 'on of the bridge'),
    owned('bridge_stp|bridge_fd', 'stp and forwardDelay'),
    owned('(bond_)?slaves|bond_master', 'members of the bond'),
    owned('bond_mode', 'mode of the bond'),
    owned(
      'bond_(miimon|updelay|downdelay|arp_interval|arp_ip_target|lacp_rate|xmit_hash_policy|min_links|ad_select|primary)',
      options,
    ),
    owned('dns_(nameservers?|search|domain)', 'dns and domain of the host'),
  ],
};

/** One name for what the readers of a file take for one key. */
const canonical = {
  'early-ifcfg': (key) => key,
  ifcfg: (key) => key,
  'managed-ifcfg': (key) => key,
  /** Without a section it stands in [connection]. */
  keyfile: (key) => (key.includes('.') ? key : `connection.${key}`),
  /** interfaces(5) hands options to its scripts as IF_BOND_MODE: hyphens and letters of either case are one. */
  ifupdown: (key) => key.toLowerCase().replaceAll('-', '_'),
} satisfies Record<Network, (key: string) => string>;

/** What to say in the language instead of a raw key; undefined for a key that is the user's. */
export const sayInsteadOf = (network: Network, key: string): string | undefined => {
  const name = canonical[network](key);
  return ownedBy[network].find((it) => it.key.test(name))?.say;
};
