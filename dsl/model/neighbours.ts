import { type From, place } from '../language/place.ts';
import type { Switch } from '../language/switch.ts';
import { none } from './attachments.ts';
import type { Neighbour, SiteHost, SiteVlan } from './model.ts';

/** A switch that has an address of its own. */
export interface Managed {
  readonly of: Switch;
  readonly vlan: SiteVlan;
  readonly address: string;
}

/**
 * The neighbours of one host: on each VLAN where it has an address, the gateway
 * and the switches. Other hosts are none: a host that joins a site would change
 * the script of every other.
 */
const neighboursOf = (host: SiteHost, switchesOn: ReadonlyMap<SiteVlan, readonly Managed[]>): readonly Neighbour[] => {
  const found: Neighbour[] = [];
  for (const { vlan, device, at } of host.attachments) {
    const own = host.devices.find((it) => it.name === device);
    if (own === undefined || (own.addresses.length === 0 && own.dhcp === undefined)) continue;
    const mine = new Set(own.addresses.map((it) => it.address));
    const mtu = Math.min(own.mtu.value, vlan.mtu.value);
    const because: readonly From[] = [at, place(vlan.of, 'id'), ...own.mtu.from, ...vlan.mtu.from];
    const { gateway } = vlan;
    if (gateway !== undefined && !mine.has(gateway)) {
      const who = `the gateway of ${vlan.name}`;
      found.push({ device, address: gateway, who, mtu, from: [place(vlan.of, 'gateway'), ...because] });
    }
    for (const { of, address } of switchesOn.get(vlan) ?? none) {
      if (address === gateway) continue;
      const from = [place(of, 'management'), place(vlan.of, 'gateway'), ...because];
      found.push({ device, address, who: of.name, mtu, from });
    }
  }
  return found;
};

/** The hosts of a site, each with those who must still answer it after its network has changed. */
export const acquainted = (hosts: readonly SiteHost[], switches: readonly Managed[]): readonly SiteHost[] => {
  const switchesOn = new Map<SiteVlan, readonly Managed[]>();
  for (const it of switches) switchesOn.set(it.vlan, [...(switchesOn.get(it.vlan) ?? []), it]);
  return hosts.map((host) => Object.freeze({ ...host, neighbours: neighboursOf(host, switchesOn) }));
};
