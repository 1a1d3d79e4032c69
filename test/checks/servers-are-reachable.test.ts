import { it } from 'vitest';
import { serversAreReachable as law } from '../../dsl/checks/servers-are-reachable.ts';
import { crossover } from '../../dsl/index.ts';
import { box, expectFindings, expectValid, net, nics, plain, site } from './harness.ts';

const sw1 = plain('sw1');
const storage = { vlan: net.storage, on: 'eth0', address: '10.66.7.1' };
const on = (spec: object) => site([sw1, box('nas1', { nics: nics(1, sw1.port('Gi0/1')), vlans: [storage], ...spec })]);

it.each([
  ['servers in the subnet', { dns: ['10.66.7.53'], ntp: ['10.66.7.123'] }],
  ['a default route', { dns: ['192.0.2.53'], defaultRoute: undefined }],
  ['a route', { dns: ['192.0.2.53'], routes: [{ to: '192.0.2.0/24', via: '10.66.7.254' }] }],
  ['a name, which nobody can place', { ntp: ['ntp.example.net'] }],
  ['DHCP, which may bring routes', { dns: ['192.0.2.53'], vlans: [{ ...storage, address: 'dhcp' }] }],
  ['no servers', {}],
])('says nothing of %s', (_, spec) => expectValid(law, on(spec)));

it('knows the subnet of a crossover', () => {
  expectValid(
    law,
    site([
      box('nas1', {
        nics: { eth0: { mac: '00:1e:c9:00:01:00', cable: crossover, address: '192.168.0.1/30' } },
        dns: ['192.168.0.2'],
      }),
    ]),
  );
});

it('says which server', () => {
  expectFindings(law, on({ dns: ['10.66.7.53', '10.66.6.53'], ntp: ['10.66.6.123'] }), [
    'nas1.dns.1: nas1 has no way to its name server 10.66.6.53: it has no default route, and no route or subnet has that address',
    'nas1.ntp.0: nas1 has no way to its time server 10.66.6.123: it has no default route, and no route or subnet has that address',
  ]);
});

it('counts no VLAN that the host does not speak on', () => {
  expectFindings(law, on({ dns: ['10.66.6.53'], vlans: [storage, { vlan: net.management, on: 'eth0' }] }), [
    'nas1.dns.0: nas1 has no way to its name server 10.66.6.53: it has no default route, and no route or subnet has that address',
  ]);
});
