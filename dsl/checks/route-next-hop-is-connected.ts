import { addressesAt } from '../model/addresses.ts';
import type { SiteHost } from '../model/model.ts';
import { contains } from '../text/ipv4.ts';
import type { Check } from './check.ts';

const why =
  "A next hop is a neighbour: the kernel refuses a route through an address that none of the machine's own subnets has, and the machine itself is no way to elsewhere.";

/** Whether the next hop is on a VLAN of the host whose device or subnet is missing for another reason. */
const isExcused = (host: SiteHost, via: string): boolean =>
  host.attachments.some((it) => {
    const { addresses, dhcp } = addressesAt(host, it);
    if (addresses.length === 0 && dhcp === undefined) return false;
    return it.vlan.subnet === undefined || contains(it.vlan.subnet, via);
  });

export const routeNextHopIsConnected: Check = {
  code: 'route-next-hop-is-connected',
  severity: 'error',
  law: 'The next hop of a static route is in a subnet that the host has an address in, and is not the host itself.',
  why,
  covers: [],
  fatal: true,
  judgesAbsence: true,
  bad: `const web1 = server('web1', {
  platform: debian12,
  nics: { eno1: { mac: '00:1e:c9:00:05:00', cable: sw1.port('Gi0/5') } },
  vlans: [{ vlan: net.management, on: 'eno1', untagged: true, address: '10.66.6.31' }],
  routes: [{ to: '172.16.0.0/12', via: «'10.66.7.253'» }],
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
    for (const host of hosts) {
      for (const { to, via, device, at } of host.routes) {
        const own = host.devices.find((it) => it.addresses.some(({ address }) => address === via));
        const here = { ...at, path: [...at.path, 'via'] };
        if (own !== undefined) {
          yield {
            message: `the route of ${host.name} to ${to} goes through ${via}, which is ${host.name} itself`,
            at: here,
            why,
            fix: "Write the router's address.",
          };
        } else if (device === undefined && !isExcused(host, via)) {
          yield {
            message: `the route of ${host.name} to ${to} goes through ${via}, which is in none of its subnets`,
            at: here,
            why,
            fix: `Write a router's address in a subnet of ${host.name}, or give ${host.name} an address where ${via} is.`,
          };
        }
      }
    }
  },
};
