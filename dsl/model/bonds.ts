import type { BondMode, BondOption } from '../language/bond.ts';
import { byDefault, type Default, type Place, within } from '../language/place.ts';
import type { Bond } from './model.ts';

/** The order in which options are written: el5 applies them in this order, and a mode change must come first. */
const order: readonly BondOption[] = [
  'miimon',
  'updelay',
  'downdelay',
  'arp_interval',
  'arp_ip_target',
  'lacp_rate',
  'xmit_hash_policy',
  'min_links',
  'ad_select',
  'primary',
];

const carrier = byDefault(
  'without miimon or arp_interval a bond never notices a dead cable; 100 ms is what bonding.rst recommends',
);
const slow = byDefault("the kernel's own default: the switch is asked for one LACPDU in 30 seconds");
const oldHash = byDefault(
  'layer2 is the only transmit hash of this kernel that keeps the frame order that 802.3ad asks for',
);
const hash = byDefault('layer2+3 spreads by MAC and IP address and keeps the frame order that 802.3ad asks for');

/** Modes that choose a port by a hash of the frame. */
const hashing: readonly BondMode[] = ['lacp', 'balance-xor'];

/** The option that is written where the user wrote none. */
const fallback = (
  name: BondOption,
  mode: BondMode,
  written: Readonly<Record<string, unknown>>,
  policies: readonly string[],
): [string, Default] | undefined => {
  if (name === 'miimon' && written.arp_interval === undefined) return ['100', carrier];
  if (name === 'lacp_rate' && mode === 'lacp') return ['slow', slow];
  if (name === 'xmit_hash_policy' && hashing.includes(mode))
    return policies.includes('layer2+3') ? ['layer2+3', hash] : ['layer2', oldHash];
  return undefined;
};

/** @param policies the transmit hashes that the platform has */
export const bondOptions = (
  mode: BondMode,
  written: Readonly<Record<string, unknown>>,
  at: Place,
  policies: readonly string[],
): Bond['options'] =>
  order.flatMap((name) => {
    const value = written[name];
    if (value !== undefined) {
      return [
        { name, value: Array.isArray(value) ? value.join(',') : String(value), from: [within(at, 'options', name)] },
      ];
    }
    const chosen = fallback(name, mode, written, policies);
    return chosen === undefined ? [] : [{ name, value: chosen[0], from: [at, chosen[1]] }];
  });
