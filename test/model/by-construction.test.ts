import { describe, expect, it } from 'vitest';
import type { SiteHost } from '../../dsl/model/model.ts';
import { resolve } from '../../dsl/model/resolve.ts';
import dc2 from '../../stacks/dc2.ts';
import reference from '../../stacks/reference.ts';
import { fc } from '../chance.ts';
import { host, nics, plain, plan, site } from '../checks/harness.ts';

/** Hosts with a bond and two NICs, on which VLANs of any MTU ride in any way that the laws allow. */
const anyHost: fc.Arbitrary<SiteHost> = fc
  .uniqueArray(
    fc.record({
      id: fc.integer({ min: 2, max: 40 }),
      mtu: fc.option(fc.integer({ min: 576, max: 9000 }), { nil: undefined }),
      on: fc.constantFrom('bond0', 'eth2', 'eth3'),
      bridged: fc.boolean(),
      stp: fc.boolean(),
      untagged: fc.boolean(),
    }),
    { selector: (it) => it.id, maxLength: 8 },
  )
  .map((riders) => {
    const sw1 = plain('sw1');
    const net = plan(Object.fromEntries(riders.map(({ id, mtu }) => [`v${id}`, { id, mtu }])));
    const bare = new Set<string>();
    const attached = riders.map(({ id, on, bridged, stp, untagged }) => {
      const first = untagged && !bare.has(on);
      if (first) bare.add(on);
      const spec = { vlan: net[`v${id}`], on, ...(first ? { untagged: true } : {}) };
      return { id, bridged, spec: bridged ? { ...spec, stp } : spec };
    });
    const hv1 = host('hv1', {
      nics: nics(1, ...[1, 2, 3, 4].map((n) => sw1.port(`Gi0/${n}`))),
      bonds: { bond0: { mode: 'lacp', members: ['eth0', 'eth1'] } },
      bridges: Object.fromEntries(attached.filter((it) => it.bridged).map(({ id, spec }) => [`br${id}`, spec])),
      vlans: attached.filter((it) => !it.bridged).map(({ spec }) => spec),
    });
    const [it] = resolve(site([sw1, hv1])).hosts;
    if (it === undefined) throw new Error('the host is gone');
    return it;
  });

const always = (law: (of: SiteHost) => void) => () => {
  for (const of of [reference, dc2].flatMap((it) => resolve(it).hosts)) law(of);
  fc.assert(fc.property(anyHost, law));
};

const mtuOf = (of: SiteHost, name: string): number =>
  of.devices.find((it) => it.name === name)?.mtu.value ?? Number.NaN;

/** What no stack can get wrong, because it is derived: each entry of the coverage list that says so names this file. */
describe('by construction', () => {
  it(
    'VLAN-13: no two devices have one name',
    always(({ devices }) => {
      expect(new Set(devices.map((it) => it.name)).size).toBe(devices.length);
    }),
  );

  it(
    'MTU-02: a VLAN has the MTU of the plan on every device of its own',
    always(({ vlans, bridges }) => {
      for (const it of [...vlans, ...bridges]) expect(it.mtu.value).toBe(it.vlan.mtu.value);
    }),
  );

  it(
    'MTU-03: no VLAN device has a larger MTU than what it rides on, nor a member than its bond a smaller one',
    always((of) => {
      for (const it of of.vlans) expect(it.mtu.value).toBeLessThanOrEqual(mtuOf(of, it.lower));
      for (const bond of of.bonds) for (const it of bond.members) expect(it.mtu.value).toBe(bond.mtu.value);
    }),
  );

  it(
    'MTU-04: no bridge has a larger MTU than its port',
    always((of) => {
      for (const it of of.bridges) expect(it.mtu.value).toBeLessThanOrEqual(mtuOf(of, it.port));
    }),
  );

  it(
    'MTU-05: every device has an MTU of its own, so none inherits one',
    always(({ devices }) => {
      for (const it of devices) expect(it.mtu.value).toBeGreaterThanOrEqual(576);
    }),
  );

  it(
    'STP-03: a bridge has one uplink, so it closes no loop without spanning tree',
    always(({ bridges, devices }) => {
      for (const it of bridges)
        expect(devices.filter((port) => port.master === it.name).map((port) => port.name)).toEqual([it.port]);
    }),
  );

  it(
    'HF-13: every device comes after what it rides on',
    always(({ devices }) => {
      const order = new Map(devices.map((it, index) => [it.name, index]));
      const at = (name: string): number => order.get(name) ?? Number.NaN;
      for (const it of devices) {
        if (it.kind === 'vlan') expect(at(it.lower)).toBeLessThan(at(it.name));
        if (it.kind === 'bridge') expect(at(it.port)).toBeLessThan(at(it.name));
        if (it.kind === 'bond') for (const member of it.members) expect(at(member.name)).toBeLessThan(at(it.name));
      }
    }),
  );
});
