import { it } from 'vitest';
import { addressHasASubnet as law } from '../../dsl/checks/address-has-a-subnet.ts';
import { crossover } from '../../dsl/index.ts';
import { box, expectFindings, expectValid, nics, plain, plan, site } from './harness.ts';

const sw1 = plain('sw1');
const lan = plan({ lan: { id: 5, subnet: '10.5.0.0/24' }, bare: { id: 6 }, other: { id: 7 } });
const on = (name: string, n: number, ...vlans: object[]) => box(name, { nics: nics(n, sw1.port(`Gi0/${n}`)), vlans });

it.each([
  ['an address on a VLAN with a subnet', on('web1', 1, { vlan: lan.lan, on: 'eth0', address: '10.5.0.1' })],
  ['no address on a VLAN without one', on('web1', 1, { vlan: lan.bare, on: 'eth0' })],
  ['DHCP on a VLAN without one', on('web1', 1, { vlan: lan.bare, on: 'eth0', address: 'dhcp' })],
  [
    'an address with its prefix on a crossover',
    box('web1', { nics: { eth0: { mac: '00:1e:c9:00:01:00', cable: crossover, address: '10.9.0.1/30' } } }),
  ],
])('says nothing of %s', (_, host) => expectValid(law, site([sw1, host])));

it('says it once for each VLAN, at the first address', () => {
  expectFindings(
    law,
    site([
      plain('sw2', { management: { vlan: lan.other, address: '10.7.0.2' } }),
      sw1,
      on('web1', 1, { vlan: lan.bare, on: 'eth0', address: ['10.6.0.1', '10.6.0.2'] }),
      on(
        'web2',
        2,
        { vlan: lan.bare, on: 'eth0', address: '10.6.0.3' },
        { vlan: lan.other, on: 'eth0', address: '10.7.0.3' },
      ),
    ]),
    [
      'sw2.management.address: sw2 has the address 10.7.0.2 on VLAN other, which has no subnet (+ other: VLAN other)',
      'web1.vlans.0.address.0: web1 eth0.6 has the address 10.6.0.1 on VLAN bare, which has no subnet (+ bare: VLAN bare)',
    ],
  );
});
