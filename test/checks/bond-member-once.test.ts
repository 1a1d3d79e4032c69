import { it } from 'vitest';
import { bondMemberOnce as law } from '../../dsl/checks/bond-member-once.ts';
import { expectFindings, expectFixes, expectValid, host, nics, plain, site } from './harness.ts';

const sw1 = plain('sw1');
const on = (bonds: object) =>
  site([sw1, host('hv1', { nics: nics(1, sw1.port('Gi0/1'), sw1.port('Gi0/2'), sw1.port('Gi0/3')), bonds })]);

it('takes each NIC in one bond, and the same name on two hosts', () => {
  expectValid(
    law,
    on({ bond0: { mode: 'lacp', members: ['eth0', 'eth1'] }, bond1: { mode: 'lacp', members: ['eth2'] } }),
  );
  const bonds = { bond0: { mode: 'lacp', members: ['eth0', 'eth1'] } };
  expectValid(law, site([host('a', { nics: nics(1), bonds }), host('b', { nics: nics(2), bonds })]));
});

it('finds a NIC in two bonds, and one that a bond lists twice', () => {
  const twoBonds = on({
    bond0: { mode: 'lacp', members: ['eth0', 'eth1'] },
    bond1: { mode: 'lacp', members: ['eth1', 'eth2'] },
  });
  expectFindings(law, twoBonds, [
    'hv1.bonds.bond1.members.0: hv1 eth1 is a member of bond0 and of bond1 (+ hv1.bonds.bond0.members.1: eth1 is a member of bond0)',
  ]);
  expectFixes(law, twoBonds, ['Take eth1 out of bond0 or out of bond1.']);
  const twice = on({ bond0: { mode: 'lacp', members: ['eth0', 'eth0'] } });
  expectFindings(law, twice, [
    'hv1.bonds.bond0.members.1: hv1 bond0 lists eth0 twice (+ hv1.bonds.bond0.members.0: eth0 is a member of bond0)',
  ]);
  expectFixes(law, twice, ['Remove the second eth0, or name the other NIC.']);
});
