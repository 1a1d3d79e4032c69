import type { AnyHostSpec, Host } from '../language/host.ts';
import { type Place, place, within } from '../language/place.ts';
import type { Vlan } from '../language/vlan.ts';
import { byCount } from '../text/compare.ts';
import type { Attachment, HostAddress, SiteVlan } from './model.ts';

export type VlanOf = (vlan: Vlan) => SiteVlan | undefined;

/** The names of a record as a person counts them, so that the order in which they were written changes nothing. */
export const names = (record: object | undefined): string[] => Object.keys(record ?? {}).sort(byCount);

/** One empty list for the many that stay empty. */
export const none: readonly never[] = Object.freeze([]);

/** Every VLAN a host is on: of its bridges, then of its other interfaces. */
export const attachmentsOf = (of: Host, spec: AnyHostSpec, vlanOf: VlanOf): Attachment[] => {
  const found: Attachment[] = [];
  for (const name of names(spec.bridges)) {
    const bridge = spec.bridges?.[name];
    const vlan = bridge && vlanOf(bridge.vlan);
    if (bridge === undefined || vlan === undefined) continue;
    found.push({
      kind: 'bridge',
      on: bridge.on,
      vlan,
      untagged: bridge.untagged === true,
      device: name,
      at: place(of, 'bridges', name),
    });
  }
  for (const [index, it] of (spec.vlans ?? []).entries()) {
    const vlan = vlanOf(it.vlan);
    if (vlan === undefined) continue;
    const untagged = it.untagged === true;
    found.push({
      kind: 'vlan',
      on: it.on,
      vlan,
      untagged,
      device: untagged ? it.on : `${it.on}.${vlan.id}`,
      at: place(of, 'vlans', index),
    });
  }
  return found;
};

/** Addresses that a VLAN gives to a device. */
export const addressesOf = (spec: AnyHostSpec, it: Attachment): { addresses: readonly HostAddress[]; dhcp?: Place } => {
  const [group = '', key = ''] = it.at.path;
  const written =
    it.kind === 'bridge'
      ? spec.bridges?.[key]?.address
      : group === 'vlans'
        ? spec.vlans?.[Number(key)]?.address
        : undefined;
  if (written === undefined) return { addresses: none };
  const at = within(it.at, 'address');
  if (written === 'dhcp') return { addresses: none, dhcp: at };
  const prefix = it.vlan.subnet?.prefix ?? 32;
  const several = typeof written !== 'string';
  return {
    addresses: (several ? written : [written]).map((address, index) => ({
      address,
      prefix,
      at: several ? within(at, index) : at,
    })),
  };
};
