import { place } from '../language/place.ts';
import { hasAddress } from '../model/addresses.ts';
import type { Attachment, Model, SiteHost, SiteVlan } from '../model/model.ts';
import type { Check } from './check.ts';
import { isStray } from './strays.ts';

const why =
  'A machine has one default route. Of two, the one that comes up last wins at each boot, and answers leave by another way than the questions came.';

/** The VLANs that could lead out, each with where it says so. */
const ways = (model: Model, host: SiteHost): ReadonlyMap<SiteVlan, Attachment> => {
  const found = new Map<SiteVlan, Attachment>();
  for (const it of host.attachments) {
    const leads = it.vlan.gateway !== undefined || host.routeCandidates.some((way) => way.vlan === it.vlan);
    if (!leads || !hasAddress(host, it) || found.has(it.vlan)) continue;
    if (!isStray(model, host, it)) found.set(it.vlan, it);
  }
  return found;
};

export const defaultRouteIsOne: Check = {
  code: 'default-route-is-one',
  severity: 'error',
  law: 'A host on several VLANs with a gateway says which of them its default route goes through.',
  why,
  covers: ['IP-06'],
  judgesAbsence: true,
  bad: `const office = vlans({ office: { id: 20, subnet: '10.20.0.0/24', gateway: '10.20.0.254' } });
const web1 = «server('web1'», {
  platform: debian12,
  nics: { eno1: { mac: '00:1e:c9:00:05:00', cable: sw1.port('Gi0/5') } },
  vlans: [
    ‹{ vlan: office.office, on: 'eno1', address: '10.20.0.31' }›,
    ‹{ vlan: net.management, on: 'eno1', address: '10.66.6.31' }›,
  ],
});

export default stack('example', [sw1, web1]);
`,
  good: `const office = vlans({ office: { id: 20, subnet: '10.20.0.0/24', gateway: '10.20.0.254' } });
const web1 = server('web1', {
  platform: debian12,
  nics: { eno1: { mac: '00:1e:c9:00:05:00', cable: sw1.port('Gi0/5') } },
  vlans: [
    { vlan: office.office, on: 'eno1', address: '10.20.0.31' },
    { vlan: net.management, on: 'eno1', address: '10.66.6.31' },
  ],
  defaultRoute: office.office,
});

export default stack('example', [sw1, web1]);
`,

  *find(model) {
    for (const host of model.hosts) {
      if (host.spec.defaultRoute !== undefined) continue;
      const found = [...ways(model, host)];
      if (found.length < 2) continue;
      const names = found.map(([vlan]) => vlan.name);
      yield {
        message: `the default route of ${host.name} could go through VLAN ${names.join(' or VLAN ')}`,
        at: place(host.of),
        also: found.map(([vlan, it]) => ({
          at: it.at,
          message:
            vlan.gateway === undefined
              ? `on VLAN ${vlan.name} a DHCP server may name a gateway`
              : `VLAN ${vlan.name} has the gateway ${vlan.gateway}`,
        })),
        why,
        fix: `Write defaultRoute with one of these VLANs (${names.join(', ')}), or defaultRoute: 'none'.`,
      };
    }
  },
};
