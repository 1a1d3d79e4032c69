import { it } from 'vitest';
import { bondHasAMember as law } from '../../dsl/checks/bond-has-a-member.ts';
import { expectFindings, expectValid, host, site } from './harness.ts';

const on = (...members: string[]) => site([host('hv1', { bonds: { bond0: { mode: 'lacp', members } } })]);

it('takes one and more, known or not', () => {
  expectValid(law, on('eth0'));
  expectValid(law, on('eth0', 'eth1'));
});

it('finds a bond of nothing', () => expectFindings(law, on(), ['hv1.bonds.bond0.members: hv1 bond0 has no members']));
