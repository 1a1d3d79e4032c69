import { it } from 'vitest';
import { routeHasItsOwnDestination as law } from '../../dsl/checks/route-has-its-own-destination.ts';
import { box, expectFindings, expectFixes, expectValid, net, nics, plain, site } from './harness.ts';

const sw1 = plain('sw1');
const to = (...networks: string[]) =>
  site([
    sw1,
    box('web1', {
      nics: nics(1, sw1.port('Gi0/1')),
      vlans: [{ vlan: net.management, on: 'eth0', address: '10.66.6.1' }],
      routes: networks.map((it, index) => ({ to: it, via: `10.66.6.${index + 2}` })),
    }),
  ]);

it.each([
  ['networks', ['10.0.0.0/8', '10.1.0.0/16', '172.16.0.0/12']],
  ['single addresses', ['10.1.1.1/32', '10.1.1.2/32']],
  ['a network and its half', ['10.0.0.0/8', '10.0.0.0/9']],
  ['no routes', []],
])('says nothing of %s', (_, networks) => expectValid(law, to(...networks)));

it('refuses an address for a network, and writes the network', () => {
  expectFindings(law, to('10.1.2.3/8'), [
    'web1.routes.0.to: web1 has a route to 10.1.2.3/8, which is an address in a network and not a network',
  ]);
  expectFixes(law, to('10.1.2.3/8', '192.168.255.255/20'), ["Write '10.0.0.0/8'.", "Write '192.168.240.0/20'."]);
});

it('refuses the default route, and a network twice', () => {
  expectFindings(law, to('0.0.0.0/0', '10.0.0.0/8', '10.1.0.0/16', '10.0.0.0/8'), [
    'web1.routes.0.to: web1 has a static route to everywhere',
    'web1.routes.3.to: web1 has two routes to 10.0.0.0/8 (+ web1.routes.1.to: the other one)',
  ]);
});
