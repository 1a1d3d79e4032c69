import type { Place } from '../language/place.ts';
import { place } from '../language/place.ts';
import { addressesOf } from './attachments.ts';
import type { Attachment, Model, SiteHost, SiteVlan } from './model.ts';

/** A static address that the stack gives to somebody on a VLAN. */
export interface Given {
  readonly address: string;
  readonly vlan: SiteVlan;
  /** For a message: `hv1 br666`. */
  readonly who: string;
  readonly at: Place;
}

/** The addresses that a host has through one of its VLANs; also where the device itself is missing, because its carrier is. */
export const addressesAt = (host: SiteHost, it: Attachment): ReturnType<typeof addressesOf> =>
  addressesOf(host.spec, it);

/** Whether a host speaks IP on a VLAN. */
export const hasAddress = (host: SiteHost, it: Attachment): boolean => {
  const { addresses, dhcp } = addressesAt(host, it);
  return addresses.length > 0 || dhcp !== undefined;
};

/** The static addresses of one host on the VLANs of the plan, its BMC's last. */
const givenTo = (host: SiteHost): Given[] => {
  const given = host.attachments.flatMap((it) =>
    addressesAt(host, it).addresses.map(
      ({ address, at }): Given => ({ address, vlan: it.vlan, who: `${host.name} ${it.device}`, at }),
    ),
  );
  const { bmc, install } = host;
  const written = host.spec.install?.address;
  // On the VLAN of its installer a host may keep the address that it will have there.
  const own = given.some((it) => it.vlan === install?.vlan && it.address === written);
  return [
    ...given,
    ...(install === undefined || written === undefined || own
      ? []
      : [
          {
            address: written,
            vlan: install.vlan,
            who: `the installer of ${host.name}`,
            at: place(host.of, 'install', 'address'),
          },
        ]),
    ...(bmc === undefined
      ? []
      : [{ address: bmc.address, vlan: bmc.vlan, who: `${host.name} bmc`, at: place(host.of, 'bmc', 'address') }]),
  ];
};

const given = ({ switches, hosts }: Model): Given[] => {
  const all: Given[] = [];
  for (const { name, of, management } of switches) {
    if (management !== undefined) all.push({ ...management, who: name, at: place(of, 'management', 'address') });
  }
  for (const host of hosts) all.push(...givenTo(host));
  return all;
};

/** Several laws ask for the same list, and a model never changes. */
const asked = new WeakMap<Model, readonly Given[]>();

/** Every static address on a VLAN of the plan: the switches' first, then host by host. */
export const givenAddresses = (model: Model): readonly Given[] => {
  const known = asked.get(model) ?? given(model);
  asked.set(model, known);
  return known;
};
