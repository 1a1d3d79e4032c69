import * as z from 'zod';
import type { UpTo } from './numbers.ts';
import { originOf } from './origin.ts';
import { word } from './scalars.ts';
import { type PortUse, portUse, type Switch, type SwitchCommon, type SwitchPort, switchCommon } from './switch.ts';

/** 24 copper ports and 4 SFP slots, or 48 and 4 (data sheet of the Catalyst 3560 series). */
const portCount = { 'WS-C3560G-24TS': 28, 'WS-C3560G-24PS': 28, 'WS-C3560G-48TS': 52, 'WS-C3560G-48PS': 52 } as const;

type Model = keyof typeof portCount;
type Ports<M extends Model> = `Gi0/${UpTo<(typeof portCount)[M]>}`;

const portNames = (model: string): string[] =>
  Array.from({ length: portCount[model as Model] ?? 0 }, (_, index) => `Gi0/${index + 1}`);

export const catalyst3560gSchema = z.strictObject({
  model: word(Object.keys(portCount) as Model[]),
  ...switchCommon,
  ports: z.record(z.string(), portUse).optional(),
});

interface Spec<M extends Model> extends SwitchCommon {
  readonly model: M;
  readonly ports?: { readonly [P in Ports<NoInfer<M>>]?: PortUse };
}

/**
 * A Catalyst 3560G with IOS 12.2.
 *
 * @example
 * const sw1 = catalyst3560g('sw1', {
 *   model: 'WS-C3560G-24TS',
 *   management: { vlan: net.management, address: '10.66.6.2' },
 *   ports: { 'Gi0/24': { trunk: [net.management], description: 'firewall' }, 'Gi0/23': 'unused' },
 * });
 * sw1.port('Gi0/1');
 */
export const catalyst3560g = <Name extends string, M extends Model>(
  name: Name,
  spec: Spec<M>,
): Switch<Name, Ports<M>> => {
  const made: Switch<Name, Ports<M>> = {
    kind: 'switch',
    name,
    family: 'catalyst3560g',
    spec,
    portNames: portNames(spec?.model),
    origin: originOf(catalyst3560g),
    port: (port): SwitchPort => Object.freeze({ kind: 'switch-port', switch: made, port }),
  };
  return Object.freeze(made);
};
