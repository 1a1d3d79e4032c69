import { it } from 'vitest';
import { referencedIsListed as law } from '../../dsl/checks/referenced-is-listed.ts';
import { expectFindings, expectFixes, expectValid, host, joined, net, nics, plain, site } from './harness.ts';

const sw1 = plain('sw1');
const sw2 = plain('sw2');
const hv1 = host('hv1', {
  nics: nics(1, sw1.port('Gi0/1'), sw2.port('Gi0/1')),
  vlans: [{ vlan: net.management, on: 'eth0' }],
});
const uplink = joined('uplink', { cables: [[sw1.port('Gi0/25'), sw2.port('Gi0/25')]] });

it('says nothing when everything is listed, in whatever order, nor of VLANs', () => {
  expectValid(law, site([sw1, sw2, hv1]));
  expectValid(law, site([hv1, uplink, sw2, sw1]));
});

it('finds what is not listed, once, where it is first mentioned', () => {
  expectFindings(law, site([sw1, hv1, uplink]), [
    'hv1.nics.eth1.cable: hv1 refers to sw2, which stack site does not list (+ site: the list has no sw2)',
  ]);
  expectFindings(law, site([uplink, hv1]), [
    'uplink.cables.0.0: uplink refers to sw1, which stack site does not list (+ site: the list has no sw1)',
    'uplink.cables.0.1: uplink refers to sw2, which stack site does not list (+ site: the list has no sw2)',
  ]);
});

it('finds the switch that a BMC is plugged into', () => {
  const bmc = { mac: '00:1e:c9:00:01:fe', cable: sw2.port('Gi0/9'), vlan: net.management, address: '10.66.6.101' };
  const hv2 = host('hv2', { nics: nics(2, sw1.port('Gi0/2')), bmc });
  expectFindings(law, site([sw1, hv2]), [
    'hv2.bmc.cable: hv2 refers to sw2, which stack site does not list (+ site: the list has no sw2)',
  ]);
});

it('says what to add', () => expectFixes(law, site([sw1, hv1]), ["Add sw2 to the list: stack('site', [sw2, …])."]));
