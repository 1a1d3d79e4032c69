import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { kernelArguments } from '../../../dsl/emit/install/boot.ts';
import { netbootArtifacts } from '../../../dsl/emit/install/netboot.ts';
import { debian12, el6, el9 } from '../../../dsl/index.ts';
import { resolve } from '../../../dsl/model/resolve.ts';
import { installers } from '../../../dsl/platforms/installers.ts';
import { site } from '../../checks/harness.ts';
import { textOf, textsOf } from '../../whole/compile.ts';
import { sites } from '../../whole/sites.ts';
import { temporaryFolder } from '../bash/throw-away-root.ts';
import { hypervisor, made, sw1 } from './kickstarts.ts';

/** A judge of a file: what it says, and whether it takes it. */
const judged = (command: readonly string[], content: string) => {
  const file = join(temporaryFolder(), 'judged');
  writeFileSync(file, content);
  const [program = '', ...words] = command;
  const { status, stderr, error } = spawnSync(program, [...words, file], { encoding: 'utf8' });
  if (error !== undefined) throw error;
  return { taken: status === 0, said: stderr };
};
const dnsmasq = ['dnsmasq', '--test', '-C'];
const grub = ['grub-script-check'];

const hosts = [
  hypervisor('hv1', el6),
  hypervisor('hv2', el9, { address: '10.66.8.2', boot: 'uefi', shared: 'base' }, {}, 2),
  hypervisor('bk1', debian12, { address: '10.66.8.3', boot: 'uefi', disk: 'serial/B3' }, {}, 3),
  hypervisor('by-hand', el9, { address: '10.66.8.4', server: undefined }, {}, 4),
];
const written = Object.fromEntries(
  [...netbootArtifacts(resolve(site([sw1, ...hosts])))].map(({ path, lines }) => [path, textOf([...lines])]),
);
const files: readonly (readonly [string, string])[] = [
  ...Object.entries(written),
  ...sites.flatMap((it) =>
    Object.entries(textsOf(it)).flatMap(([path, text]) =>
      path.startsWith('netboot/') ? [[`${it.name} ${path}`, text] as const] : [],
    ),
  ),
];

describe('dnsmasq', () => {
  it.each(files.filter(([path]) => path.endsWith('dnsmasq.conf')))('takes %s', (_, text) => {
    expect(judged(dnsmasq, text)).toEqual({ taken: true, said: 'dnsmasq: syntax check OK.\n' });
  });
  it.each([
    ['dhcp-host=00:1e:c9:00:01:0x,hv1', 'bad hex constant'],
    ['dhcp-range=10.66.8.0,static,255.255.255', 'bad dhcp-range'],
    ['dhcp-rage=10.66.8.0', 'bad option'],
  ])('does refuse %s', (line, said) => {
    expect(judged(dnsmasq, `${written['netboot/dnsmasq.conf']}${line}\n`)).toMatchObject({
      taken: false,
      said: expect.stringContaining(said),
    });
  });
});

describe('grub-script-check', () => {
  it.each(files.filter(([path]) => path.endsWith('grub.cfg')))('takes %s', (_, text) => {
    expect(judged(grub, text)).toEqual({ taken: true, said: '' });
  });
  it('does refuse an entry without an end', () => {
    expect(judged(grub, (written['netboot/grub/grub.cfg'] ?? '').replace('  }\n', '')).taken).toBe(false);
  });
});

it('has a file for each kind of firmware, and for the machines that boot from the network alone', () => {
  expect(Object.keys(written)).toEqual([
    'netboot/dnsmasq.conf',
    'netboot/grub/grub.cfg',
    'netboot/ipxe/bk1.ipxe',
    'netboot/ipxe/hv1.ipxe',
    'netboot/ipxe/hv2.ipxe',
    'netboot/pxelinux.cfg/01-00-1e-c9-00-01-00',
  ]);
  expect(Object.values(written).join('')).not.toContain('by-hand');
});

const pxelinux = written['netboot/pxelinux.cfg/01-00-1e-c9-00-01-00'] ?? '';

