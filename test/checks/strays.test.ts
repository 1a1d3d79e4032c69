import { expect, it } from 'vitest';
import { judgeStack } from '../../dsl/judge.ts';
import type { Vlan } from '../../dsl/language/vlan.ts';
import { host, nics, plain, plan, site } from './harness.ts';

const net = plan({
  public: { id: 2, trust: 'public' },
  management: { id: 666, subnet: '10.66.6.0/24', gateway: '10.66.6.254', trust: 'management' },
  storage: { id: 667, subnet: '10.66.7.0/24', trust: 'storage' },
  backup: { id: 668, subnet: '10.66.8.0/24', trust: 'storage' },
  office: { id: 669, subnet: '10.66.9.0/24', gateway: '10.66.9.254', trust: 'management' },
});

/** One host with a device on each of three VLANs; some of them are the wrong ones. */
const codes = (wrong: { bridge?: Vlan | undefined; vlan?: Vlan | undefined }, more: object = {}): readonly string[] => {
  const sw1 = plain('sw1');
  const hv1 = host('hv1', {
    nics: nics(1, sw1.port('Gi0/1'), sw1.port('Gi0/13')),
    bonds: { bond0: { mode: 'lacp', members: ['eth0', 'eth1'] } },
    bridges: {
      br2: { vlan: net.public, on: 'bond0' },
      br666: { vlan: wrong.bridge ?? net.management, on: 'bond0', address: '10.66.6.1' },
    },
    vlans: [{ vlan: wrong.vlan ?? net.storage, on: 'bond0', address: '10.66.7.1' }],
    defaultRoute: undefined,
    ...more,
  });
  const other = host('hv2', {
    nics: nics(2, sw1.port('Gi0/2')),
    bridges: { br666: { vlan: net.management, on: 'eth0', address: '10.66.6.2' } },
    vlans: [{ vlan: net.storage, on: 'eth0', address: '10.66.7.2' }],
  });
  const { findings } = judgeStack(site([sw1, hv1, other]));
  return findings.map(({ code }) => code);
};

const through = { defaultRoute: net.management };
const far = { dns: ['192.0.2.53'] };

it('one wrong VLAN beside an address is one finding, whatever follows from it', () => {
  expect(codes({})).toEqual([]);
  expect(codes({}, through)).toEqual([]);
  for (const more of [{}, through, far]) {
    for (const bridge of [net.storage, net.backup, net.office])
      expect(codes({ bridge }, more)).toEqual(['address-is-in-its-subnet']);
    for (const vlan of [net.management, net.backup, net.office])
      expect(codes({ vlan }, more)).toEqual(['address-is-in-its-subnet']);
    expect(codes({ bridge: net.public }, more)).toEqual(['address-has-a-subnet']);
    expect(codes({ vlan: net.public }, more)).toEqual(['address-has-a-subnet']);
  }
});

it('an address that no VLAN of the site has room for excuses nothing', () => {
  const bridges = { br2: { vlan: net.public, on: 'bond0', address: '192.0.2.1' } };
  expect(codes({}, { bridges })).toEqual([
    'address-has-a-subnet',
    'hypervisor-has-no-public-address',
    'default-route-is-there',
  ]);
});
