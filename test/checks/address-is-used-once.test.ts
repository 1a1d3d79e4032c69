import { it } from 'vitest';
import { addressIsUsedOnce as law } from '../../dsl/checks/address-is-used-once.ts';
import { crossover } from '../../dsl/index.ts';
import { box, expectFindings, expectFixes, expectValid, net, nics, plain, site } from './harness.ts';

const sw1 = plain('sw1', { management: { vlan: net.management, address: '10.66.6.250' } });
const web = (name: string, n: number, ...addresses: string[]) =>
  box(name, { nics: nics(n, sw1.port(`Gi0/${n}`)), vlans: [{ vlan: net.management, on: 'eth0', address: addresses }] });

it('says nothing while everybody has an address of his own', () => {
  expectValid(law, site([sw1, web('web1', 1, '10.66.6.1', '10.66.6.2'), web('web2', 2, '10.66.6.3')]));
});

it('leaves crossovers alone, which two pairs may number alike', () => {
  const nas = (name: string, n: number) =>
    box(name, { nics: { eth0: { mac: `00:1e:c9:00:0${n}:00`, cable: crossover, address: '192.168.0.1/30' } } });
  expectValid(law, site([nas('nas1', 1), nas('nas2', 2)]));
});

it('leaves the address of the gateway to another law', () => {
  expectValid(law, site([sw1, web('web1', 1, '10.66.6.254'), web('web2', 2, '10.66.6.254')]));
});

it('finds a switch, a BMC, another host and the host itself, each at the second place', () => {
  const nas1 = box('nas1', {
    nics: nics(1, sw1.port('Gi0/1')),
    bmc: { mac: '00:1e:c9:00:01:fe', cable: sw1.port('Gi0/9'), vlan: net.management, address: '10.66.6.1' },
    vlans: [{ vlan: net.management, on: 'eth0', address: ['10.66.6.1', '10.66.6.250'] }],
  });
  expectFindings(law, site([sw1, nas1, web('web1', 2, '10.66.6.1')]), [
    'nas1.vlans.0.address.1: nas1 eth0.666 has the address 10.66.6.250, and so has sw1 (+ sw1.management.address: sw1 has it)',
    'nas1.bmc.address: nas1 bmc has the address 10.66.6.1, and so has nas1 eth0.666 (+ nas1.vlans.0.address.0: nas1 eth0.666 has it)',
    'web1.vlans.0.address.0: web1 eth0.666 has the address 10.66.6.1, and so has nas1 eth0.666 (+ nas1.vlans.0.address.0: nas1 eth0.666 has it)',
  ]);
});

it('does not depend on the order of the list', () => {
  const [a, b] = [web('web1', 1, '10.66.6.1'), web('web2', 2, '10.66.6.1')];
  const expected = [
    'web2.vlans.0.address.0: web2 eth0.666 has the address 10.66.6.1, and so has web1 eth0.666 (+ web1.vlans.0.address.0: web1 eth0.666 has it)',
  ];
  expectFindings(law, site([sw1, a, b]), expected);
  expectFindings(law, site([b, sw1, a]), expected);
});

it('names the subnet to choose from, where there is one', () => {
  const pub = (name: string, n: number) =>
    box(name, { nics: nics(n, sw1.port(`Gi0/${n}`)), vlans: [{ vlan: net.public, on: 'eth0', address: '192.0.2.1' }] });
  expectFixes(law, site([sw1, web('web1', 1, '10.66.6.1'), web('web2', 2, '10.66.6.1')]), [
    'Give one of them another address in 10.66.6.0/24.',
  ]);
  expectFixes(law, site([sw1, pub('web1', 1), pub('web2', 2)]), ['Give one of them another address.']);
});
