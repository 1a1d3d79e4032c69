import type { Place } from '../language/place.ts';
import { network, toNumber } from '../text/ipv4.ts';
import type { Check } from './check.ts';

const why =
  'The kernel refuses a destination with bits after its prefix, and keeps one route for a destination: the second replaces the first.';

const dotted = (value: number): string => [24, 16, 8, 0].map((shift) => (value >>> shift) & 255).join('.');

export const routeHasItsOwnDestination: Check = {
  code: 'route-has-its-own-destination',
  severity: 'error',
  law: 'A static route names a network, each network once, and not the default route.',
  why,
  covers: [],
  bad: `const web1 = server('web1', {
  platform: debian12,
  nics: { eno1: { mac: '00:1e:c9:00:05:00', cable: sw1.port('Gi0/5') } },
  vlans: [{ vlan: net.management, on: 'eno1', untagged: true, address: '10.66.6.31' }],
  routes: [{ to: «'172.16.1.0/12'», via: '10.66.6.253' }],
});

export default stack('example', [sw1, web1]);
`,
  good: `const web1 = server('web1', {
  platform: debian12,
  nics: { eno1: { mac: '00:1e:c9:00:05:00', cable: sw1.port('Gi0/5') } },
  vlans: [{ vlan: net.management, on: 'eno1', untagged: true, address: '10.66.6.31' }],
  routes: [{ to: '172.16.0.0/12', via: '10.66.6.253' }],
});

export default stack('example', [sw1, web1]);
`,

  *find({ hosts }) {
    for (const { name, routes } of hosts) {
      const first = new Map<string, Place>();
      for (const { to, at } of routes) {
        const here = { ...at, path: [...at.path, 'to'] };
        const { first: start, prefix } = network(to);
        if (prefix === 0) {
          yield {
            message: `${name} has a static route to everywhere`,
            at: here,
            why: 'That is the default route, which goes through the gateway of a VLAN.',
            fix: 'Write gateway on the VLAN and defaultRoute on the host.',
          };
          continue;
        }
        if (toNumber(to.slice(0, to.indexOf('/'))) !== start) {
          yield {
            message: `${name} has a route to ${to}, which is an address in a network and not a network`,
            at: here,
            why,
            fix: `Write '${dotted(start)}/${prefix}'.`,
          };
          continue;
        }
        const known = first.get(to);
        if (known === undefined) first.set(to, here);
        else
          yield {
            message: `${name} has two routes to ${to}`,
            at: here,
            also: [{ at: known, message: 'the other one' }],
            why,
            fix: 'Keep one of them.',
          };
      }
    }
  },
};