describe('KS-04: the answers are asked for as the release hears it', () => {
  it('of the hosts', () => {
    expect(pxelinux).toMatch(/APPEND ks=http:\/\/10\.66\.8\.250\/site\/hosts\/hv1\/kickstart\.cfg /);
    const entries = written['netboot/grub/grub.cfg'] ?? '';
    expect(entries).toMatch(/ inst\.ks=http:\/\/10\.66\.8\.250\/site\/kickstart\/base\.cfg /);
    expect(entries).toMatch(/ url=http:\/\/10\.66\.8\.250\/site\/hosts\/bk1\/preseed\.cfg /);
  });
  it('of every release, with the card by its MAC', () => {
    const it = made(hypervisor('hv1', el9));
    for (const installer of Object.values(installers)) {
      const booting = { host: it.host, install: { ...it.install, installer }, server: 'http://10.66.8.250/site' };
      const [first = '', ...others] = kernelArguments(booting).map((word) => word.replace(/=.*/, ''));
      if (installer.kind === 'preseed') expect([first, ...others]).toContain('url');
      else if (['RHEL5', 'RHEL6'].includes(installer.dialect))
        expect([first, ...others]).toEqual(['ks', 'method', 'ksdevice']);
      else expect([first, ...others]).toEqual(['inst.ks', 'inst.repo', 'BOOTIF']);
      expect(kernelArguments(booting).join(' ')).toMatch(/00[:-]1e[:-]c9[:-]00[:-]01[:-]00/);
    }
  });
});

describe('KS-13: no two machines are taken for one', () => {
  it('each card has one address, one name and one file', () => {
    const conf = written['netboot/dnsmasq.conf'] ?? '';
    expect(conf.match(/^dhcp-host=.*$/gm)).toEqual([
      'dhcp-host=00:1e:c9:00:03:00,set:bk1,10.66.8.3,bk1',
      'dhcp-host=00:1e:c9:00:01:00,set:hv1,10.66.8.1,hv1',
      'dhcp-host=00:1e:c9:00:02:00,set:hv2,10.66.8.2,hv2',
    ]);
    expect(conf.match(/^dhcp-boot=tag:\w+,.*ipxe$/gm)).toHaveLength(3);
    expect((written['netboot/grub/grub.cfg'] ?? '').match(/"\$net_default_mac" = ".*?"/g)).toEqual([
      '"$net_default_mac" = "00:1e:c9:00:03:00"',
      '"$net_default_mac" = "00:1e:c9:00:02:00"',
    ]);
  });
  it('a card that nobody knows gets no address', () => {
    const conf = written['netboot/dnsmasq.conf'] ?? '';
    expect(conf).toContain('dhcp-ignore=tag:!known\n');
    expect(conf.match(/^dhcp-range=.*$/gm)).toEqual(['dhcp-range=set:vlan700,10.66.8.0,static,255.255.255.0,1h']);
  });
});

it('erases what is not empty only when somebody chooses that', () => {
  for (const text of Object.values(written)) {
    for (const entry of text.split(/menuentry |LABEL /).slice(1))
      expect(entry.includes('rackwright.erase=')).toBe(/^'?erase/.test(entry));
  }
  expect(pxelinux).toMatch(/^DEFAULT install$/m);
  expect(written['netboot/ipxe/hv1.ipxe']).toBe(
    [
      '#!ipxe',
      '# hv1 installs on by-path/pci-0000:03:00.0-scsi-0:2:0:0.',
      '# Compiled from the stack: change the stack and compile again, not this file.',
      'clear consent ||',
      'prompt --key e --timeout 5000 Press e within 5 seconds to erase by-path/pci-0000:03:00.0-scsi-0:2:0:0 of hv1 with all that is on it && set consent rackwright.erase=hv1 ||',
      'kernel http://10.66.8.250/os/images/pxeboot/vmlinuz initrd=initrd ks=http://10.66.8.250/site/hosts/hv1/kickstart.cfg method=http://10.66.8.250/os ksdevice=00:1e:c9:00:01:00 $' +
        '{consent}',
      'initrd --name initrd http://10.66.8.250/os/images/pxeboot/initrd.img',
      'boot',
      '',
    ].join('\n'),
  );
});
