import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { applyScript } from '../../../dsl/emit/bash/script.ts';
import { hostPlan } from '../../../dsl/emit/host/plan.ts';
import { siteInstallArtifacts } from '../../../dsl/emit/install/artifacts.ts';
import { el9 } from '../../../dsl/index.ts';
import { resolve } from '../../../dsl/model/resolve.ts';
import { site } from '../../checks/harness.ts';
import { textOf } from '../../whole/compile.ts';
import { lint } from '../bash/shellcheck.ts';
import { type Installer, installer, type Machine } from './installer.ts';
import { hypervisor, sectionOf, sectionsOf, sw1 } from './kickstarts.ts';

const one = hypervisor('hv1', el9, { shared: 'base', disk: 'serial/A1' });
const two = hypervisor(
  'hv2',
  el9,
  { shared: 'base', disk: 'serial/A2', address: '10.66.8.2', packages: ['vim'] },
  {},
  2,
);
const model = resolve(site([sw1, one, two]));
const artifacts = [...siteInstallArtifacts(model)];
const text = textOf([...(artifacts.find(({ path }) => path === 'kickstart/base.cfg')?.lines ?? [])]);
const [hv1 = '', hv2 = ''] = model.hosts.map((it) => textOf(applyScript(hostPlan(it, model.name))));
const scripts = { hv1, hv2 };

const url = (host: string) => `http://10.66.8.250/site/hosts/${host}/apply.sh`;
/** What the server has, by URL; curl is called with `-o FILE URL`. */
const server = (files: Readonly<Record<string, string>>) => ({
  curl: `case $4 in ${Object.keys(files)
    .map((it, index) => `'${it}') cp /served/${index} "$3" ;;`)
    .join(' ')} *) exit 22 ;; esac`,
  wget: 'exit 1',
});

const cardsOf = (n: number) => ({ em1: `00:1e:c9:00:0${n}:00`, em2: `00:1e:c9:00:0${n}:01` });
const machineOf = (n: number, files: Readonly<Record<string, string>>, more: Partial<Machine> = {}): Installer => {
  const root = installer({
    cards: cardsOf(n),
    disks: { sda: '', sdb: 'a SAN volume' },
    links: { [`by-id/ata-X_A${n}`]: 'sda' },
    standIns: server(files),
    ...more,
  });
  for (const [index, content] of Object.values(files).entries()) root.write(`/served/${index}`, content);
  return root;
};
const both = { [url('hv1')]: scripts.hv1, [url('hv2')]: scripts.hv2 };
const include = '/tmp/rackwright.ks';
const stopped = (root: Installer) => {
  const { status, err } = root.section(sectionOf(text, '%pre'));
  return { status, err, written: existsSync(join(root.path, include)) };
};

it.each(['%pre', '%post'])('%s is what ShellCheck takes', async (name) => {
  expect(await lint(`#!/bin/bash\n${sectionOf(text, name)}`)).toBe('');
});

it('has three scripts and one list of packages, and names no disk and no card outside of them', () => {
  const { commands, sections } = sectionsOf(text);
  expect(sections.map(({ heading }) => heading.split(' --')[0])).toEqual(['%packages', '%pre', '%post', '%post']);
  expect(commands.filter((it) => /^network|clearpart|part /.test(it))).toEqual([]);
  expect(sections[0]?.body).toBe('%include /tmp/rackwright.packages\n');
});

describe('%pre', () => {
  it.each([
    ['hv1', 1, ''],
    ['hv2', 2, 'vim\n'],
  ] as const)('finds that it is on %s', (name, n, more) => {
    const root = machineOf(n, both);
    expect(root.section(sectionOf(text, '%pre'))).toMatchObject({ status: 0, err: '' });
    const written = root.read(include);
    expect(written).toContain('ignoredisk --only-use=sda\n');
    expect(written.match(/^network .*$/gm)).toEqual([
      `network --device=00:1e:c9:00:0${n}:00 --bootproto=static --ip=10.66.8.${n} --netmask=255.255.255.0 --gateway=10.66.8.254 --nameserver=10.66.6.53 --hostname=${name}.example.org`,
    ]);
    expect(written).not.toContain('sdb');
    expect(root.read('/tmp/rackwright.packages')).toBe(`@core\nopenssh-server\nNetworkManager\niputils\n${more}`);
    expect(root.read('/tmp/rackwright.sh')).toBe(scripts[name]);
  });

  it('stops in a machine that nobody knows', () => {
    const root = machineOf(7, both);
    expect(stopped(root)).toEqual({
      status: 1,
      err: 'rackwright stops: no host of this kickstart has a card of this machine\n  nothing was erased; give the machine to the stack, or start it otherwise\n',
      written: false,
    });
    expect(root.commands()).toEqual([]);
  });

  it('stops when the script is another one', () => {
    expect(stopped(machineOf(1, { [url('hv1')]: `${scripts.hv1}#\n` }))).toEqual({
      status: 1,
      err: `rackwright stops: ${url('hv1')} is not the script that this kickstart was compiled with\n  nothing was erased; serve the folder of out/ that it is from\n`,
      written: false,
    });
  });

  it("stops when the script is another host's", () => {
    expect(stopped(machineOf(1, { [url('hv1')]: scripts.hv2 }))).toMatchObject({ status: 1, written: false });
  });

  it('stops when there is none', () => {
    expect(stopped(machineOf(1, { [url('hv2')]: scripts.hv2 }))).toEqual({
      status: 1,
      err: `rackwright stops: ${url('hv1')} cannot be fetched\n  nothing was erased; look at the server and the way to it\n`,
      written: false,
    });
  });

  it('names no disk when the one of the host is not there, or is in use', () => {
    expect(stopped(machineOf(1, both, { links: { 'by-id/ata-X_A2': 'sda' } }))).toMatchObject({
      status: 1,
      written: false,
    });
    expect(stopped(machineOf(1, both, { disks: { sda: 'LABELONE' } }))).toMatchObject({ status: 1, written: false });
  });

  it('has the checksum of the artifact itself', () => {
    for (const script of Object.values(scripts))
      expect(text).toContain(createHash('sha256').update(script).digest('hex'));
  });
});

it('%post brings the script into the new system and makes it the host', () => {
  const root = machineOf(2, both, {
    standIns: { ...server(both), rpm: 'exit 0', dnf: 'exit 1', selinuxenabled: 'exit 1', systemctl: 'echo enabled' },
  });
  root.section(sectionOf(text, '%pre'));
  root.write('/etc/os-release', 'ID=rocky\nVERSION_ID="9.4"\n');
  root.write('/mnt/sysimage/root/x', '');
  const [outside = '', inside = ''] = sectionsOf(text)
    .sections.filter(({ heading }) => heading.startsWith('%post'))
    .map(({ body }) => body);
  expect(root.section(outside).status).toBe(0);
  expect(root.read('/mnt/sysimage/root/rackwright.sh')).toBe(scripts.hv2);
  // The new system is this root, from here on.
  for (const name of ['rackwright.sh', 'rackwright.cards'])
    root.write(`/root/${name}`, root.read(`/mnt/sysimage/root/${name}`));
  root.write('/etc/sysconfig/network-scripts/ifcfg-p1p1', 'HWADDR=00:1E:C9:00:02:01\n');
  expect(root.section(inside)).toMatchObject({ status: 0, err: '' });
  expect(root.read('/etc/hostname')).toBe('hv2.example.org\n');
  const there = Object.keys(root.snapshot()).filter((it) => /^\/root\/|p1p1/.test(it));
  expect(there).toEqual([]);
});
