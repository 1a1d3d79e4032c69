import type { AnyHostSpec, Host, HostSpec } from './host.ts';
import { originOf } from './origin.ts';
import type { PlatformId } from './platform.ts';

export interface Hypervisor<Name extends string = string, Net extends string = string, Nic extends string = string>
  extends Host<Name, Net, Nic> {
  readonly kind: 'hypervisor';
}

/**
 * A host that runs guests on its bridges.
 *
 * @example
 * hypervisor('hv1', {
 *   platform: el9,
 *   nics: {
 *     eno1: { mac: '00:1e:c9:00:01:00', cable: sw1.port('Gi0/1') },
 *     eno2: { mac: '00:1e:c9:00:01:01', cable: sw1.port('Gi0/2') },
 *   },
 *   bonds: { bond0: { mode: 'lacp', members: ['eno1', 'eno2'] } },
 *   bridges: {
 *     br2: { vlan: net.public, on: 'bond0' },
 *     br666: { vlan: net.management, on: 'bond0', address: '10.66.6.1' },
 *   },
 *   vlans: [{ vlan: net.storage, on: 'bond0', address: '10.66.7.1' }],
 * });
 */
export const hypervisor = <
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
): Hypervisor<Name, Net, Nic> =>
  Object.freeze({ kind: 'hypervisor', name, spec: spec as unknown as AnyHostSpec, origin: originOf(hypervisor) });
