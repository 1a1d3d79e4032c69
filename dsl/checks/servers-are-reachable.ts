import { place } from '../language/place.ts';
import { addressesAt } from '../model/addresses.ts';
import type { SiteHost } from '../model/model.ts';
import { contains, isIpv4, type Network, network } from '../text/ipv4.ts';
import type { Check } from './check.ts';

const why = 'The machine waits for an answer that cannot come: each lookup takes seconds, and its clock runs free.';

/** What a host without a default route can send to; undefined where nobody can tell. */
const reachable = (host: SiteHost): readonly Network[] | undefined => {
  const subnets: Network[] = host.routes.map(({ to }) => network(to));
  for (const it of host.attachments) {
    const { addresses, dhcp } = addressesAt(host, it);
    if (addresses.length === 0 && dhcp === undefined) continue;
    if (dhcp !== undefined || it.vlan.subnet === undefined) return undefined;
    subnets.push(it.vlan.subnet);
  }
  for (const { addresses } of host.nics)
    for (const { address, prefix, at } of addresses)
      if (at.path[0] === 'nics') subnets.push(network(`${address}/${prefix}`));
  return subnets;
};

export const serversAreReachable: Check = {
  code: 'servers-are-reachable',
  severity: 'warning',
  law: 'A host has a way to its name servers and time servers.',
  why,
  covers: ['IP-14'],
  judgesAbsence: true,
  bad: `const nas1 = server('nas1', {
  platform: debian12,
  dns: [«'10.66.6.53'»],
  nics: { eno1: { mac: '00:1e:c9:00:05:00', cable: sw1.port('Gi0/5') } },
  vlans: [{ vlan: net.storage, on: 'eno1', untagged: true, address: '10.66.7.31' }],
  defaultRoute: 'none',
});

export default stack('example', [sw1, nas1]);
`,
  good: `const nas1 = server('nas1', {
  platform: debian12,
  dns: ['10.66.7.53'],
  nics: { eno1: { mac: '00:1e:c9:00:05:00', cable: sw1.port('Gi0/5') } },
  vlans: [{ vlan: net.storage, on: 'eno1', untagged: true, address: '10.66.7.31' }],
  defaultRoute: 'none',
});

export default stack('example', [sw1, nas1]);
`,

  *find({ hosts }) {
    for (const host of hosts) {
      if (host.spec.defaultRoute !== 'none') continue;
      const subnets = reachable(host);
      if (subnets === undefined) continue;
      for (const [key, title] of [
        ['dns', 'name server'],
        ['ntp', 'time server'],
      ] as const) {
        for (const [index, server] of (host.spec[key] ?? []).entries()) {
          if (!isIpv4(server) || subnets.some((it) => contains(it, server))) continue;
          yield {
            message: `${host.name} has no way to its ${title} ${server}: it has no default route, and no route or subnet has that address`,
            at: place(host.of, key, index),
            why,
            fix: `Write a ${title} in a subnet of ${host.name}, a route to ${server}, or a defaultRoute.`,
          };
        }
      }
    }
  },
};
