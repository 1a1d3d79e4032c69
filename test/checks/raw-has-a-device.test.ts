import { it } from 'vitest';
import { rawHasADevice as law } from '../../dsl/checks/raw-has-a-device.ts';
import { box, expectFindings, expectFixes, expectValid, net, nics, plain, site } from './harness.ts';

const sw1 = plain('sw1');
const on = (...vlans: object[]) =>
  site([sw1, box('web1', { nics: nics(1, sw1.port('Gi0/1')), vlans: vlans.map((it) => ({ on: 'eth0', ...it })) })]);

it.each([
  ['keys of a VLAN with a tag', { vlan: net.public, raw: { 'connection.zone': 'dmz' } }],
  ['a VLAN without a tag and without keys', { vlan: net.public, untagged: true }],
  ['no key at all', { vlan: net.public, untagged: true, raw: {} }],
])('says nothing of %s', (_, vlan) => expectValid(law, on(vlan)));

it('finds keys that would be written nowhere', () => {
  const of = on({ vlan: net.storage }, { vlan: net.public, untagged: true, raw: { 'connection.zone': 'dmz' } });
  expectFindings(law, of, ['web1.vlans.1.raw: VLAN public of web1 has raw keys, and travels on eth0 without a tag']);
  expectFixes(law, of, ['Write them under raw of eth0.']);
});
