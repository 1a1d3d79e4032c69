import type { Machine } from './machine.ts';

/** A port of a bond, as /proc/net/bonding has it. */
export interface BondPort {
  readonly name: string;
  readonly up: boolean;
  readonly aggregator: string;
}

/** A bond, as the kernel sees itself and its partner. */
export interface BondState {
  readonly mode: string;
  readonly rate: string;
  readonly ports: readonly BondPort[];
  /** Of the aggregator that carries the traffic. */
  readonly active: { readonly ports: number; readonly partner: string };
}

const field = (text: string, name: string): string => new RegExp(`^\\s*${name}: (.*)$`, 'm').exec(text)?.[1] ?? '';

export const bondState = async (machine: Machine, bond: string): Promise<BondState> => {
  const [whole = '', ...ports] = (await machine.run(`cat /proc/net/bonding/${bond}`)).split(/^(?=Slave Interface: )/m);
  return {
    mode: field(whole, 'Bonding Mode'),
    rate: field(whole, 'LACP rate'),
    active: { ports: Number(field(whole, 'Number of ports')), partner: field(whole, 'Partner Mac Address') },
    ports: ports.map((it) => ({
      name: field(it, 'Slave Interface'),
      up: field(it, 'MII Status') === 'up',
      aggregator: field(it, 'Aggregator ID'),
    })),
  };
};

/** A partner that has never spoken. */
export const nobody = '00:00:00:00:00:00';

/** Whether all ports of a bond are in the one aggregator that has a partner. */
export const isWhole = ({ ports, active }: BondState): boolean =>
  active.ports === ports.length &&
  active.partner !== nobody &&
  ports.every((it) => it.up && it.aggregator === ports[0]?.aggregator);

/** What does not change by itself and not from start to start, in the order of its names. */
const lasting = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(lasting);
  if (typeof value !== 'object' || value === null) return value;
  const without = new Set(['ifindex', 'link_index', 'master_index', 'stats64', 'stats', 'age', 'last_used']);
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => !without.has(key) && !/(timer|_remaining|valid_life_time|preferred_life_time)$/.test(key))
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, it]) => [key, lasting(it)]),
  );
};
export const kernelState = lasting;
