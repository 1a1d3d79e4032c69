import { place } from '../language/place.ts';
import { type Trust, trusts } from '../language/vlan.ts';
import type { SiteVlan } from '../model/model.ts';
import type { Check } from './check.ts';

const why =
  'Where the higher number is always the more private VLAN, a number alone tells at three in the morning what must never be bridged to what. One exception, and it tells nothing.';

const rank = (trust: Trust): number => trusts.indexOf(trust);

/** The higher the number, the more private. */
export const vlanIdsFollowTrust: Check = {
  code: 'vlan-ids-follow-trust',
  severity: 'error',
  law: `A VLAN that is more private has a higher id. From open to private: ${trusts.join(', ')}.`,
  why,
  covers: [],
  optional: 'vlan-ids-follow-trust',
  bad: `const plan = vlans({
  office: { id: ‹40›, trust: 'office' },
  guests: { id: «50», trust: 'guest' },
});
const hv1 = hypervisor('hv1', {
  platform: el9,
  nics: { eno1: { mac: '00:1e:c9:00:01:00', cable: sw1.port('Gi0/1') } },
  bridges: { br40: { vlan: plan.office, on: 'eno1' }, br50: { vlan: plan.guests, on: 'eno1' } },
  defaultRoute: 'none',
});

export default stack('example', [sw1, hv1], { laws: ['vlan-ids-follow-trust'] });
`,
  good: `const plan = vlans({
  guests: { id: 40, trust: 'guest' },
  office: { id: 50, trust: 'office' },
});
const hv1 = hypervisor('hv1', {
  platform: el9,
  nics: { eno1: { mac: '00:1e:c9:00:01:00', cable: sw1.port('Gi0/1') } },
  bridges: { br40: { vlan: plan.guests, on: 'eno1' }, br50: { vlan: plan.office, on: 'eno1' } },
  defaultRoute: 'none',
});

export default stack('example', [sw1, hv1], { laws: ['vlan-ids-follow-trust'] });
`,
  *find({ vlans }) {
    let most: { readonly vlan: SiteVlan; readonly trust: Trust } | undefined;
    // By id: each must be at least as private as all before it.
    for (const vlan of vlans) {
      const { trust } = vlan;
      if (trust === undefined) continue;
      if (most === undefined || rank(trust) >= rank(most.trust)) {
        most = { vlan, trust };
        continue;
      }
      yield {
        message: `VLAN ${vlan.name} (${trust}) has the id ${vlan.id}, above VLAN ${most.vlan.name} (${most.trust}) with ${most.vlan.id}`,
        at: place(vlan.of, 'id'),
        also: [{ at: place(most.vlan.of, 'id'), message: `VLAN ${most.vlan.name} is more private` }],
        why,
        fix: `Give VLAN ${vlan.name} an id below ${most.vlan.id}, or VLAN ${most.vlan.name} one above ${vlan.id}.`,
      };
    }
  },
};
