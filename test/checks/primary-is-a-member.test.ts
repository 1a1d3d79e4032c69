import { it } from 'vitest';
import { primaryIsAMember as law } from '../../dsl/checks/primary-is-a-member.ts';
import { expectFindings, expectFixes, expectValid, host, nics, plain, site } from './harness.ts';

const sw1 = plain('sw1');
const on = (options?: object) =>
  site([
    sw1,
    host('hv1', {
      nics: nics(1, sw1.port('Gi0/1'), sw1.port('Gi0/2'), sw1.port('Gi0/3')),
      bonds: { bond0: { mode: 'active-backup', members: ['eth0', 'eth1'], options } },
    }),
  ]);

it('takes a member, and none', () => {
  expectValid(law, on({ primary: 'eth1' }));
  expectValid(law, on({ miimon: 100 }));
  expectValid(law, on());
});

it('finds a NIC that is no member, and a name that is no NIC', () => {
  expectFindings(law, on({ primary: 'eth2' }), [
    `hv1.bonds.bond0.options.primary: hv1 bond0 prefers 'eth2', which is not one of its members; did you mean "eth0" or "eth1"? (+ hv1.bonds.bond0.members: the members of bond0)`,
  ]);
  expectFixes(law, on({ primary: 'nic' }), ["Write 'eth0' or 'eth1'."]);
});
