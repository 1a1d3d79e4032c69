import { it } from 'vitest';
import { subnetsDoNotOverlap as law } from '../../dsl/checks/subnets-do-not-overlap.ts';
import { box, expectFindings, expectValid, nics, plain, plan, site } from './harness.ts';

const sw1 = plain('sw1');
const lan = (...subnets: (string | undefined)[]) => {
  const net = plan(Object.fromEntries(subnets.map((subnet, index) => [`v${index + 1}`, { id: index + 10, subnet }])));
  return site([
    sw1,
    box('web1', { nics: nics(1, sw1.port('Gi0/1')), vlans: Object.values(net).map((vlan) => ({ vlan, on: 'eth0' })) }),
  ]);
};

it.each([
  ['neighbours', ['10.0.0.0/24', '10.0.1.0/24']],
  ['halves', ['10.0.0.128/25', '10.0.0.0/25']],
  ['VLANs without a subnet', [undefined, undefined, '10.0.0.0/8']],
  ['the ends of the address space', ['0.0.0.0/8', '255.0.0.0/8']],
])('says nothing of %s', (_, subnets) => expectValid(law, lan(...subnets)));

it('finds one inside another, whichever comes first', () => {
  const expected = (inner: string, outer: string) => [
    `${inner}.subnet: VLAN ${inner} has the subnet 10.1.0.0/24, which is part of 10.0.0.0/8 of VLAN ${outer} (+ ${outer}.subnet: the subnet of VLAN ${outer})`,
  ];
  expectFindings(law, lan('10.0.0.0/8', '10.1.0.0/24'), expected('v2', 'v1'));
  expectFindings(law, lan('10.1.0.0/24', '10.0.0.0/8'), expected('v1', 'v2'));
});

it('finds the same one twice, with host bits too', () => {
  expectFindings(law, lan('10.1.0.0/24', '10.1.0.9/24'), [
    'v2.subnet: VLAN v2 has the subnet 10.1.0.9/24, and so has VLAN v1 (+ v1.subnet: the subnet of VLAN v1)',
  ]);
});

it('says it once for each that is inside, of the widest around it', () => {
  expectFindings(law, lan('10.0.0.0/8', '10.1.0.0/16', '10.1.1.0/24', '11.0.0.0/8'), [
    'v2.subnet: VLAN v2 has the subnet 10.1.0.0/16, which is part of 10.0.0.0/8 of VLAN v1 (+ v1.subnet: the subnet of VLAN v1)',
    'v3.subnet: VLAN v3 has the subnet 10.1.1.0/24, which is part of 10.0.0.0/8 of VLAN v1 (+ v1.subnet: the subnet of VLAN v1)',
  ]);
});

it('does not take the beginning of a subnet for the whole', () => {
  expectFindings(law, lan('10.0.0.0/8', '10.0.0.0/16'), [
    'v2.subnet: VLAN v2 has the subnet 10.0.0.0/16, which is part of 10.0.0.0/8 of VLAN v1 (+ v1.subnet: the subnet of VLAN v1)',
  ]);
});
