import { place } from '../language/place.ts';
import { addressesAt, hasAddress } from '../model/addresses.ts';
import type { Check } from './check.ts';
import { isStray } from './strays.ts';

const why = 'A default route needs a router on a VLAN that the host itself speaks on.';

export const defaultRouteHasAGateway: Check = {
  code: 'default-route-has-a-gateway',
  severity: 'error',
  law: 'The VLAN of a default route has a gateway, and the host an address on it.',
  why,
  covers: [],
  fatal: true,
  judgesAbsence: true,
  bad: `const office = vlans({ printers: ‹{ id: 20, subnet: '10.20.0.0/24' }› });
const web1 = server('web1', {
  platform: debian12,
  nics: { eno1: { mac: '00:1e:c9:00:05:00', cable: sw1.port('Gi0/5') } },
  vlans: [
    { vlan: net.management, on: 'eno1', address: '10.66.6.31' },
    { vlan: office.printers, on: 'eno1', address: '10.20.0.31' },
  ],
  defaultRoute: «office.printers»,
});

export default stack('example', [sw1, web1]);
`,
  good: `const office = vlans({ printers: { id: 20, subnet: '10.20.0.0/24' } });
const web1 = server('web1', {
  platform: debian12,
  nics: { eno1: { mac: '00:1e:c9:00:05:00', cable: sw1.port('Gi0/5') } },
  vlans: [
    { vlan: net.management, on: 'eno1', address: '10.66.6.31' },
    { vlan: office.printers, on: 'eno1', address: '10.20.0.31' },
  ],
  defaultRoute: net.management,
});

export default stack('example', [sw1, web1]);
`,

  *find(model) {
    for (const host of model.hosts) {
      const { defaultRoute } = host.spec;
      if (defaultRoute === undefined || defaultRoute === 'none') continue;
      const there = host.attachments.filter((it) => it.vlan.of === defaultRoute);
      const speaking = there.filter((it) => hasAddress(host, it));
      const [on] = speaking;
      const at = place(host.of, 'defaultRoute');
      const { name } = defaultRoute;
      if (on === undefined) {
        if (host.attachments.some((it) => isStray(model, host, it))) continue;
        yield {
          message: `the default route of ${host.name} goes through VLAN ${name}, where it has no address`,
          at,
          also: there.map((it) => ({ at: it.at, message: `${host.name} is on VLAN ${name} without an address` })),
          why,
          fix: `Give ${host.name} an address on VLAN ${name}, or write another VLAN or 'none'.`,
        };
      } else if (on.vlan.gateway === undefined && speaking.every((it) => addressesAt(host, it).dhcp === undefined)) {
        yield {
          message: `the default route of ${host.name} goes through VLAN ${name}, which has no gateway`,
          at,
          also: [{ at: place(defaultRoute), message: `VLAN ${name}` }],
          why,
          fix: `Write gateway on VLAN ${name}, or another VLAN or 'none' here.`,
        };
      }
    }
  },
};
