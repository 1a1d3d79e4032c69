import { describe, expect, it } from 'vitest';
import { configLines } from '../../dsl/emit/cisco/config.ts';
import { bondModes } from '../../dsl/language/bond.ts';
import type { Model, Port, SiteHost, SiteSwitch } from '../../dsl/model/model.ts';
import { resolve } from '../../dsl/model/resolve.ts';
import dc2 from '../../stacks/dc2.ts';
import reference from '../../stacks/reference.ts';
import { fc } from '../chance.ts';
import { access, host, joined, nics, plain, plan, site } from '../checks/harness.ts';

/** Hosts with a bond of any mode and a NIC beside it, with any VLANs on them, on either of two switches that a link joins. */
const anySite: fc.Arbitrary<Model> = fc
  .record({
    wide: fc.boolean(),
    hosts: fc.array(
      fc.record({
        mode: fc.constantFrom(...bondModes),
        far: fc.boolean(),
        on: fc.uniqueArray(
          fc.record({
            id: fc.integer({ min: 2, max: 12 }),
            alone: fc.boolean(),
            bridged: fc.boolean(),
            untagged: fc.boolean(),
          }),
          { selector: (rider) => rider.id, maxLength: 5 },
        ),
      }),
      { minLength: 1, maxLength: 4 },
    ),
  })
  .map(({ wide, hosts }) => {
    const [near, far] = [plain('near'), plain('far')];
    const net = plan(Object.fromEntries(Array.from({ length: 13 }, (_, id) => [`v${id}`, { id }])));
    const cables = [
      [near.port('Gi0/25'), far.port('Gi0/25')],
      [near.port('Gi0/26'), far.port('Gi0/26')],
    ];
    const made = hosts.map(({ mode, far: isFar, on }, n) => {
      const of = isFar ? far : near;
      const bare = new Set<string>();
      const riders = on.map(({ id, alone, bridged, untagged }) => {
        const carrier = alone ? 'eth2' : 'bond0';
        const first = untagged && !bare.has(carrier);
        if (first) bare.add(carrier);
        return { id, bridged, spec: { vlan: net[`v${id}`], on: carrier, ...(first ? { untagged: true } : {}) } };
      });
      return host(`hv${n}`, {
        nics: nics(n, ...[1, 2, 3].map((it) => of.port(`Gi0/${n * 3 + it}`))),
        bonds: { bond0: { mode, members: ['eth0', 'eth1'] } },
        bridges: Object.fromEntries(riders.filter((it) => it.bridged).map(({ id, spec }) => [`br${id}`, spec])),
        vlans: riders.filter((it) => !it.bridged).map(({ spec }) => spec),
      });
    });
    return resolve(site([near, far, joined('uplink', { cables: wide ? cables : cables.slice(0, 1) }), ...made]));
  });

const always = (law: (of: Model) => void) => () => {
  for (const of of [reference, dc2]) law(resolve(of));
  fc.assert(fc.property(anySite, law));
};

const portsTo = ({ switches }: Model, host: SiteHost, carrier: string): Port[] =>
  switches.flatMap(({ ports }) =>
    ports.filter(({ peer }) => peer.kind === 'nic' && peer.host === host && (peer.bond ?? peer.nic).name === carrier),
  );

const idsOn = ({ traffic }: Pick<Port, 'traffic'>): number[] => {
  if (traffic.mode === 'access') return [traffic.vlan.id];
  return traffic.mode === 'trunk' ? traffic.vlans.map(({ vlan }) => vlan.id) : [];
};

/** What the switch does with a frame, without the reasons. */
const behaviour = ({ traffic }: Pick<Port, 'traffic'>): unknown => [
  traffic.mode,
  idsOn({ traffic }),
  traffic.mode === 'trunk' ? traffic.native.value : undefined,
];

const channelsOf = (of: Model) => of.switches.flatMap((it) => it.channels.map((channel) => ({ of: it, channel })));
const bondOf = (port: Port | undefined) => (port?.peer.kind === 'nic' ? port.peer.bond : undefined);
const channelOf = (of: readonly SiteSwitch[], port: Port) =>
  of.find((it) => it.name === port.switch)?.channels.find((it) => it.number.value === port.channel);
const negotiated = ['lacp'];
const fixed = ['balance-rr', 'balance-xor', 'broadcast'];

