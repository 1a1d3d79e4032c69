import { it } from 'vitest';
import { routeNextHopIsConnected as law } from '../../dsl/checks/route-next-hop-is-connected.ts';
import { crossover } from '../../dsl/index.ts';
import { box, expectFindings, expectValid, nics, plain, plan, site } from './harness.ts';

const sw1 = plain('sw1');
const lan = plan({ lan: { id: 5, subnet: '10.5.0.0/24' }, bare: { id: 6 } });
const on = (via: string, ...vlans: object[]) =>
  site([sw1, box('web1', { nics: nics(1, sw1.port('Gi0/1')), vlans, routes: [{ to: '172.16.0.0/12', via }] })]);

it.each([
  ['a neighbour', '10.5.0.9', { vlan: lan.lan, on: 'eth0', address: '10.5.0.1' }],
  ['a neighbour on a VLAN with DHCP', '10.5.0.9', { vlan: lan.lan, on: 'eth0', address: 'dhcp' }],
  ['a VLAN without a subnet, which is another law', '10.6.0.9', { vlan: lan.bare, on: 'eth0', address: '10.6.0.1' }],
  [
    'a VLAN whose carrier is missing, which is another law',
    '10.5.0.9',
    { vlan: lan.lan, on: 'eth9', address: '10.5.0.1' },
  ],
])('says nothing of %s', (_, via, vlan) => expectValid(law, on(via, vlan)));

it('knows the subnet of a crossover', () => {
  const spec = { nics: { eth0: { mac: '00:1e:c9:00:01:00', cable: crossover, address: '192.168.0.1/30' } } };
  expectValid(law, site([box('web1', { ...spec, routes: [{ to: '10.0.0.0/8', via: '192.168.0.2' }] })]));
  expectFindings(law, site([box('web1', { ...spec, routes: [{ to: '10.0.0.0/8', via: '192.168.0.4' }] })]), [
    'web1.routes.0.via: the route of web1 to 10.0.0.0/8 goes through 192.168.0.4, which is in none of its subnets',
  ]);
});

it('refuses a next hop that is elsewhere, or on a VLAN where the host has no address', () => {
  expectFindings(law, on('10.6.0.9', { vlan: lan.lan, on: 'eth0', address: '10.5.0.1' }), [
    'web1.routes.0.via: the route of web1 to 172.16.0.0/12 goes through 10.6.0.9, which is in none of its subnets',
  ]);
  expectFindings(law, on('10.5.0.9', { vlan: lan.lan, on: 'eth0' }), [
    'web1.routes.0.via: the route of web1 to 172.16.0.0/12 goes through 10.5.0.9, which is in none of its subnets',
  ]);
});

it('refuses the host itself', () => {
  expectFindings(law, on('10.5.0.1', { vlan: lan.lan, on: 'eth0', address: '10.5.0.1' }), [
    'web1.routes.0.via: the route of web1 to 172.16.0.0/12 goes through 10.5.0.1, which is web1 itself',
  ]);
});
