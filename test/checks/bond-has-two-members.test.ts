import { it } from 'vitest';
import { bondHasTwoMembers as law } from '../../dsl/checks/bond-has-two-members.ts';
import { expectFindings, expectFixes, expectValid, host, site } from './harness.ts';

const on = (...members: string[]) => site([host('hv1', { bonds: { bond0: { mode: 'lacp', members } } })]);

it('takes two and more; none, an unknown one and one that is there twice are other laws', () => {
  expectValid(law, on('eth0', 'eth1'));
  expectValid(law, on('eth0', 'eth1', 'eth2'));
  expectValid(law, on('eth0', 'nothing'));
  expectValid(law, on('eth0', 'eth0'));
  expectValid(law, on());
});

it('finds a bond of one', () => {
  expectFindings(law, on('eth0'), ['hv1.bonds.bond0.members: hv1 bond0 has one member, eth0']);
  expectFixes(law, on('eth0'), ["Add a second NIC to bond0, or remove bond0 and write on: 'eth0'."]);
});
