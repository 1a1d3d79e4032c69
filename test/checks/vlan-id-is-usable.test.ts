import { it } from 'vitest';
import { vlanIdIsUsable as law } from '../../dsl/checks/vlan-id-is-usable.ts';
import { expectFindings, expectValid, host, plan, site } from './harness.ts';

const on = (id: number) => site([host('hv1', { vlans: [{ vlan: plan({ guests: { id } }).guests, on: 'eth0' }] })]);

it.each([1, 2, 1001, 1006, 4094])('takes %i', (id) => expectValid(law, on(id)));

it.each([0, -1, 4095, 5000])('finds %i, which no frame carries', (id) => {
  expectFindings(law, on(id), [`guests.id: VLAN guests has the id ${id}, which is not from 1 to 4094`]);
});

it.each([1002, 1003, 1004, 1005])('finds %i, which a switch keeps', (id) => {
  expectFindings(law, on(id), [`guests.id: VLAN guests has the id ${id}, which Cisco switches keep for themselves`]);
});
