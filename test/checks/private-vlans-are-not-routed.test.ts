import { it } from 'vitest';
import { privateVlansAreNotRouted as law } from '../../dsl/checks/private-vlans-are-not-routed.ts';
import { box, expectFindings, expectValid, nics, plain, plan, site } from './harness.ts';

const sw1 = plain('sw1');
const lan = plan({
  public: { id: 2, subnet: '192.0.2.0/24', trust: 'public' },
  dmz: { id: 3, subnet: '10.3.0.0/24', trust: 'dmz' },
  guests: { id: 30, subnet: '10.30.0.0/24', trust: 'guest' },
  office: { id: 40, subnet: '10.40.0.0/24', trust: 'office' },
  management: { id: 66, subnet: '10.66.0.0/24', trust: 'management' },
  cluster: { id: 67, subnet: '10.67.0.0/24', trust: 'cluster' },
  storage: { id: 68, subnet: '10.68.0.0/24', trust: 'storage' },
  unsaid: { id: 69, subnet: '10.69.0.0/24' },
});
const address: Readonly<Record<string, string>> = {
  public: '192.0.2.1',
  dmz: '10.3.0.1',
  guests: '10.30.0.1',
  office: '10.40.0.1',
  management: '10.66.0.1',
  cluster: '10.67.0.1',
  storage: '10.68.0.1',
  unsaid: '10.69.0.1',
};
const on = (names: readonly string[], sysctl: object | undefined, silent: readonly string[] = []) =>
  site([
    sw1,
    box('web1', {
      nics: nics(1, sw1.port('Gi0/1')),
      vlans: [
        ...names.map((it) => ({ vlan: lan[it], on: 'eth0', address: address[it] })),
        ...silent.map((it) => ({ vlan: lan[it], on: 'eth0' })),
      ],
      sysctl,
    }),
  ]);
const forward = { 'net.ipv4.ip_forward': 1 };

it.each([
  ['both sides without forwarding', ['public', 'storage'], undefined, []],
  ['both sides with forwarding off', ['public', 'storage'], { 'net.ipv4.ip_forward': 0 }, []],
  ['forwarding off as text', ['public', 'storage'], { 'net.ipv4.ip_forward': '0' }, []],
  ['forwarding among private VLANs', ['management', 'cluster', 'storage'], forward, []],
  ['forwarding among open VLANs', ['public', 'dmz', 'guests'], forward, []],
  ['VLANs of which nobody said who is on them', ['unsaid', 'storage'], forward, []],
  ['an office', ['office', 'storage'], forward, []],
  ['a public bridge without an address', ['storage'], forward, ['public']],
])('says nothing of %s', (_, names, sysctl, silent) => expectValid(law, on(names, sysctl, silent)));

it.each([
  ['public', 'public', 'storage', 'storage'],
  ['dmz', 'dmz', 'management', 'management'],
  ['guests', 'guest', 'cluster', 'cluster'],
])('refuses %s with %s beside %s', (outside, outer, inside, inner) =>
  expectFindings(law, on([inside, outside], forward), [
    `web1.sysctl.net.ipv4.ip_forward: web1 forwards packets between VLAN ${outside} (${outer}) and VLAN ${inside} (${inner}) (+ web1.vlans.1.address: its address on VLAN ${outside}, web1.vlans.0.address: its address on VLAN ${inside})`,
  ]),
);

it.each(['net.ipv4.ip_forward', 'net/ipv4/ip_forward', 'net.ipv4.conf.all.forwarding', 'net/ipv4/conf/all/forwarding'])(
  'knows %s',
  (key) =>
    expectFindings(law, on(['public', 'storage'], { 'vm.swappiness': 1, [key]: '1' }), [
      `web1.sysctl.${key}: web1 forwards packets between VLAN public (public) and VLAN storage (storage) (+ web1.vlans.0.address: its address on VLAN public, web1.vlans.1.address: its address on VLAN storage)`,
    ]),
);
