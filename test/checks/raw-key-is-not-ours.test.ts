import { it } from 'vitest';
import { rawKeyIsNotOurs as law } from '../../dsl/checks/raw-key-is-not-ours.ts';
import { debian12, debian13, el6, el9, el10 } from '../../dsl/index.ts';
import { box, expectFindings, expectFixes, expectValid, net, nics, plain, site } from './harness.ts';

const sw1 = plain('sw1');
const on = (platform: unknown, ...keys: string[]) => {
  const raw = Object.fromEntries(keys.map((it) => [it, 'x']));
  return site([
    sw1,
    box('web1', { platform, nics: { eth0: { mac: '00:1e:c9:00:01:00', cable: sw1.port('Gi0/1'), raw } } }),
  ]);
};

it.each([
  ['el6', el6, ['ETHTOOL_OPTS', 'LINKDELAY', 'ARP', 'IPADDRESS', 'mtu', 'MACADDR']],
  [
    'el9',
    el9,
    [
      'connection.zone',
      'zone',
      'ethernet.wake-on-lan',
      'ipv4.may-fail',
      'ipv4.dns-priority',
      'bond.fail_over_mac',
      'bridge.ageing-time',
    ],
  ],
  ['el10', el10, ['connection.autoconnect-priority', 'ipv6.addr-gen-mode']],
  ['debian12', debian12, ['up', 'pre-up', 'ethernet-wol', 'bridge_ageing', 'bond-fail-over-mac', 'MTU_', 'hwaddress']],
])('leaves to the user what is his on %s', (_, platform, keys) => expectValid(law, on(platform, ...keys)));

const said = (key: string, form: string) =>
  `web1.nics.eth0.raw.${key}: web1 eth0 has the raw key ${key}, ${form} that is derived`;

it.each([
  'DEVICE',
  'TYPE',
  'ONBOOT',
  'NM_CONTROLLED',
  'HWADDR',
  'BOOTPROTO',
  'MASTER',
  'SLAVE',
  'BRIDGE',
  'MTU',
  'BONDING_OPTS',
  'STP',
  'DELAY',
  'IPADDR',
  'IPADDR0',
  'IPADDR12',
  'NETMASK',
  'PREFIX',
  'GATEWAY',
  'DEFROUTE',
  'DNS1',
  'PEERDNS',
])('refuses %s on el6', (key) => expectFindings(law, on(el6, key), [said(key, 'a key of an ifcfg file')]));

it.each([
  'id',
  'connection.id',
  'connection.uuid',
  'connection.interface-name',
  'connection.master',
  'connection.controller',
  'port-type',
  'ethernet.mtu',
  '802-3-ethernet.mtu',
  'ethernet.mac-address',
  'vlan.parent',
  'bond.mode',
  'bond.miimon',
  'bridge.stp',
  'ipv4.method',
  'ipv4.address1',
  'ipv4.addresses',
  'ipv4.gateway',
  'ipv4.never-default',
  'ipv4.route1',
  'ipv4.dns',
  'ipv4.dns-search',
  'ipv6.method',
])('refuses %s on el9 and el10', (key) => {
  for (const platform of [el9, el10]) expectFindings(law, on(platform, key), [said(key, 'a key of a keyfile')]);
});

it.each([
  'mtu',
  'address',
  'netmask',
  'gateway',
  'bridge_ports',
  'bridge-ports',
  'Bridge_STP',
  'bridge_fd',
  'bond-mode',
  'bond_mode',
  'bond-slaves',
  'slaves',
  'bond-lacp-rate',
  'dns-nameservers',
])('refuses %s on Debian', (key) => {
  for (const platform of [debian12, debian13])
    expectFindings(law, on(platform, key), [said(key, 'an option of /etc/network/interfaces')]);
});

it('says what to write instead', () => {
  expectFixes(law, on(el9, 'ethernet.mtu', 'connection.id'), ['Remove it, and write mtu of the VLAN.', 'Remove it.']);
});

it('looks at bonds, bridges and VLANs too', () => {
  const raw = { MTU: '1' };
  const hv1 = box('hv1', {
    platform: el6,
    nics: nics(1, sw1.port('Gi0/1'), sw1.port('Gi0/2')),
    bonds: { bond0: { mode: 'lacp', members: ['eth0', 'eth1'], raw } },
    bridges: { br2: { vlan: net.public, on: 'bond0', raw } },
    vlans: [{ vlan: net.storage, on: 'bond0', raw }],
  });
  expectFindings(law, site([sw1, hv1]), [
    'hv1.bonds.bond0.raw.MTU: hv1 bond0 has the raw key MTU, a key of an ifcfg file that is derived',
    'hv1.vlans.0.raw.MTU: hv1 bond0.667 has the raw key MTU, a key of an ifcfg file that is derived',
    'hv1.bridges.br2.raw.MTU: hv1 br2 has the raw key MTU, a key of an ifcfg file that is derived',
  ]);
});
