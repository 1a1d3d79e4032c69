import { it } from 'vitest';
import { addressIsNotReserved as law } from '../../dsl/checks/address-is-not-reserved.ts';
import { crossover } from '../../dsl/index.ts';
import { box, expectFindings, expectValid, net, nics, plain, plan, site } from './harness.ts';

const sw1 = plain('sw1');
const lan = plan({
  lan: { id: 5, subnet: '10.5.0.0/24', gateway: '10.5.0.1' },
  pair: { id: 6, subnet: '10.6.0.0/31' },
  one: { id: 7, subnet: '10.7.0.1/32' },
  wide: { id: 8, subnet: '10.8.0.0/22' },
});
const on = (...vlans: object[]) => site([sw1, box('web1', { nics: nics(1, sw1.port('Gi0/1')), vlans })]);

it.each([
  ['an ordinary address', 'lan', '10.5.0.2'],
  ['either address of two', 'pair', '10.6.0.0'],
  ['the other address of two', 'pair', '10.6.0.1'],
  ['the only address', 'one', '10.7.0.1'],
  ['what looks like a broadcast address and is none', 'wide', '10.8.0.255'],
  ['what looks like a network and is none', 'wide', '10.8.1.0'],
])('says nothing of %s', (_, vlan, address) => expectValid(law, on({ vlan: lan[vlan], on: 'eth0', address })));

it('refuses the network, the broadcast address and the gateway', () => {
  expectFindings(
    law,
    on(
      { vlan: lan.lan, on: 'eth0', address: ['10.5.0.0', '10.5.0.255', '10.5.0.1'] },
      { vlan: lan.wide, on: 'eth0', address: '10.8.3.255' },
    ),
    [
      'web1.vlans.0.address.0: web1 eth0.5 has the address 10.5.0.0, which is the network itself of 10.5.0.0/24',
      'web1.vlans.0.address.1: web1 eth0.5 has the address 10.5.0.255, which is the broadcast address of 10.5.0.0/24',
      'web1.vlans.0.address.2: web1 eth0.5 has the address 10.5.0.1, which is the gateway of 10.5.0.0/24 (+ lan.gateway: the gateway of 10.5.0.0/24)',
      'web1.vlans.1.address: web1 eth0.8 has the address 10.8.3.255, which is the broadcast address of 10.8.0.0/22',
    ],
  );
});

it('refuses them on a crossover, a BMC and a switch too', () => {
  expectFindings(
    law,
    site([
      plain('sw2', { management: { vlan: lan.lan, address: '10.5.0.1' } }),
      sw1,
      box('web1', {
        nics: { eth0: { mac: '00:1e:c9:00:01:00', cable: crossover, address: '192.168.0.0/30' } },
        bmc: { mac: '00:1e:c9:00:01:fe', cable: sw1.port('Gi0/1'), vlan: lan.lan, address: '10.5.0.255' },
      }),
    ]),
    [
      'sw2.management.address: sw2 has the address 10.5.0.1, which is the gateway of 10.5.0.0/24 (+ lan.gateway: the gateway of 10.5.0.0/24)',
      'web1.bmc.address: web1 bmc has the address 10.5.0.255, which is the broadcast address of 10.5.0.0/24',
      'web1.nics.eth0.address: web1 eth0 has the address 192.168.0.0, which is the network itself of 192.168.0.0/30',
    ],
  );
});

it('leaves a VLAN without a subnet to another law', () => {
  expectValid(law, on({ vlan: net.public, on: 'eth0', address: '192.0.2.255' }));
});

it('says it once of an address that a NIC has through a VLAN without a tag', () => {
  expectFindings(law, on({ vlan: lan.lan, on: 'eth0', untagged: true, address: '10.5.0.255' }), [
    'web1.vlans.0.address: web1 eth0 has the address 10.5.0.255, which is the broadcast address of 10.5.0.0/24',
  ]);
});
