import { it } from 'vitest';
import { oneUntaggedVlanPerCable as law } from '../../dsl/checks/one-untagged-vlan-per-cable.ts';
import { box, expectFindings, expectValid, net, nics, plain, site } from './harness.ts';

const sw1 = plain('sw1');
const on = (spec: object) => site([sw1, box('web1', { nics: nics(1, sw1.port('Gi0/1'), sw1.port('Gi0/2')), ...spec })]);
const bare = (vlan: unknown, nic = 'eth0') => ({ vlan, on: nic, untagged: true });

it.each([
  ['one', { vlans: [bare(net.public), { vlan: net.storage, on: 'eth0' }] }],
  ['one on each cable', { vlans: [bare(net.public), bare(net.storage, 'eth1')] }],
  ['none', { vlans: [{ vlan: net.public, on: 'eth0' }] }],
  ['one VLAN twice, which is another law', { vlans: [bare(net.public), bare(net.public)] }],
])('says nothing of %s', (_, spec) => expectValid(law, on(spec)));

it('refuses two, and a bridge beside a VLAN', () => {
  expectFindings(law, on({ vlans: [bare(net.public), bare(net.storage), bare(net.management)] }), [
    'web1.vlans.1.untagged: VLAN storage and VLAN public both travel on web1 eth0 without a tag (+ web1.vlans.0.untagged: VLAN public)',
    'web1.vlans.2.untagged: VLAN management and VLAN public both travel on web1 eth0 without a tag (+ web1.vlans.0.untagged: VLAN public)',
  ]);
  expectFindings(law, on({ bridges: { br2: bare(net.public) }, vlans: [bare(net.storage)] }), [
    'web1.vlans.0.untagged: VLAN storage and VLAN public both travel on web1 eth0 without a tag (+ web1.bridges.br2.untagged: VLAN public)',
  ]);
});
