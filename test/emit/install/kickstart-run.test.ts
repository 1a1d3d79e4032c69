import { existsSync, mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { el5, el9 } from '../../../dsl/index.ts';
import { installers } from '../../../dsl/platforms/installers.ts';
import { textOf } from '../../whole/compile.ts';
import { cards, installer, type Machine } from './installer.ts';
import { hypervisor, kickstartOf, made, sectionOf } from './kickstarts.ts';

const ofEl9 = (install: object) => textOf(kickstartOf(made(hypervisor('hv1', el9, install)), installers.el9));
const machine: Machine = { cards, disks: { sda: '', sdb: 'a SAN volume' }, links: { 'by-id/wwn-0x5000c5': 'sda' } };

/** What %pre does on a machine. */
const pre = (install: object, more: Partial<Machine> = {}, text = ofEl9(install)) => {
  const root = installer({ ...machine, ...more });
  const { status, err } = root.section(sectionOf(text, '%pre'));
  const file = '/tmp/rackwright.ks';
  return { status, err, written: existsSync(join(root.path, file)) ? root.read(file) : undefined };
};

const said = (why: string, what: string) => `rackwright stops: ${why}\n  nothing was erased; ${what}\n`;
const wwn = { disk: 'wwn/0x5000c5' };

describe('%pre finds the disk', () => {
  const names: Readonly<Record<string, readonly [string, string, string]>> = {
    'by its id': ['by-id/ata-Good_Disk-part_1', 'by-id/ata-Good_Disk-part_1', 'sda'],
    'by its path': ['by-path/pci-0000:03:00.0-scsi-0:2:0:0', 'by-path/pci-0000:03:00.0-scsi-0:2:0:0', 'sda'],
    'by its world wide name': ['wwn/0x5000c5', 'by-id/wwn-0x5000c5', 'sda'],
    'by the world wide name of an NVMe disk': ['wwn/eui.0025', 'by-id/nvme-eui.0025', 'nvme0n1'],
    'by its serial number': ['serial/S4EV1', 'by-id/ata-Samsung_SSD_S4EV1', 'sda'],
  };
  it.each(Object.entries(names))('%s', (_, [disk, link, name]) => {
    const { status, err, written } = pre(
      { disk },
      { disks: { [name]: '', sdb: '' }, links: { [link]: name, 'by-id/x': 'sdb' } },
    );
    expect([status, err]).toEqual([0, '']);
    expect(written).toContain(`ignoredisk --only-use=${name}\n`);
    expect(written).toContain(`clearpart --all --initlabel --drives=${name}\n`);
    expect(written).not.toMatch(/sdb|\$/);
  });

  it('once, where two names lead to it, and not what is made of it', () => {
    const links = { 'by-id/ata-X_S1': 'sda', 'by-id/scsi-SATA_X_S1': 'sda', 'by-id/dm-name-x_S1': 'dm-0' };
    const { status, written } = pre({ disk: 'serial/S1' }, { disks: { sda: '', 'dm-0': '' }, links });
    expect([status, written?.match(/only-use=.*/)?.[0]]).toEqual([0, 'only-use=sda']);
  });
});

describe('%pre stops, and no disk is named,', () => {
  const wrong: Readonly<Record<string, readonly [object, Partial<Machine>, string]>> = {
    'in another machine': [
      wwn,
      { cards: { em1: '00:1e:c9:00:01:00', em2: '00:1e:c9:00:09:01' } },
      said(
        'no network card of this machine has the address 00:1e:c9:00:01:01',
        'this is not hv1, or the stack has another card',
      ),
    ],
    'started by the wrong firmware': [
      wwn,
      { firmware: 'uefi' },
      said('the installer was started by uefi', 'the stack says bios: start it so, or correct the stack'),
    ],
    'without the disk': [
      { disk: 'serial/S1' },
      {},
      said('there is no disk serial/S1', 'look at the cables, or correct the stack'),
    ],
    'with two of that name': [
      { disk: 'serial/S1' },
      { links: { 'by-id/ata-A_S1': 'sda', 'by-id/ata-B_S1': 'sdb' } },
      said('the disks sda sdb are all called serial/S1', 'name it by something that only it has'),
    ],
    'where the name is of a partition': [
      { disk: 'by-id/wwn-0x5000c5-part1' },
      { links: { 'by-id/wwn-0x5000c5-part1': 'sda1' }, disks: { sda: '' } },
      said('there is no disk by-id/wwn-0x5000c5-part1', 'look at the cables, or correct the stack'),
    ],
    'when there is something on the disk': [
      wwn,
      { disks: { sda: `${'\0'.repeat(510)}\x55\xaa` } },
      said('there is something on sda', 'to lose it, start the installer with rackwright.erase=hv1'),
    ],
    'when another host may be erased': [
      wwn,
      { disks: { sda: `${'\0'.repeat(32_800)}CD001` }, line: 'rackwright.erase=hv2 xrackwright.erase=hv1' },
      said('there is something on sda', 'to lose it, start the installer with rackwright.erase=hv1'),
    ],
  };
  it.each(Object.entries(wrong))('%s', (_, [install, more, message]) => {
    expect(pre(install, more)).toEqual({ status: 1, err: message, written: undefined });
  });

  it('when the name leads to a part of a disk', () => {
    const root = installer({ ...machine, links: { 'by-id/wwn-0x5000c5': 'sda1' } });
    root.write('/dev/sda1', '');
    const { status, err } = root.section(sectionOf(ofEl9(wwn), '%pre'));
    expect([status, err]).toEqual([1, said('wwn/0x5000c5 is sda1, a part of a disk', 'name the whole disk')]);
  });
});

it('%pre erases a disk with something on it when the line of the kernel says so', () => {
  const { status, written } = pre(wwn, { disks: { sda: 'EFI PART' }, line: 'quiet rackwright.erase=hv1 splash' });
  expect([status, written?.includes('--only-use=sda')]).toEqual([0, true]);
});

describe('without udev, in the installer of Enterprise Linux 5,', () => {
  const text = textOf(kickstartOf(made(hypervisor('hv1', el5)), installers.el5));
  const at = (place: string) => `/sys/devices/pci0000:00/0000:00:0b.0/${place}`;
  const machineOf5 = (devices: Readonly<Record<string, string>>) => {
    const root = installer({ cards, disks: Object.fromEntries(Object.keys(devices).map((it) => [it, ''])) });
    for (const [name, place] of Object.entries(devices)) {
      mkdirSync(join(root.path, at(place)), { recursive: true });
      symlinkSync(at(place), join(root.path, 'sys/block', name, 'device'));
    }
    return root;
  };

  it('%pre finds the disk by its path, ignores the others, and pins the card', () => {
    const root = machineOf5({
      sda: '0000:03:00.0/host0/target0:0:0/0:0:0:0',
      sdb: '0000:03:00.0/host0/target0:2:0/0:2:0:0',
      sdc: '0000:04:00.0/host1/target1:2:0/1:2:0:0',
    });
    expect(root.section(sectionOf(text, '%pre'))).toMatchObject({ status: 0, err: '' });
    const written = root.read('/tmp/rackwright.ks');
    expect(written).toContain('ignoredisk --drives=sda,sdc\n');
    expect(written).toContain('clearpart --all --initlabel --drives=sdb\n');
    expect(written).toContain('network --device=em1 --bootproto=static');
  });

  it('%pre stops where no disk has that path, and where two have', () => {
    const none = machineOf5({ sda: '0000:03:00.0/host0/target0:0:0/0:0:0:0' });
    expect(none.section(sectionOf(text, '%pre')).err).toContain(
      'there is no disk by-path/pci-0000:03:00.0-scsi-0:2:0:0',
    );
    const two = machineOf5({
      sda: '0000:03:00.0/host0/target0:2:0/0:2:0:0',
      sdb: '0000:03:00.0/host1/target1:2:0/1:2:0:0',
    });
    expect(two.section(sectionOf(text, '%pre')).err).toContain('the disks sda sdb are all called');
  });
});

describe('%post', () => {
  const keyfile = '/etc/NetworkManager/system-connections';
  const scripts = '/etc/sysconfig/network-scripts';
  const standIns = {
    rpm: 'exit 0',
    dnf: 'exit 1',
    selinuxenabled: 'exit 1',
    systemctl: 'case $1 in is-enabled) echo disabled ;; esac',
  };
  const text = textOf(kickstartOf(made(hypervisor('hv1', el9, {}, { services: { chronyd: 'running' }, sysctl: { 'vm.swappiness': 10 } })), installers.el9)); // biome-ignore format: one host
  const installed = (more: Partial<Machine> = {}) => {
    const root = installer({ ...machine, standIns, ...more });
    root.write('/etc/os-release', 'ID=rocky\nVERSION_ID="9.4"\n');
    root.write('/etc/selinux/config', 'SELINUX=enforcing\n');
    root.write('/proc/sys/vm/swappiness', '60\n');
    root.write('/proc/sys/kernel/hostname', 'localhost\n');
    root.write(
      `${keyfile}/em1.nmconnection`,
      '[connection]\ninterface-name=em1\n[ethernet]\nmac-address=00:1E:C9:00:01:00\n',
    );
    root.write(`${keyfile}/other.nmconnection`, '[connection]\ninterface-name=wlan0\n');
    root.write(`${scripts}/ifcfg-p1p1`, 'DEVICE="p1p1"\nHWADDR="00:1E:C9:00:01:01"\n');
    root.write(`${scripts}/ifcfg-lo`, 'DEVICE=lo\n');
    return root;
  };

  it('forgets what the installer wrote about our cards, and makes the system the host', () => {
    const root = installed();
    const { status, out, err } = root.section(sectionOf(text, '%post'));
    expect([status, err]).toEqual([0, '']);
    expect(out).toContain(`forgets ${scripts}/ifcfg-p1p1\nforgets ${keyfile}/em1.nmconnection\n`);
    const there = Object.keys(root.snapshot());
    expect(there).not.toContain(`${keyfile}/em1.nmconnection`);
    expect(there).not.toContain(`${scripts}/ifcfg-p1p1`);
    for (const it of [
      `${keyfile}/other.nmconnection`,
      `${scripts}/ifcfg-lo`,
      `${keyfile}/bond0.nmconnection`,
      '/.autorelabel',
    ])
      expect(there).toContain(it);
    expect(root.read('/etc/hostname')).toBe('hv1.example.org\n');
    expect(out).toMatch(/^changed +service:chronyd {2}\(not started at boot\)$/m);
    // Nothing that runs is touched: the kernel and the services are the installer's.
    expect([root.read('/proc/sys/vm/swappiness'), root.read('/proc/sys/kernel/hostname')]).toEqual([
      '60\n',
      'localhost\n',
    ]);
    expect(root.commands().filter((it) => /^systemctl/.test(it))).toEqual([
      'systemctl is-enabled -- chronyd',
      'systemctl enable -- chronyd',
    ]);
    expect(there.filter((it) => it.startsWith('/root/'))).toEqual([]);
  });

  it('sets labels itself where the kernel has a policy', () => {
    const root = installed({ standIns: { ...standIns, selinuxenabled: 'exit 0', matchpathcon: 'echo system_u:object_r:etc_t:s0', chcon: 'exit 0' } }); // biome-ignore format: one root
    expect(root.section(sectionOf(text, '%post'))).toMatchObject({ status: 0, err: '' });
    expect(Object.keys(root.snapshot())).not.toContain('/.autorelabel');
    expect(root.commands().filter((it) => it.startsWith('chcon')).length).toBeGreaterThan(3);
  });

  it('fails when the script fails, so that the installer says so', () => {
    const root = installed({ standIns: { ...standIns, rpm: 'exit 1' } });
    const { status, err } = root.section(sectionOf(text, '%post'));
    expect(status).toBe(1);
    expect(err).toContain('rackwright stops: the script of this host ended with 1; the log says why\n');
  });

  it('refuses the system of another release', () => {
    const root = installed();
    root.write('/etc/os-release', 'ID=rocky\nVERSION_ID="8.9"\n');
    const { status, err } = root.section(sectionOf(text, '%post'));
    expect(status).toBe(1);
    expect(err).toContain('the script of this host ended with 3');
  });
});
