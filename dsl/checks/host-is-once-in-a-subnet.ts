import type { Place } from '../language/place.ts';
import { addressesAt } from '../model/addresses.ts';
import type { SiteHost, SiteVlan } from '../model/model.ts';
import { type Network, network, overlaps } from '../text/ipv4.ts';
import type { Check } from './check.ts';

const why =
  'Linux answers ARP for any of its addresses on any interface and sends by the first route it finds (ip-sysctl.rst, arp_filter and arp_ignore): one interface carries everything, and the other one is no second path.';

interface Leg {
  readonly on: string;
  readonly device: string;
  readonly vlan?: SiteVlan;
  readonly subnet?: Network;
  readonly at: Place;
}

/** Where a host speaks IP: its VLANs, then the NICs with an address of their own. */
const legs = (host: SiteHost): Leg[] => [
  ...host.attachments.flatMap((it): Leg[] => {
    const { addresses, dhcp } = addressesAt(host, it);
    const at = addresses[0]?.at ?? dhcp;
    if (at === undefined) return [];
    return [
      {
        on: it.on,
        device: it.device,
        vlan: it.vlan,
        at,
        ...(it.vlan.subnet === undefined ? {} : { subnet: it.vlan.subnet }),
      },
    ];
  }),
  // An address on a NIC that is cabled to a switch is another law's.
  ...host.nics.flatMap(({ name, addresses, cable }) =>
    cable?.kind === 'switch-port'
      ? []
      : addresses
          .filter(({ at }) => at.path[0] === 'nics')
          .map(
            ({ address, prefix, at }): Leg => ({ on: name, device: name, at, subnet: network(`${address}/${prefix}`) }),
          ),
  ),
];

/** Whether the kernel is told to keep each address to its own interface. */
const keepsApart = ({ spec }: SiteHost, devices: readonly string[]): boolean => {
  const set = new Map(
    Object.entries(spec.sysctl ?? {}).map(([key, value]) => [key.replaceAll('/', '.'), Number(value)]),
  );
  const value = (name: string, device: string): number =>
    Math.max(set.get(`net.ipv4.conf.all.${name}`) ?? 0, set.get(`net.ipv4.conf.${device}.${name}`) ?? 0);
  return devices.every((it) => value('arp_ignore', it) >= 1 && value('arp_announce', it) === 2);
};

const sharing = (a: Leg, b: Leg): boolean =>
  a.on !== b.on &&
  (a.vlan !== undefined && b.vlan !== undefined
    ? a.vlan === b.vlan
    : a.subnet !== undefined && b.subnet !== undefined && overlaps(a.subnet, b.subnet));

export const hostIsOnceInASubnet: Check = {
  code: 'host-is-once-in-a-subnet',
  severity: 'error',
  law: 'A host has addresses in a subnet on one interface only, unless the kernel is told to keep them apart.',
  why,
  covers: ['IP-13'],
  bad: `const nas1 = server('nas1', {
  platform: debian12,
  nics: {
    eno1: { mac: '00:1e:c9:00:05:00', cable: sw1.port('Gi0/5') },
    eno2: { mac: '00:1e:c9:00:05:01', cable: sw2.port('Gi0/5') },
  },
  vlans: [
    { vlan: net.storage, on: 'eno1', untagged: true, address: ‹'10.66.7.31'› },
    { vlan: net.storage, on: 'eno2', untagged: true, address: «'10.66.7.32'» },
  ],
  defaultRoute: 'none',
});
const between = link('between', { cables: [[sw1.port('Gi0/24'), sw2.port('Gi0/24')]] });

export default stack('example', [sw1, sw2, between, nas1]);
`,
  good: `const nas1 = server('nas1', {
  platform: debian12,
  nics: {
    eno1: { mac: '00:1e:c9:00:05:00', cable: sw1.port('Gi0/5') },
    eno2: { mac: '00:1e:c9:00:05:01', cable: sw2.port('Gi0/5') },
  },
  vlans: [
    { vlan: net.storage, on: 'eno1', untagged: true, address: '10.66.7.31' },
    { vlan: net.storage, on: 'eno2', untagged: true, address: '10.66.7.32' },
  ],
  defaultRoute: 'none',
  sysctl: { 'net.ipv4.conf.all.arp_ignore': 1, 'net.ipv4.conf.all.arp_announce': 2 },
});
const between = link('between', { cables: [[sw1.port('Gi0/24'), sw2.port('Gi0/24')]] });

export default stack('example', [sw1, sw2, between, nas1]);
`,

  *find({ hosts }) {
    for (const host of hosts) {
      const seen: Leg[] = [];
      for (const leg of legs(host)) {
        const other = seen.find((it) => sharing(it, leg));
        seen.push(leg);
        if (other === undefined || keepsApart(host, [other.device, leg.device])) continue;
        yield {
          message: `${host.name} has addresses in ${leg.subnet?.text ?? `VLAN ${leg.vlan?.name}`} on ${other.device} and on ${leg.device}`,
          at: leg.at,
          also: [{ at: other.at, message: `its address on ${other.device}` }],
          why,
          fix: 'Give both addresses to one interface, make a bond of the two, or write sysctl net.ipv4.conf.all.arp_ignore: 1 and net.ipv4.conf.all.arp_announce: 2.',
        };
      }
    }
  },
};
