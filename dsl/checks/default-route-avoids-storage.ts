import { place } from '../language/place.ts';
import type { Check } from './check.ts';

const why =
  'Traffic to everywhere then competes with the disks, and a router on the storage network makes it a way in from outside.';

export const defaultRouteAvoidsStorage: Check = {
  code: 'default-route-avoids-storage',
  severity: 'warning',
  law: 'A default route does not go through a storage VLAN.',
  why,
  covers: ['IP-12'],
  bad: `const disks = vlans({ disks: { id: 670, subnet: '10.67.0.0/24', gateway: ‹'10.67.0.254'›, trust: 'storage' } });
const web1 = «server('web1'», {
  platform: debian12,
  nics: { eno1: { mac: '00:1e:c9:00:05:00', cable: sw1.port('Gi0/5') } },
  vlans: [{ vlan: disks.disks, on: 'eno1', untagged: true, address: '10.67.0.31' }],
});

export default stack('example', [sw1, web1]);
`,
  good: `const disks = vlans({ disks: { id: 670, subnet: '10.67.0.0/24', gateway: '10.67.0.254', trust: 'storage' } });
const web1 = server('web1', {
  platform: debian12,
  nics: { eno1: { mac: '00:1e:c9:00:05:00', cable: sw1.port('Gi0/5') } },
  vlans: [{ vlan: disks.disks, on: 'eno1', untagged: true, address: '10.67.0.31' }],
  defaultRoute: 'none',
});

export default stack('example', [sw1, web1]);
`,

  *find({ hosts }) {
    for (const { of, name, spec, defaultRoute } of hosts) {
      if (defaultRoute?.vlan.trust !== 'storage') continue;
      const { vlan } = defaultRoute;
      yield {
        message: `the default route of ${name} goes through VLAN ${vlan.name}, which is for storage`,
        at: spec.defaultRoute === undefined ? place(of) : place(of, 'defaultRoute'),
        also:
          vlan.gateway === undefined
            ? []
            : [{ at: place(vlan.of, 'gateway'), message: `the gateway of VLAN ${vlan.name}` }],
        why,
        fix: `Write defaultRoute: 'none' on ${name}, or a VLAN that is not for storage.`,
      };
    }
  },
};
