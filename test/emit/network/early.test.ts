import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { FileStep } from '../../../dsl/emit/step.ts';
import { el5 } from '../../../dsl/index.ts';
import type { SiteHost } from '../../../dsl/model/model.ts';
import { run } from './judges/run.ts';
import { asking, bare, filesOf, flat, reference, simple, textOf, variety } from './sites.ts';

const folder = mkdtempSync(join(tmpdir(), 'early-'));
afterAll(() => rmSync(folder, { recursive: true }));

const fileOf = (host: SiteHost, path: string): FileStep => {
  const found = filesOf(host).find((it) => it.path === path);
  if (found === undefined) throw new Error(`no ${path}`);
  return found;
};
const ifcfg = (host: SiteHost) =>
  filesOf(host)
    .filter(({ path }) => path.includes('/ifcfg-'))
    .map((it) => ({ path: it.path, text: textOf(it) }));

/** The program that a file is, with `ip` told and not done. */
const told = (text: string, ...words: readonly string[]): string => {
  const path = join(folder, 'program');
  writeFileSync(path, text.replaceAll('/sbin/ip ', 'echo ip '));
  const { stdout, stderr, status } = spawnSync('sh', [path, ...words], { encoding: 'utf8' });
  return `${stdout}${stderr}${status === 0 ? '' : `status ${status}`}`;
};

describe('the initscripts of Enterprise Linux 5.1', () => {
  it.each(variety(el5))('$name: no value that the scripts search for is quoted', (host) => {
    const searched = ifcfg(host).flatMap(({ text }) => text.match(/^(DEVICE|HWADDR|MASTER)=.*/gm) ?? []);
    expect(searched.length).toBeGreaterThan(3);
    expect(searched.filter((it) => /["']/.test(it))).toEqual([]);
  });

  it.each(variety(el5))('$name: a prefix is never written without its netmask', (host) => {
    for (const { path, text } of ifcfg(host)) {
      expect(text, path).not.toMatch(/^PREFIX/m);
      expect((text.match(/^IPADDR=/gm) ?? []).length, path).toBe((text.match(/^NETMASK=/gm) ?? []).length);
      // The scripts know no IPADDR1.
      expect(text, path).not.toMatch(/^(IPADDR|NETMASK)\d/m);
    }
  });

  it.each([reference, bare, asking, simple].map((it) => it(el5)))(
    '$name: no port has an MTU of its own, and a port of a bridge is given one',
    (host) => {
      const inBridges = host.devices.filter(({ master }) => host.bridges.some((it) => it.name === master));
      for (const { path, text } of ifcfg(host))
        expect(/^MTU=/m.test(text), path).toBe(!/^(BRIDGE|SLAVE|ONPARENT)=/m.test(text));
      const hook = filesOf(host).find(({ path }) => path === '/sbin/ifup-pre-local');
      expect(hook !== undefined).toBe(inBridges.length > 0);
      for (const { name, mtu } of inBridges) {
        const text = hook === undefined ? '' : textOf(hook);
        // ifup hands over what it found: a name in the folder, or the path that it was called with.
        expect(told(text, `ifcfg-${name}`)).toBe(`ip link set dev ${name} mtu ${mtu.value}\n`);
        expect(told(text, `./ifcfg-${name}`, 'boot')).toBe(`ip link set dev ${name} mtu ${mtu.value}\n`);
      }
      if (hook !== undefined) expect(told(textOf(hook), 'ifcfg-lo')).toBe('');
    },
  );

  it('what ifup calls can be run', () => {
    expect(fileOf(reference(el5), '/sbin/ifup-pre-local').mode).toBe('0755');
    expect(fileOf(asking(el5), '/etc/dhclient-enter-hooks').mode).toBe('0755');
  });

  it('modprobe reads the cards before the bonds, and the other lines as they were', () => {
    const path = join(folder, 'modprobe.conf');
    const text = textOf(fileOf(reference(el5), '/etc/modprobe.conf'));
    writeFileSync(path, text);
    const { stdout, stderr } = run('kmod', ['modprobe', '-C', path, '-c']);
    expect(stderr).toBe('');
    expect(stdout.match(/^alias (eth\d|bond\d|scsi_hostadapter) .*/gm)?.sort()).toEqual([
      'alias bond0 bonding',
      'alias eth0 bnx2',
      'alias eth1 bnx2',
      'alias scsi_hostadapter megaraid_sas',
    ]);
    expect(text).toBe('alias eth0 bnx2\nalias eth1 bnx2\nalias bond0 bonding\nalias scsi_hostadapter megaraid_sas\n');
  });

  it('each target of an ARP request is one word with a plus, as sysfs takes it', () => {
    expect(ifcfg(flat(el5)).find(({ path }) => path.endsWith('ifcfg-bond1'))?.text).toContain(
      'BONDING_OPTS="mode=active-backup arp_interval=500 arp_ip_target=+10.66.6.254 arp_ip_target=+10.66.6.253 primary=eth1"\n',
    );
  });

  it('a lease brings a router only where the default route goes', () => {
    const text = textOf(fileOf(asking(el5), '/etc/dhclient-enter-hooks'));
    const routers = (device: string) =>
      told(`interface=${device} new_routers=10.0.0.1\n${text}echo "\${new_routers-none}"\n`);
    expect(['br666', 'eth1', 'eth0.667'].map(routers)).toEqual(['10.0.0.1\n', 'none\n', 'none\n']);
  });
});
