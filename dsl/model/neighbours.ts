import { type From, place, type Several, within } from '../language/place.ts';
import type { Switch } from '../language/switch.ts';
import { addressesAt } from './addresses.ts';
import { none } from './attachments.ts';
import type { Neighbour, SiteHost, SiteVlan } from './model.ts';

/** How many of a VLAN's users are asked beside its gateway: one may be down for a reason of its own. */
const ENOUGH = 2;

/** Somebody on a VLAN, by the address that the stack gives it. */
interface Answerer {
  readonly address: string;
  readonly who: string;
  readonly host?: SiteHost;
  readonly from: readonly From[];
}

interface Company {
  /** One more than enough, since a host is no neighbour of itself. */
  readonly first: Answerer[];
  /** All who are on the VLAN: who is among the first follows from all of them. */
  readonly everybody: { readonly kind: 'several'; readonly all: From[] };
}

/** A switch that has an address of its own. */
export interface Managed {
  readonly of: Switch;
  readonly vlan: SiteVlan;
  readonly address: string;
}

/** Who is on each VLAN: switches first, since they are always there. */
const companies = (hosts: readonly SiteHost[], switches: readonly Managed[]): ReadonlyMap<SiteVlan, Company> => {
  const byVlan = new Map<SiteVlan, Company>();
  const companyOf = (vlan: SiteVlan): Company => {
    const known = byVlan.get(vlan) ?? { first: [], everybody: { kind: 'several', all: [] } };
    byVlan.set(vlan, known);
    return known;
  };
  const add = ({ first }: Company, it: Answerer): void => {
    if (first.length <= ENOUGH) first.push(it);
  };
  for (const { of, vlan, address } of switches) {
    const company = companyOf(vlan);
    company.everybody.all.push(place(of, 'management'));
    add(company, { address, who: of.name, from: [place(of, 'management')] });
  }
  for (const host of hosts) {
    for (const it of host.attachments) {
      const company = companyOf(it.vlan);
      company.everybody.all.push(it.at);
      if (company.first.length > ENOUGH) continue;
      const [given] = addressesAt(host, it).addresses;
      if (given !== undefined)
        add(company, { address: given.address, who: host.name, host, from: [it.at, within(it.at, 'address')] });
    }
  }
  return byVlan;
};

/** The neighbours of one host: on each VLAN where it has an address, the gateway and a few others. */
const neighboursOf = (host: SiteHost, companyOf: (vlan: SiteVlan) => Company | undefined): readonly Neighbour[] => {
  const found: Neighbour[] = [];
  for (const { vlan, device, at } of host.attachments) {
    const own = host.devices.find((it) => it.name === device);
    if (own === undefined || (own.addresses.length === 0 && own.dhcp === undefined)) continue;
    const mine = new Set(own.addresses.map((it) => it.address));
    const mtu = Math.min(own.mtu.value, vlan.mtu.value);
    const because: readonly From[] = [at, ...own.mtu.from, ...vlan.mtu.from];
    const company = companyOf(vlan);
    const others = (company?.first ?? none).filter((it) => it.host !== host && it.address !== vlan.gateway);
    if (vlan.gateway !== undefined && !mine.has(vlan.gateway))
      found.push({
        device,
        address: vlan.gateway,
        who: `the gateway of ${vlan.name}`,
        mtu,
        from: [place(vlan.of, 'gateway'), ...because],
      });
    const everybody: readonly Several[] = company === undefined ? none : [company.everybody];
    for (const { address, who, from } of others.slice(0, ENOUGH))
      found.push({ device, address, who, mtu, from: [...from, ...because, place(vlan.of, 'gateway'), ...everybody] });
  }
  return found;
};

/** The hosts of a site, each with those who must still answer it after its network has changed. */
export const acquainted = (hosts: readonly SiteHost[], switches: readonly Managed[]): readonly SiteHost[] => {
  const byVlan = companies(hosts, switches);
  return hosts.map((host) => Object.freeze({ ...host, neighbours: neighboursOf(host, (vlan) => byVlan.get(vlan)) }));
};
