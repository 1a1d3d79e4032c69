import { it } from 'vitest';
import { defaultRouteIsThere as law } from '../../dsl/checks/default-route-is-there.ts';
import { box, expectFindings, expectFixes, expectValid, net, nics, plain, site } from './harness.ts';

const sw1 = plain('sw1');
const on = (defaultRoute: unknown, ...vlans: object[]) =>
  site([sw1, box('web1', { nics: nics(1, sw1.port('Gi0/1')), vlans, defaultRoute })]);
const storage = { vlan: net.storage, on: 'eth0', address: '10.66.7.1' };

it.each([
  ['a VLAN with a gateway', undefined, { vlan: net.management, on: 'eth0', address: '10.66.6.1' }],
  ['DHCP', undefined, { ...storage, address: 'dhcp' }],
  ['a host that says none', 'none', storage],
  ['a choice, whatever comes of it', net.storage, storage],
  ['a way out whose carrier is missing', undefined, { vlan: net.management, on: 'eth9', address: '10.66.6.1' }],
])('says nothing of %s', (_, defaultRoute, vlan) => expectValid(law, on(defaultRoute, vlan)));

it('leaves an address on the wrong thing to another law', () => {
  const eth0 = { mac: '00:1e:c9:00:01:00', cable: sw1.port('Gi0/1'), address: '10.66.6.1/24' };
  expectValid(law, site([sw1, box('web1', { nics: { eth0 }, defaultRoute: undefined })]));
});

it('finds a host that nobody outside its subnets hears of', () => {
  expectFindings(law, on(undefined, storage), ['web1: web1 has no default route: VLAN storage has no gateway']);
  expectFindings(law, on(undefined, storage, { vlan: net.public, on: 'eth0', address: '192.0.2.1' }), [
    'web1: web1 has no default route: VLAN storage and VLAN public have no gateway',
  ]);
  expectFindings(law, on(undefined, { vlan: net.management, on: 'eth0' }), [
    'web1: web1 has no default route: it has an address on no VLAN',
  ]);
});

it('says what to write', () => {
  expectFixes(law, on(undefined, storage), ["Write gateway on VLAN storage, or defaultRoute: 'none' on web1."]);
  expectFixes(law, on(undefined, { vlan: net.management, on: 'eth0' }), [
    "Give it an address on a VLAN with a gateway, or write defaultRoute: 'none'.",
  ]);
});
