import { it } from 'vitest';
import { bondMemberIsANic as law } from '../../dsl/checks/bond-member-is-a-nic.ts';
import { expectFindings, expectFixes, expectValid, host, nics, plain, site } from './harness.ts';

const sw1 = plain('sw1');
const on = (...members: string[]) =>
  site([
    sw1,
    host('hv1', { nics: nics(1, sw1.port('Gi0/1'), sw1.port('Gi0/2')), bonds: { bond0: { mode: 'lacp', members } } }),
  ]);

it('takes NICs, even one in two bonds or in none: those are other laws', () => {
  expectValid(law, on('eth0', 'eth1'));
  expectValid(law, on('eth0', 'eth0'));
  expectValid(law, on());
});

it('finds each that is no NIC, once', () => {
  expectFindings(law, on('eth0', 'eth7', 'br2'), [
    `hv1.bonds.bond0.members.1: hv1 bond0 has a member 'eth7', and hv1 has no such NIC; did you mean "eth1"?`,
    "hv1.bonds.bond0.members.2: hv1 bond0 has a member 'br2', and hv1 has no such NIC",
  ]);
});

it('offers the NICs that are left', () => {
  expectFixes(law, on('eth0', 'eth7'), ["Write 'eth1', or add eth7 to nics."]);
  expectFixes(law, on('eth0', 'eth1', 'eth7'), ['Add eth7 to nics, or take it out of the bond.']);
});
