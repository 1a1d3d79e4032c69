import { it } from 'vitest';
import { hostIsOnceInASubnet as law } from '../../dsl/checks/host-is-once-in-a-subnet.ts';
import { crossover } from '../../dsl/index.ts';
import { box, expectFindings, expectValid, net, nics, plain, site } from './harness.ts';

const sw1 = plain('sw1');
const two = nics(1, sw1.port('Gi0/1'), sw1.port('Gi0/2'));
const storage = (on: string, address: unknown) => ({ vlan: net.storage, on, address });
const nas = (vlans: readonly object[], sysctl?: object) => site([sw1, box('nas1', { nics: two, vlans, sysctl })]);

it.each([
  ['two addresses on one interface', [storage('eth0', ['10.66.7.1', '10.66.7.2'])]],
  ['a second interface without an address', [storage('eth0', '10.66.7.1'), storage('eth1', undefined)]],
  ['two VLANs', [storage('eth0', '10.66.7.1'), { vlan: net.management, on: 'eth1', address: '10.66.6.1' }]],
  ['one VLAN twice on one cable, which is another law', [storage('eth0', '10.66.7.1'), storage('eth0', '10.66.7.2')]],
])('says nothing of %s', (_, vlans) => expectValid(law, nas(vlans)));

const both = [storage('eth0', '10.66.7.1'), storage('eth1', '10.66.7.2')];
const found = [
  'nas1.vlans.1.address: nas1 has addresses in 10.66.7.0/24 on eth0.667 and on eth1.667 (+ nas1.vlans.0.address: its address on eth0.667)',
];

it.each([
  ['for all', { 'net.ipv4.conf.all.arp_ignore': 1, 'net.ipv4.conf.all.arp_announce': 2 }],
  ['with slashes', { 'net/ipv4/conf/all/arp_ignore': 2, 'net/ipv4/conf/all/arp_announce': '2' }],
])('says nothing where the kernel keeps addresses apart %s', (_, sysctl) => expectValid(law, nas(both, sysctl)));

it('finds two interfaces on one VLAN, with half of the settings too', () => {
  expectFindings(law, nas(both), found);
  expectFindings(law, nas(both, { 'net.ipv4.conf.all.arp_ignore': 1 }), found);
  expectFindings(law, nas(both, { 'net.ipv4.conf.all.arp_ignore': 1, 'net.ipv4.conf.all.arp_announce': 1 }), found);
  expectFindings(law, nas(both, { 'net.ipv4.conf.eth0.arp_ignore': 1, 'net.ipv4.conf.eth0.arp_announce': 2 }), found);
});

it('leaves a NIC with an address of its own on a switch to another law', () => {
  const eth1 = { mac: '00:1e:c9:00:01:01', cable: sw1.port('Gi0/2'), address: '10.66.7.9/24' };
  expectValid(law, site([sw1, box('nas1', { nics: { ...two, eth1 }, vlans: [storage('eth0', '10.66.7.1')] })]));
});

it('finds DHCP beside an address, and DHCP twice', () => {
  expectFindings(law, nas([storage('eth0', 'dhcp'), storage('eth1', '10.66.7.2')]), found);
  expectFindings(law, nas([storage('eth0', 'dhcp'), storage('eth1', 'dhcp')]), found);
});

it('finds a crossover with the numbers of a VLAN, or of another crossover', () => {
  const cards = (a: string, b: string) => ({
    eth0: { mac: '00:1e:c9:00:01:00', cable: sw1.port('Gi0/1') },
    eth1: { mac: '00:1e:c9:00:01:01', cable: crossover, address: a },
    eth2: { mac: '00:1e:c9:00:01:02', cable: crossover, address: b },
  });
  const one = (a: string, b: string) =>
    site([sw1, box('nas1', { nics: cards(a, b), vlans: [storage('eth0', '10.66.7.1')] })]);
  expectValid(law, one('192.168.0.1/30', '192.168.0.5/30'));
  expectFindings(law, one('192.168.0.1/29', '192.168.0.5/30'), [
    'nas1.nics.eth2.address: nas1 has addresses in 192.168.0.5/30 on eth1 and on eth2 (+ nas1.nics.eth1.address: its address on eth1)',
  ]);
  expectFindings(law, one('10.66.7.9/25', '192.168.0.5/30'), [
    'nas1.nics.eth1.address: nas1 has addresses in 10.66.7.9/25 on eth0.667 and on eth1 (+ nas1.vlans.0.address: its address on eth0.667)',
  ]);
});