/** What is derived for both ends of a cable at once cannot disagree: each entry of the coverage list that says so names this file. */
describe('both ends of a cable, by construction', () => {
  it(
    'VLAN-01: every VLAN of a host is on every port that its carrier ends in',
    always((of) => {
      for (const host of of.hosts)
        for (const { on, vlan } of host.attachments)
          for (const port of portsTo(of, host, on)) expect(idsOn(port)).toContain(vlan.id);
    }),
  );

  it(
    'VLAN-02: a switch makes every VLAN that a port of it carries, and the one that it is managed in',
    always((of) => {
      for (const it of of.switches) {
        const made = it.vlans.map(({ vlan }) => vlan.id);
        for (const id of it.ports.flatMap(idsOn)) expect(made).toContain(id);
        if (it.management !== undefined) expect(made).toContain(it.management.vlan.id);
      }
    }),
  );

  it(
    'VLAN-05: what a host takes without a tag, its ports send without one',
    always((of) => {
      for (const host of of.hosts) {
        for (const { on, vlan, untagged } of host.attachments) {
          for (const { traffic } of portsTo(of, host, on)) {
            const without =
              traffic.mode === 'access' ? traffic.vlan.id : traffic.mode === 'trunk' ? traffic.native.value : undefined;
            if (untagged) expect(without).toBe(vlan.id);
            else expect(without).not.toBe(vlan.id);
          }
        }
      }
    }),
  );

  it(
    'VLAN-07: the ports of a channel let through what the channel does',
    always((of) => {
      for (const { channel } of channelsOf(of))
        for (const port of channel.ports) expect(behaviour(port)).toEqual(behaviour(channel));
    }),
  );

  it(
    'LAG-01: the ports of a LACP bond are in a channel that negotiates',
    always((of) => {
      for (const host of of.hosts)
        for (const bond of host.bonds.filter((it) => negotiated.includes(it.mode)))
          for (const port of portsTo(of, host, bond.name))
            expect(channelOf(of.switches, port)?.mode.value).toBe('active');
    }),
  );

  it(
    'LAG-02: a channel that negotiates ends in a LACP bond or in a switch',
    always((of) => {
      for (const { channel } of channelsOf(of))
        if (channel.mode.value === 'active' && channel.towards === 'host')
          expect(negotiated).toContain(bondOf(channel.ports[0])?.mode);
    }),
  );

  it(
    'LAG-03: a channel that does not negotiate ends in a bond that does not either',
    always((of) => {
      for (const { channel } of channelsOf(of))
        if (channel.mode.value === 'on') expect(fixed).toContain(bondOf(channel.ports[0])?.mode);
    }),
  );

  it(
    'LAG-04: a bond that uses one link at a time is in no channel',
    always((of) => {
      for (const host of of.hosts)
        for (const bond of host.bonds.filter((it) => ![...negotiated, ...fixed].includes(it.mode)))
          for (const port of portsTo(of, host, bond.name)) expect(port.channel).toBeUndefined();
    }),
  );

  it(
    'LAG-05: both ends of a link of several cables begin to negotiate',
    always((of) => {
      for (const link of of.links) {
        const ends = channelsOf(of).filter(({ channel }) => channel.at.of === link.of);
        const cables = of.claims.filter((it) => it.at.of === link.of).length / 2;
        expect(ends.map(({ channel }) => channel.mode.value)).toEqual(cables > 1 ? ['active', 'active'] : []);
      }
    }),
  );

  it(
    'LAG-09: a channel has the ports that the members of its bond end in, and no other',
    always((of) => {
      for (const { of: it, channel } of channelsOf(of)) {
        if (channel.towards !== 'host') continue;
        const members = bondOf(channel.ports[0])?.members ?? [];
        const ends = members.flatMap(({ cable }) =>
          cable?.kind === 'switch-port' && cable.switch === it.of ? [cable.port] : [],
        );
        expect(channel.ports.map(({ name }) => name).sort()).toEqual(ends.sort());
      }
    }),
  );
});

describe('KS-06: a host is installed through a port of a channel', () => {
  const net = plan({ management: { id: 666, subnet: '10.66.6.0/24' }, install: { id: 700, subnet: '10.66.8.0/24' } });
  const installed = (switchOf: typeof plain) => {
    const sw = switchOf('sw');
    const [one, two] = switchOf === access ? ['Gi1/0/1', 'Gi1/0/2'] : ['Gi0/1', 'Gi0/2'];
    const disk = 'serial/A';
    const hv1 = host('hv1', {
      nics: nics(1, sw.port(one ?? ''), sw.port(two ?? '')),
      bonds: { bond0: { mode: 'lacp', members: ['eth0', 'eth1'] } },
      vlans: [{ vlan: net.management, on: 'bond0', address: '10.66.6.1' }],
      install: {
        nic: 'eth1',
        vlan: net.install,
        address: '10.66.8.1',
        boot: 'bios',
        disk,
        wipe: `yes, erase ${disk}`,
        source: { url: 'http://10.66.8.250/os' },
        root: 'locked',
      },
    });
    const [found] = resolve(site([sw, hv1])).switches;
    if (found === undefined) throw new Error('no switch');
    return found;
  };

  it('which has the VLAN of the installer without a tag, at both ends', () => {
    for (const { ports, channels } of [plain, access].map(installed)) {
      for (const { traffic } of [...ports, ...channels]) {
        expect(traffic.mode === 'trunk' && traffic.native.value).toBe(700);
        expect(traffic.mode === 'trunk' && traffic.vlans.map(({ vlan, untagged }) => [vlan.id, untagged])).toEqual([
          [666, false],
          [700, true],
        ]);
      }
    }
  });

  it('and which works before the host speaks LACP, also where the switch would not let it', () => {
    const said = (of: SiteSwitch) => configLines(of).map(({ text }) => text);
    expect(said(installed(access))).toContain(' no port-channel standalone-disable');
    expect(said(installed(plain)).filter((it) => it.includes('standalone'))).toEqual([]);
    const { channels } = installed(access);
    expect(channels.map(({ alone }) => alone?.value)).toEqual([true]);
    const without = resolve(site([plain('sw'), host('hv1', {})])).switches.flatMap((it) => it.channels);
    expect(without.filter((it) => it.alone !== undefined)).toEqual([]);
  });
});
