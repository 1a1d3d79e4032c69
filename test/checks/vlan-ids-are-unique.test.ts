import { it } from 'vitest';
import { vlanIdsAreUnique as law } from '../../dsl/checks/vlan-ids-are-unique.ts';
import type { Vlan } from '../../dsl/language/vlan.ts';
import { expectFindings, expectFixes, expectValid, host, plan, site } from './harness.ts';

const on = (...vlans: (Vlan | undefined)[]) =>
  site([host('hv1', { vlans: vlans.map((vlan) => ({ vlan, on: 'eth0' })) })]);
const one = plan({ guests: { id: 30 }, staff: { id: 31 } });

it('takes different ids, one VLAN twice, and an id of a plan that the site has no use for', () => {
  expectValid(law, on(one.guests, one.staff));
  expectValid(law, on(one.guests, one.guests));
  plan({ other: { id: 30 } });
  expectValid(law, on(one.guests));
});

it('finds the second of an id, and the third', () => {
  const two = plan({ lab: { id: 30 }, test: { id: 30 } });
  const of = on(one.guests, two.lab, two.test);
  expectFindings(law, of, [
    "lab.id: VLAN lab has the id 30, which is guests's (+ guests.id: the id of guests)",
    "test.id: VLAN test has the id 30, which is guests's (+ guests.id: the id of guests)",
  ]);
});

it('knows a plan that is there twice', () => {
  const of = on(one.guests, plan({ guests: { id: 30 } }).guests);
  expectFindings(law, of, ['guests.id: VLAN guests with the id 30 is there twice (+ guests.id: the id of guests)']);
  expectFixes(law, of, ['Use one plan: export it from a file, and import it where it is needed.']);
});
