import type { AnyHostSpec, Host, HostSpec } from './host.ts';
import { originOf } from './origin.ts';
import type { PlatformId } from './platform.ts';

export interface Server<Name extends string = string, Net extends string = string, Nic extends string = string>
  extends Host<Name, Net, Nic> {
  readonly kind: 'server';
}

/**
 * A host that runs no guests.
 *
 * @example
 * server('web1', {
 *   platform: debian12,
 *   nics: { eno1: { mac: '00:1e:c9:00:05:00', cable: sw1.port('Gi0/5') } },
 *   vlans: [{ vlan: net.management, on: 'eno1', untagged: true, address: '10.66.6.31' }],
 * });
 */
export const server = <
  Name extends string,
  P extends PlatformId,
  Nic extends string,
  const Bonded extends Nic = never,
  Uplink extends string = never,
  Net extends string = never,
  Bridge extends string = never,
>(
  name: Name,
  spec: HostSpec<P, Nic, Bonded, Uplink, Net, Bridge>,
): Server<Name, Net, Nic> =>
  Object.freeze({ kind: 'server', name, spec: spec as unknown as AnyHostSpec, origin: originOf(server) });
