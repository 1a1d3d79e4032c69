import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Machine } from './machine.ts';
import { now } from './patience.ts';

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

/** Of a machine's network, everything that does not change by itself and is the same after every start. */
export interface NetworkState {
  readonly links: Readonly<Record<string, unknown>>;
  readonly addresses: Readonly<Record<string, readonly string[]>>;
  /** By where they lead, and from which device. */
  readonly routes: Readonly<Record<string, unknown>>;
}

type Tree = { readonly [key: string]: unknown };

// Numbers that the kernel hands out, counters and clocks (a bridge ages faster for a while after a change of its
// tree), and what LACP has worked out anew.
const passing =
  /^(ifindex|link_index|master_index|link_netnsid|stats|stats64|link_failure_count|ad_.*|aggregator|cost|.*timer|topology_change.*|perm_address|ageing_time|parentdev|parentbus|mcast_.*)$/;

const lasting = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(lasting);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => !passing.test(key))
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, it]) => [key, lasting(it)]),
  );
};

/** As `ip -j` has it. Network cards of guests are not the host's. */
export const networkState = async (machine: Machine): Promise<NetworkState> => {
  const asked = await machine.run('ip -j -d link; ip -j addr; ip -j -4 route');
  const [links = [], addresses = [], routes = []] = asked
    .split('\n')
    .filter((it) => it !== '')
    .map((it) => JSON.parse(it) as readonly Tree[]);
  const ours = links.filter((it) => !String(it.ifname).startsWith('vnet-'));
  const names = new Set(ours.map((it) => it.ifname));
  return {
    links: Object.fromEntries(ours.map((it) => [String(it.ifname), lasting(it)])),
    addresses: Object.fromEntries(
      addresses
        .filter((it) => names.has(it.ifname))
        .map((it) => [
          String(it.ifname),
          (it.addr_info as readonly Tree[]).map((info) => `${info.local}/${info.prefixlen} ${info.scope}`).sort(),
        ]),
    ),
    routes: Object.fromEntries(routes.map((it) => [`${it.dst} ${it.dev}`, lasting(it)])),
  };
};

/** `links.br666.mtu: 1500, and not 9000`, for everything that is not the same. */
const differences = (is: unknown, was: unknown, at = ''): readonly string[] => {
  if (typeof is !== 'object' || typeof was !== 'object' || is === null || was === null)
    return is === was ? [] : [`${at}: ${JSON.stringify(is)}, and not ${JSON.stringify(was)}`];
  const [a, b] = [new Map(Object.entries(is)), new Map(Object.entries(was))];
  return [...new Set([...a.keys(), ...b.keys()])].flatMap((key) =>
    differences(a.get(key), b.get(key), at === '' ? key : `${at}.${key}`),
  );
};

/** The network comes to what it was, but for what is excepted; bridges, LACP and address detection take their time. */
export const comesTo = async (
  machine: Machine,
  before: NetworkState,
  what: string,
  but: RegExp = /^$/,
): Promise<void> => {
  const different = async (): Promise<readonly string[]> =>
    differences(await networkState(machine), before).filter((it) => !but.test(it));
  const end = now() + 60;
  let left = await different();
  while (left.length > 0 && now() < end) {
    await sleep(1000);
    left = await different();
  }
  assert.deepEqual(left, [], what);
};
