import { it } from 'vitest';
import { deviceNameFitsTheKernel as law } from '../../dsl/checks/device-name-fits-the-kernel.ts';
import { el5, el6 } from '../../dsl/index.ts';
import { box, expectFindings, expectValid, net, plain, site } from './harness.ts';

const sw1 = plain('sw1');
const on = (name: string, ...vlans: object[]) =>
  site([
    sw1,
    box('web1', {
      nics: { [name]: { mac: '00:1e:c9:00:01:00', cable: sw1.port('Gi0/1') } },
      vlans: vlans.map((it) => ({ on: name, ...it })),
    }),
  ]);

it.each([
  ['15 characters', on('enp129s0f0a', { vlan: net.management })],
  ['a long name with a short id', on('enp129s0f0np0', { vlan: net.public })],
  ['a long name without a tag', on('enp129s0f0np01', { vlan: net.management, untagged: true })],
  ['an unknown carrier, which is another law', on('eth0', { vlan: net.management, on: 'enp129s0f0np0' })],
])('says nothing of %s', (_, of) => expectValid(law, of));

it('says it once for each carrier', () => {
  expectFindings(law, on('enp129s0f0np0', { vlan: net.public }, { vlan: net.management }, { vlan: net.storage }), [
    'web1.vlans.1.on: the device of VLAN management on web1 would be called enp129s0f0np0.666, which has 17 characters',
  ]);
  expectFindings(law, on('enp129s0f0ab', { vlan: net.storage }), [
    'web1.vlans.0.on: the device of VLAN storage on web1 would be called enp129s0f0ab.667, which has 16 characters',
  ]);
});

const addressed = (platform: unknown, addresses: readonly string[]) =>
  site([
    sw1,
    box('web1', {
      platform,
      nics: { eth0: { mac: '00:1e:c9:00:01:00', cable: sw1.port('Gi0/1') } },
      bridges: { br_management1: { vlan: net.management, on: 'eth0', address: addresses } },
    }),
  ]);

it('counts the alias of a further address where it is a device of its own', () => {
  expectValid(law, addressed(el5, ['10.66.6.1']));
  expectValid(law, addressed(el6, ['10.66.6.1', '10.66.6.2']));
  expectFindings(law, addressed(el5, ['10.66.6.1', '10.66.6.2', '10.66.6.3']), [
    'web1.bridges.br_management1.address.1: the alias of br_management1 on web1 for 10.66.6.2 would be called br_management1:1',
  ]);
});
