import { it } from 'vitest';
import { defaultRouteHasAGateway as law } from '../../dsl/checks/default-route-has-a-gateway.ts';
import { box, expectFindings, expectValid, net, nics, plain, site } from './harness.ts';

const sw1 = plain('sw1');
const on = (defaultRoute: unknown, ...vlans: object[]) =>
  site([sw1, box('web1', { nics: nics(1, sw1.port('Gi0/1')), vlans, defaultRoute })]);
const management = { vlan: net.management, on: 'eth0', address: '10.66.6.1' };
const storage = { vlan: net.storage, on: 'eth0', address: '10.66.7.1' };

it.each([
  ['a VLAN with both', net.management, management],
  ['DHCP on a VLAN without a gateway', net.storage, { ...storage, address: 'dhcp' }],
  ['none', 'none', storage],
  ['nothing', undefined, storage],
  ['an address whose carrier is missing, which is another law', net.management, { ...management, on: 'eth9' }],
])('says nothing of %s', (_, defaultRoute, vlan) => expectValid(law, on(defaultRoute, vlan)));

it('finds a VLAN without a gateway', () => {
  expectFindings(law, on(net.storage, management, storage), [
    'web1.defaultRoute: the default route of web1 goes through VLAN storage, which has no gateway (+ storage: VLAN storage)',
  ]);
});

it('finds a VLAN that the host is not on, or has no address on', () => {
  expectFindings(law, on(net.management, storage), [
    'web1.defaultRoute: the default route of web1 goes through VLAN management, where it has no address',
  ]);
  expectFindings(law, on(net.management, storage, { vlan: net.management, on: 'eth0' }), [
    'web1.defaultRoute: the default route of web1 goes through VLAN management, where it has no address (+ web1.vlans.1: web1 is on VLAN management without an address)',
  ]);
});
