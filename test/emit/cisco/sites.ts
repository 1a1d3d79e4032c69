import {
  catalyst3560g,
  catalyst9300,
  el9,
  type Hypervisor,
  hypervisor,
  type PortUse,
  type Switch,
  stack,
  type Vlan,
  vlans,
} from '../../../dsl/index.ts';
import type { VlanSpec } from '../../../dsl/language/vlan.ts';
import type { SiteSwitch } from '../../../dsl/model/model.ts';
import { resolve } from '../../../dsl/model/resolve.ts';
import { fc } from '../../chance.ts';

export type Shape = 'lacp' | 'static' | 'backup' | 'single' | 'idle';

/** A host on the two ports of its slot. */
export interface HostOf {
  readonly slot: number;
  readonly shape: Shape;
  /** VLAN ids; one of them may travel without a tag. */
  readonly on: readonly number[];
  readonly untagged?: number | undefined;
  readonly channel?: number | undefined;
  readonly fast?: boolean | undefined;
}

export interface SiteOf {
  readonly family: Switch['family'];
  readonly hosts: readonly HostOf[];
  readonly nativeVlan?: number | undefined;
  readonly bpduGuard?: boolean | undefined;
  readonly flowControl?: 'on' | 'off' | undefined;
  /** What is said of port 20. */
  readonly last?: 'unused' | { readonly trunk: readonly number[]; readonly raw?: readonly string[] } | undefined;
  /** VLANs that have a name other than `v<id>`. */
  readonly names?: Readonly<Record<number, string>> | undefined;
  readonly jumbo?: boolean | undefined;
  readonly transparent?: boolean | undefined;
}

export const management = 666;

export const portName = (family: Switch['family'], number: number): string =>
  family === 'catalyst3560g' ? `Gi0/${number}` : `Gi1/0/${number}`;

const planOf = ({ hosts, last, names, jumbo }: SiteOf): ((id: number) => Vlan) => {
  const ids = new Set([management, ...hosts.flatMap((it) => it.on), ...(typeof last === 'object' ? last.trunk : [])]);
  const specs: Record<string, VlanSpec> = {};
  for (const id of ids) specs[names?.[id] ?? `v${id}`] = { id, ...(jumbo === true ? { mtu: 9000 } : {}) };
  const net: Readonly<Record<string, Vlan>> = vlans<string>(specs);
  return (id) => {
    const found = net[names?.[id] ?? `v${id}`];
    if (found === undefined) throw new Error(`no VLAN ${id}`);
    return found;
  };
};

const switchOf = (site: SiteOf, vlan: (id: number) => Vlan): Switch => {
  const { last, family, nativeVlan, bpduGuard, flowControl } = site;
  const use: PortUse | undefined =
    typeof last === 'object'
      ? { description: 'router', trunk: last.trunk.map(vlan), ...(last.raw === undefined ? {} : { raw: last.raw }) }
      : last;
  const common = {
    management: { vlan: vlan(management), address: '10.66.6.2' },
    nativeVlan,
    bpduGuard,
    flowControl,
    ...(site.transparent === true ? { vtp: 'transparent' as const } : {}),
  } as const;
  if (family === 'catalyst3560g') {
    const model = 'WS-C3560G-24TS';
    return use === undefined
      ? catalyst3560g('sw1', { model, ...common })
      : catalyst3560g('sw1', { model, ...common, ports: { 'Gi0/20': use } });
  }
  const model = 'C9300-24T';
  return use === undefined
    ? catalyst9300('sw1', { model, ...common })
    : catalyst9300('sw1', { model, ...common, ports: { 'Gi1/0/20': use } });
};

const hostOf = (it: HostOf, sw: Switch, vlan: (id: number) => Vlan): Hypervisor => {
  const cable = (end: number) => sw.port(portName(sw.family, it.slot * 2 + end));
  const mac = (end: number): string => `3c:ec:ef:00:${String(it.slot + 10)}:0${end}`;
  const riding = <On extends string>(on: On) =>
    it.on.map((id) => ({ on, vlan: vlan(id), ...(id === it.untagged ? { untagged: true as const } : {}) }));
  const name = `h${it.slot}`;
  if (it.shape === 'single' || it.shape === 'idle') {
    return hypervisor(name, {
      platform: el9,
      nics: { eno1: { mac: mac(1), cable: cable(1) } },
      ...(it.shape === 'single' ? { vlans: riding('eno1') } : {}),
    });
  }
  const mode = ({ lacp: 'lacp', static: 'balance-xor', backup: 'active-backup' } as const)[it.shape];
  return hypervisor(name, {
    platform: el9,
    nics: { eno1: { mac: mac(1), cable: cable(1) }, eno2: { mac: mac(2), cable: cable(2) } },
    bonds: {
      bond0: {
        mode,
        members: ['eno1', 'eno2'],
        ...(it.fast === true ? { options: { lacp_rate: 'fast' as const } } : {}),
        ...(it.channel === undefined ? {} : { channel: it.channel }),
      },
    },
    vlans: riding('bond0'),
  });
};

