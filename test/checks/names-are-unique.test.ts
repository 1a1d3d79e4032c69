import { it } from 'vitest';
import { namesAreUnique as law } from '../../dsl/checks/names-are-unique.ts';
import { box, expectFindings, expectValid, host, joined, net, nics, plain, plan, site } from './harness.ts';

const sw1 = plain('sw1');
const sw2 = plain('sw2');

it('says nothing of different names, nor of a server that is called as its VLAN', () => {
  expectValid(law, site([]));
  expectValid(law, site([host('hv1'), host('hv2'), box('hv10')]));
  expectValid(
    law,
    site([sw1, box('storage', { nics: nics(1, sw1.port('Gi0/1')), vlans: [{ vlan: net.storage, on: 'eth0' }] })]),
  );
});

it('says nothing of a thing that is listed twice: it is one thing', () => {
  const hv1 = host('hv1');
  expectValid(law, site([hv1, hv1]));
});

it('finds the second of a name, of whatever kind', () => {
  expectFindings(law, site([host('hv1'), host('hv1')]), [
    'hv1: a hypervisor is called hv1 already (+ hv1: the hypervisor hv1)',
  ]);
  const uplink = joined('sw1', { cables: [[sw1.port('Gi0/1'), sw2.port('Gi0/1')]] });
  expectFindings(law, site([sw1, sw2, uplink, box('sw2')]), [
    'sw1: a switch is called sw1 already (+ sw1: the switch sw1)',
    'sw2: a switch is called sw2 already (+ sw2: the switch sw2)',
  ]);
});

it('tells three of a name twice', () => {
  expectFindings(law, site([host('a'), box('a'), host('a')]), [
    'a: a hypervisor is called a already (+ a: the hypervisor a)',
    'a: a hypervisor is called a already (+ a: the hypervisor a)',
  ]);
});

it('does not tell capitals apart', () => {
  expectFindings(law, site([host('hv1'), host('HV1')]), [
    'HV1: HV1 differs only in capitals from the hypervisor hv1 (+ hv1: the hypervisor hv1)',
  ]);
});

const on = (first: object, second: object) => {
  const [a, b] = [plan(first), plan(second)];
  const all = [...Object.values(a), ...Object.values(b)];
  return site([
    sw1,
    host('hv1', { nics: nics(1, sw1.port('Gi0/1')), vlans: all.map((vlan) => ({ vlan, on: 'eth0' })) }),
  ]);
};

it('finds two VLANs of a name with different ids', () => {
  expectFindings(law, on({ guests: { id: 30 } }, { guests: { id: 31 } }), [
    'guests: a VLAN is called guests already (+ guests: the VLAN guests)',
  ]);
});

it('leaves a VLAN that is there twice to the law about ids', () => {
  expectValid(law, on({ guests: { id: 30 } }, { guests: { id: 30 } }));
});
