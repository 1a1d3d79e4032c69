import { it } from 'vitest';
import { vlanIdsFollowTrust as law } from '../../dsl/checks/vlan-ids-follow-trust.ts';
import { expectFindings, expectFixes, expectValid, host, plan, site } from './harness.ts';

const on = (specs: object) =>
  site([host('hv1', { vlans: Object.values(plan(specs)).map((vlan) => ({ vlan, on: 'eth0' })) })]);

it('takes ids that rise with trust, equals among equals, and VLANs of which nothing is said', () => {
  expectValid(
    law,
    on({
      public: { id: 2, trust: 'public' },
      management: { id: 666, trust: 'management' },
      storage: { id: 667, trust: 'storage' },
    }),
  );
  expectValid(law, on({ a: { id: 2, trust: 'office' }, b: { id: 1, trust: 'office' }, c: { id: 9 } }));
  expectValid(law, on({}));
});

it('finds each VLAN that is more open than one below it', () => {
  const of = on({
    storage: { id: 5, trust: 'storage' },
    public: { id: 20, trust: 'public' },
    dmz: { id: 30, trust: 'dmz' },
    other: { id: 40 },
  });
  expectFindings(law, of, [
    'public.id: VLAN public (public) has the id 20, above VLAN storage (storage) with 5 (+ storage.id: VLAN storage is more private)',
    'dmz.id: VLAN dmz (dmz) has the id 30, above VLAN storage (storage) with 5 (+ storage.id: VLAN storage is more private)',
  ]);
  expectFixes(law, on({ office: { id: 9, trust: 'office' }, guests: { id: 10, trust: 'guest' } }), [
    'Give VLAN guests an id below 9, or VLAN office one above 10.',
  ]);
});
