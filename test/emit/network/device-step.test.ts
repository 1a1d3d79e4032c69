import { describe, expect, it } from 'vitest';
import type { DeviceStep } from '../../../dsl/emit/step.ts';
import { debian12, el6, el9, type Platform } from '../../../dsl/index.ts';
import type { SiteHost } from '../../../dsl/model/model.ts';
import { asking, bare, filesOf, flat, platforms, reference, stepsOf, variety } from './sites.ts';

const devicesOf = (host: SiteHost): readonly DeviceStep[] => stepsOf(host).filter((it) => it.kind === 'device');

/** A device without what is the same for all of them. */
const device = (host: SiteHost, name: string) => {
  const found = devicesOf(host).find((it) => it.name === name);
  if (found === undefined) throw new Error(`no ${name}`);
  const { kind, id, from, disruption, offline, ...rest } = found;
  return rest;
};

const scripts = '/etc/sysconfig/network-scripts';
const profiles = '/etc/NetworkManager/system-connections';

describe('devices as the kernel must show them', () => {
  it('a NIC in a bond', () => {
    expect(device(reference(el6), 'eth0')).toEqual({
      device: 'nic',
      name: 'eth0',
      mac: '00:1e:c9:00:0a:00',
      mtu: 9000,
      master: 'bond0',
      addresses: [],
      routes: [],
      files: [`${scripts}/ifcfg-eth0`],
    });
  });

  it("a bond: the kernel's own words, the mode first; on el6 with the files of its ports", () => {
    expect(device(reference(el6), 'bond0')).toEqual({
      device: 'bond',
      name: 'bond0',
      mtu: 9000,
      options: { mode: '802.3ad', miimon: '100', lacp_rate: 'fast', xmit_hash_policy: 'layer2+3' },
      addresses: [],
      routes: [],
      files: [`${scripts}/ifcfg-bond0`, `${scripts}/ifcfg-eth0`, `${scripts}/ifcfg-eth1`],
    });
    expect(Object.keys(device(flat(el9), 'bond1').options ?? {})).toEqual([
      'mode',
      'arp_interval',
      'arp_ip_target',
      'primary',
    ]);
    expect(device(reference(el9), 'bond0').files).toEqual([`${profiles}/bond0.nmconnection`]);
  });

  it('a VLAN under a bridge, and one with an address', () => {
    expect(device(reference(el9), 'bond0.666')).toMatchObject({
      lower: 'bond0',
      vlan: 666,
      mtu: 1500,
      master: 'br666',
      addresses: [],
    });
    expect(device(reference(el9), 'bond0.667')).toMatchObject({
      lower: 'bond0',
      vlan: 667,
      mtu: 9000,
      addresses: ['10.66.7.1/24'],
    });
  });

  it('a bridge, with the gateway where the default route leads', () => {
    expect(device(reference(debian12), 'br666')).toEqual({
      device: 'bridge',
      name: 'br666',
      mtu: 1500,
      stp: true,
      addresses: ['10.66.6.1/24'],
      gateway: '10.66.6.254',
      routes: [],
      files: ['/etc/network/interfaces'],
    });
    expect(device(reference(debian12), 'bond0.667').gateway).toBeUndefined();
  });

  it.each([
    [el6, 0],
    [el9, undefined],
    [debian12, 0],
  ] as const)('$id: the forward delay of a bridge without spanning tree', (platform: Platform, delay) => {
    expect(device(flat(platform), 'br0')).toMatchObject({ stp: false });
    expect(device(flat(platform), 'br0').forwardDelay).toBe(delay);
  });

  it('no forward delay with spanning tree: the kernel shows that of the root', () => {
    expect(device(reference(el6), 'br2').forwardDelay).toBeUndefined();
  });

  it('the routes whose next hop it reaches', () => {
    expect(device(bare(el6), 'eth0').routes).toEqual([
      { to: '10.0.0.0/8', via: '10.66.6.253' },
      { to: '172.16.0.0/12', via: '10.66.6.252' },
    ]);
    expect(device(bare(el6), 'eth1').routes).toEqual([{ to: '192.168.0.0/16', via: '192.168.255.2' }]);
    expect(device(bare(el6), 'eth1').files).toEqual([`${scripts}/ifcfg-eth1`, `${scripts}/route-eth1`]);
  });

  it('no addresses and no gateway where a DHCP server decides', () => {
    expect(device(asking(el9), 'br666')).not.toHaveProperty('addresses');
    expect(device(asking(el9), 'br666')).not.toHaveProperty('gateway');
  });

  it.each(platforms.flatMap(variety))(
    '$platform.id $name: each after what it rides on, and every file is emitted',
    (host) => {
      const seen = new Set<string>();
      for (const step of devicesOf(host)) {
        if (step.lower !== undefined) expect(seen).toContain(step.lower);
        seen.add(step.name);
      }
      expect([...seen].sort()).toEqual(host.devices.map((it) => it.name).sort());
      const emitted = new Set(filesOf(host).map((it) => it.path));
      expect(devicesOf(host).flatMap((it) => it.files.filter((path) => !emitted.has(path)))).toEqual([]);
    },
  );
});
