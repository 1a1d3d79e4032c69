import { describe, expect, it } from 'vitest';
import { hostPlan } from '../../dsl/emit/host/plan.ts';
import type { FileStep } from '../../dsl/emit/step.ts';
import { crossover, debian12, debian13, el5, el6, el7, el8, el9, el10, type Platform } from '../../dsl/index.ts';
import { byDefault, place } from '../../dsl/language/place.ts';
import type { Stack } from '../../dsl/language/stack.ts';
import type { SiteHost } from '../../dsl/model/model.ts';
import { ownedPaths, sayInsteadOf } from '../../dsl/model/owned.ts';
import { resolve } from '../../dsl/model/resolve.ts';
import dc2 from '../../stacks/dc2.ts';
import reference from '../../stacks/reference.ts';
import { host, net, nics, plain, plan, site } from '../checks/harness.ts';

const lan = plan({ office: { id: 20, subnet: '10.20.0.0/24', gateway: '10.20.0.254' } });
const sw1 = plain('sw1');

/** A host that uses all that a host can have. */
const full = (platform: Platform, spec: object): Stack =>
  site([
    sw1,
    host('hv1', {
      platform,
      domain: 'example.net',
      nics: {
        ...nics(1, sw1.port('Gi0/1'), sw1.port('Gi0/2'), sw1.port('Gi0/3'), sw1.port('Gi0/4')),
        eth4: { mac: '00:1e:c9:00:01:04', cable: crossover, address: ['192.168.0.1/30', '192.168.1.1/30'], mtu: 9000 },
      },
      bonds: {
        bond0: {
          mode: 'lacp',
          members: ['eth0', 'eth1'],
          options: { ad_select: 'count', updelay: 100, downdelay: 100 },
        },
      },
      bridges: {
        br2: { vlan: net.public, on: 'bond0', stp: true, forwardDelay: 15 },
        br666: { vlan: net.management, on: 'bond0', address: ['10.66.6.1', '10.66.6.2'] },
      },
      vlans: [
        { vlan: net.storage, on: 'bond0', address: '10.66.7.1' },
        { vlan: lan.office, on: 'eth2', untagged: true, address: 'dhcp' },
        { vlan: net.public, on: 'eth3' },
      ],
      defaultRoute: net.management,
      routes: [
        { to: '10.0.0.0/8', via: '10.66.6.253' },
        { to: '172.16.0.0/12', via: '10.66.7.253' },
      ],
      ...spec,
    }),
  ]);

const said = {
  dns: ['10.66.6.53'],
  ntp: ['10.66.6.123'],
  sshKeys: { keys: [], exclusive: true },
  sysctl: { 'vm.swappiness': 1 },
};
const spares: Stack[] = [el5, el6, el7, el8, el9, el10, debian12, debian13].flatMap((platform) => [
  full(platform, said),
  full(platform, {}),
]);
const hosts: readonly SiteHost[] = [reference, dc2, ...spares].flatMap((it) => resolve(it).hosts);

const files = (of: SiteHost): readonly FileStep[] =>
  hostPlan(of, 'site')
    .sections.filter((it) => it.name !== 'files')
    .flatMap((it) => it.steps)
    .filter((it) => it.kind === 'file');

const titled = hosts.map(
  (it) => [`${it.platform.id} ${it.name}${it.spec.dns === undefined ? ', bare' : ''}`, it] as const,
);

describe.each(titled)('%s', (_, of) => {
  it('has no file from us that a user could take', () => {
    const owned = ownedPaths(of);
    expect(
      files(of)
        .filter(({ path }) => !owned.has(path))
        .map(({ path }) => path),
    ).toEqual([]);
  });

  it('keeps no path from the user that we leave alone', () => {
    const written = new Set(files(of).map(({ path }) => path));
    // What others write because of us: NetworkManager, and the keys that are added one by one.
    const indirect = new Set([
      ...(of.platform.network === 'keyfile' || of.platform.network === 'managed-ifcfg' ? ['/etc/resolv.conf'] : []),
      ...(of.spec.sshKeys?.exclusive === true ? [] : ['/root/.ssh/authorized_keys']),
      ...(of.devices.some((it) => it.dhcp !== undefined) ? [] : ['/etc/dhcp/dhclient-enter-hooks.d/rackwright']),
    ]);
    expect([...ownedPaths(of).keys()].filter((path) => !written.has(path) && !indirect.has(path))).toEqual([]);
  });

  it('has no key from us that a user could write raw', () => {
    const { network } = of.platform;
    const keys = new Set(files(of).flatMap((it) => keysOf(network, it)));
    // A priority of the user's own stands in the place of ours.
    keys.delete('connection.autoconnect-priority');
    keys.delete('AUTOCONNECT_PRIORITY');
    expect(keys.size).toBeGreaterThan(5);
    expect([...keys].filter((key) => sayInsteadOf(network, key) === undefined)).toEqual([]);
  });
});

/** The keys of devices in one file, as a reader of the platform sees them. */
const keysOf = (network: SiteHost['platform']['network'], { path, lines }: FileStep): string[] => {
  const texts = lines.map(({ text }) => text);
  if (network === 'early-ifcfg' || network === 'ifcfg' || network === 'managed-ifcfg')
    return path.includes('/ifcfg-') ? texts.flatMap((it) => /^([A-Za-z0-9_]+)=/.exec(it)?.[1] ?? []) : [];
  if (network === 'ifupdown') {
    // `up` may stand any number of times, so one more is the user's right.
    return path === '/etc/network/interfaces' ? texts.flatMap((it) => /^\t(?!up\b)(\S+)/.exec(it)?.[1] ?? []) : [];
  }
  if (!path.endsWith('.nmconnection')) return [];
  let section = '';
  return texts.flatMap((it) => {
    section = /^\[(.+)\]$/.exec(it)?.[1] ?? section;
    const key = /^([^#=[]+)=/.exec(it)?.[1];
    return key === undefined ? [] : [`${section}.${key}`];
  });
};

it('says which word a path is written for', () => {
  const hv1 = hosts.find((it) => it.name === 'hv1' && it.platform.id === 'el9' && it.spec.dns === undefined);
  expect(hv1 && ownedPaths(hv1).get('/etc/resolv.conf')).toEqual(
    byDefault('NetworkManager writes it from the profile of the default route'),
  );
  const named = hosts.find((it) => it.name === 'hv1' && it.platform.id === 'el9' && it.spec.dns !== undefined);
  expect(named && ownedPaths(named).get('/etc/resolv.conf')).toEqual(named && place(named.of, 'dns'));
});