/** The switch of a site, worked out. */
export const siteOf = (site: SiteOf): SiteSwitch => {
  const vlan = planOf(site);
  const sw = switchOf(site, vlan);
  const [made] = resolve(stack('site', [sw, ...site.hosts.map((it) => hostOf(it, sw, vlan))])).switches;
  if (made === undefined) throw new Error('no switch');
  return made;
};

const few = [2, 3, 10, 11, 12, 667, 1001];
/** So many, and so scattered, that their list is longer than a line. */
export const scattered = Array.from({ length: 150 }, (_, index) => 20 + index * 6);

const idsOf = fc.oneof(
  { weight: 3, arbitrary: fc.subarray(few) },
  { weight: 1, arbitrary: fc.subarray(scattered, { minLength: 90 }) },
);

/** Ways to vary what only a change made from two models can follow. */
export interface Wild {
  readonly channels: readonly (number | undefined)[];
  readonly names: readonly SiteOf['names'][];
}
const tame: Wild = { channels: [undefined], names: [undefined] };

const hostArbitrary = (slot: number, { channels }: Wild): fc.Arbitrary<HostOf> =>
  fc
    .record({
      shape: fc.constantFrom<Shape>('lacp', 'lacp', 'static', 'backup', 'single', 'idle'),
      ids: idsOf,
      managed: fc.boolean(),
      untagged: fc.option(fc.nat(6), { nil: undefined }),
      fast: fc.boolean(),
      channel: fc.constantFrom(...channels),
    })
    .map(({ shape, ids, managed, untagged, fast, channel }) => {
      const on = managed || ids.length === 0 ? [...ids, management] : ids;
      return {
        slot,
        shape,
        on,
        untagged: untagged === undefined ? undefined : on[untagged],
        fast: fast && shape === 'lacp',
        channel,
      };
    });

/** No two hosts with one number. */
const withOwnChannels = (hosts: readonly HostOf[]): readonly HostOf[] =>
  hosts.map((it, index) => ({
    ...it,
    channel: hosts.some((other, at) => at < index && other.channel === it.channel) ? undefined : it.channel,
  }));

/** Sites with up to four hosts on five slots, so that from one to another hosts come, go, move and change. */
export const sites = (family: Switch['family'], wild: Wild = tame): fc.Arbitrary<SiteOf> =>
  fc.record({
    family: fc.constant(family),
    hosts: fc
      .subarray([0, 1, 2, 3, 4], { maxLength: 4 })
      .chain((slots) => fc.tuple(...slots.map((slot) => hostArbitrary(slot, wild))))
      .map(withOwnChannels),
    nativeVlan: fc.constantFrom(undefined, 1, 998),
    bpduGuard: fc.boolean(),
    flowControl: fc.constantFrom(undefined, 'on', 'off'),
    last: fc.oneof(
      fc.constantFrom<SiteOf['last']>(undefined, 'unused'),
      fc.record({
        trunk: idsOf,
        raw: fc.subarray(['storm-control broadcast level 1.00', 'no storm-control action trap']),
      }),
    ),
    jumbo: fc.boolean(),
    names: fc.constantFrom(...wild.names),
  });

/** A site, and what it becomes: of its hosts some stay, some change their VLANs, and some are what chance makes them. */
export const changesOf = (family: Switch['family'], wild: Wild = tame): fc.Arbitrary<readonly [SiteOf, SiteOf]> =>
  fc
    .tuple(
      sites(family, wild),
      sites(family, wild),
      fc.array(fc.constantFrom('stays', 'changes', 'new'), { minLength: 5, maxLength: 5 }),
    )
    .map(([before, after, fate]) => {
      const hosts = after.hosts.map((it): HostOf => {
        const was = before.hosts.find(({ slot }) => slot === it.slot);
        if (was === undefined || fate[it.slot] === 'new') return it;
        return fate[it.slot] === 'stays' ? was : { ...was, on: [...new Set([...was.on.slice(1), ...it.on])] };
      });
      return [before, { ...after, hosts: withOwnChannels(hosts) }];
    });
