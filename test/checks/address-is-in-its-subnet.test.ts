import { it } from 'vitest';
import { addressIsInItsSubnet as law } from '../../dsl/checks/address-is-in-its-subnet.ts';
import { box, expectFindings, expectFixes, expectValid, net, nics, plain, site } from './harness.ts';

const sw1 = plain('sw1');
const on = (spec: object) => site([sw1, box('web1', { nics: nics(1, sw1.port('Gi0/1')), ...spec })]);

it.each([
  ['the first address', '10.66.6.1'],
  ['the last address', '10.66.6.254'],
  ['several', ['10.66.6.1', '10.66.6.2']],
  ['DHCP', 'dhcp'],
  ['none', undefined],
])('says nothing of %s', (_, address) =>
  expectValid(law, on({ vlans: [{ vlan: net.management, on: 'eth0', address }] })),
);

it('says nothing of a VLAN without a subnet, which is another law', () => {
  expectValid(law, on({ vlans: [{ vlan: net.public, on: 'eth0', address: '192.0.2.1' }] }));
});

it('says which address of several, and looks at bridges, BMCs and switches too', () => {
  const sw2 = plain('sw2', { management: { vlan: net.management, address: '10.66.7.250' } });
  expectFindings(
    law,
    site([
      sw1,
      sw2,
      box('web1', {
        nics: nics(1, sw1.port('Gi0/1')),
        bmc: { mac: '00:1e:c9:00:01:fe', cable: sw2.port('Gi0/1'), vlan: net.management, address: '10.66.9.1' },
        bridges: { br667: { vlan: net.storage, on: 'eth0', address: '10.66.5.255' } },
        vlans: [{ vlan: net.management, on: 'eth0', address: ['10.66.6.1', '10.66.8.0'] }],
      }),
    ]),
    [
      'sw2.management.address: sw2 has the address 10.66.7.250, which is not in 10.66.6.0/24, the subnet of VLAN management (+ management.subnet: the subnet of VLAN management)',
      'web1.bridges.br667.address: web1 br667 has the address 10.66.5.255, which is not in 10.66.7.0/24, the subnet of VLAN storage (+ storage.subnet: the subnet of VLAN storage)',
      'web1.vlans.0.address.1: web1 eth0.666 has the address 10.66.8.0, which is not in 10.66.6.0/24, the subnet of VLAN management (+ management.subnet: the subnet of VLAN management)',
      'web1.bmc.address: web1 bmc has the address 10.66.9.1, which is not in 10.66.6.0/24, the subnet of VLAN management (+ management.subnet: the subnet of VLAN management)',
    ],
  );
});

it('judges an address whose carrier is missing', () => {
  expectFindings(law, on({ vlans: [{ vlan: net.management, on: 'bond9', address: '10.1.1.1' }] }), [
    'web1.vlans.0.address: web1 bond9.666 has the address 10.1.1.1, which is not in 10.66.6.0/24, the subnet of VLAN management (+ management.subnet: the subnet of VLAN management)',
  ]);
});

it('names the VLAN that was meant', () => {
  expectFixes(
    law,
    on({
      vlans: [
        { vlan: net.storage, on: 'eth0', address: '10.66.6.3' },
        { vlan: net.management, on: 'eth0', address: '10.1.1.1' },
      ],
    }),
    [
      'Write an address in 10.66.7.0/24, or the VLAN management, whose subnet has 10.66.6.3.',
      'Write an address in 10.66.6.0/24.',
    ],
  );
});
