import { it } from 'vitest';
import { gatewayIsInItsSubnet as law } from '../../dsl/checks/gateway-is-in-its-subnet.ts';
import { box, expectFindings, expectValid, nics, plain, plan, site } from './harness.ts';

const sw1 = plain('sw1');
const lan = (spec: object) =>
  site([
    sw1,
    box('web1', {
      nics: nics(1, sw1.port('Gi0/1')),
      vlans: [{ vlan: plan({ lan: { id: 5, ...spec } }).lan, on: 'eth0' }],
    }),
  ]);

it.each([
  ['the first address', { subnet: '10.5.0.0/24', gateway: '10.5.0.1' }],
  ['the last address', { subnet: '10.5.0.0/24', gateway: '10.5.0.254' }],
  ['one of two', { subnet: '10.5.0.0/31', gateway: '10.5.0.0' }],
  ['no gateway', { subnet: '10.5.0.0/24' }],
  ['no subnet, which is another law', { gateway: '10.5.0.1' }],
])('says nothing of %s', (_, spec) => expectValid(law, lan(spec)));

it.each([
  ['10.6.0.1', 'which is not in its subnet 10.5.0.0/24'],
  ['10.5.0.0', 'which is the network itself of 10.5.0.0/24'],
  ['10.5.0.255', 'which is the broadcast address of 10.5.0.0/24'],
])('refuses %s', (gateway, said) =>
  expectFindings(law, lan({ subnet: '10.5.0.0/24', gateway }), [
    `lan.gateway: VLAN lan has the gateway ${gateway}, ${said} (+ lan.subnet: the subnet of VLAN lan)`,
  ]),
);
