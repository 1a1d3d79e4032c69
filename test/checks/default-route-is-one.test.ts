import { it } from 'vitest';
import { defaultRouteIsOne as law } from '../../dsl/checks/default-route-is-one.ts';
import { box, expectFindings, expectFixes, expectValid, net, nics, plain, plan, site } from './harness.ts';

const sw1 = plain('sw1');
const lan = plan({ office: { id: 20, subnet: '10.20.0.0/24', gateway: '10.20.0.254' }, guests: { id: 30 } });
const on = (spec: object) =>
  site([sw1, box('web1', { nics: nics(1, sw1.port('Gi0/1')), defaultRoute: undefined, ...spec })]);
const management = { vlan: net.management, on: 'eth0', address: '10.66.6.1' };
const office = { vlan: lan.office, on: 'eth0', address: '10.20.0.1' };

it.each([
  ['one way out', { vlans: [management, { vlan: net.storage, on: 'eth0', address: '10.66.7.1' }] }],
  ['no way out', { vlans: [] }],
  [
    'a second VLAN with a gateway where the host has no address',
    { vlans: [management, { vlan: lan.office, on: 'eth0' }] },
  ],
  ['a choice', { vlans: [management, office], defaultRoute: lan.office }],
  ['a refusal', { vlans: [management, office], defaultRoute: 'none' }],
  ['two addresses on one VLAN', { vlans: [{ vlan: net.management, on: 'eth0', address: ['10.66.6.1', '10.66.6.2'] }] }],
])('says nothing of %s', (_, spec) => expectValid(law, on(spec)));

it('names every way, DHCP included', () => {
  const spec = {
    vlans: [management, { vlan: lan.guests, on: 'eth0', address: 'dhcp' }],
    bridges: { br20: { vlan: lan.office, on: 'eth0', address: '10.20.0.1' } },
  };
  expectFindings(law, on(spec), [
    'web1: the default route of web1 could go through VLAN office or VLAN management or VLAN guests (+ web1.bridges.br20: VLAN office has the gateway 10.20.0.254, web1.vlans.0: VLAN management has the gateway 10.66.6.254, web1.vlans.1: on VLAN guests a DHCP server may name a gateway)',
  ]);
  expectFixes(law, on(spec), [
    "Write defaultRoute with one of these VLANs (office, management, guests), or defaultRoute: 'none'.",
  ]);
});

it('finds two', () => {
  expectFindings(law, on({ vlans: [management, office] }), [
    'web1: the default route of web1 could go through VLAN management or VLAN office (+ web1.vlans.0: VLAN management has the gateway 10.66.6.254, web1.vlans.1: VLAN office has the gateway 10.20.0.254)',
  ]);
});
