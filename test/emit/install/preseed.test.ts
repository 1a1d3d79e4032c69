import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { preseed } from '../../../dsl/emit/install/preseed.ts';
import { debian12, debian13, type Platform } from '../../../dsl/index.ts';
import { installers } from '../../../dsl/platforms/installers.ts';
import { textOf } from '../../whole/compile.ts';
import { temporaryFolder } from '../bash/throw-away-root.ts';
import { type Installer, installer, type Machine } from './installer.ts';
import { hypervisor, made } from './kickstarts.ts';

const disk = 'serial/A1';
const of = (install: object, platform: Platform = debian12) => {
  const it = made(hypervisor('bk1', platform, { disk, ...install }));
  const { installer: language } = it.install;
  if (language.kind !== 'preseed') throw new Error('not a Debian');
  return { script: textOf(it.script), text: textOf(preseed(it.host, it.install, language, it.plan, it.script)) };
};
const written: readonly (readonly [string, string])[] = [
  ['debian12', of({}).text],
  ['debian13', of({ boot: 'uefi', filesystem: 'xfs', root: '$y$j9T$a$b' }, debian13).text],
  ['a layout', of({ layout: { '/': '20 GiB', '/var/lib': 'rest', swap: '512 MiB' }, packages: ['vim'] }).text],
];

/** The questions that we answer, and of what type each is: the templates of debian-installer in Debian 12 and 13. */
const questions: Readonly<Record<string, string>> = {
  'clock-setup/ntp': 'boolean',
  'clock-setup/utc': 'boolean',
  'debian-installer/locale': 'string',
  'finish-install/reboot_in_progress': 'note',
  'grub-installer/only_debian': 'boolean',
  'grub-installer/with_other_os': 'boolean',
  'keyboard-configuration/xkb-keymap': 'select',
  'mirror/country': 'string',
  'mirror/http/directory': 'string',
  'mirror/http/hostname': 'string',
  'mirror/http/proxy': 'string',
  'mirror/protocol': 'select',
  'mirror/suite': 'string',
  'netcfg/choose_interface': 'select',
  'netcfg/get_domain': 'string',
  'netcfg/get_hostname': 'string',
  'partman-auto-lvm/guided_size': 'string',
  'partman-auto-lvm/new_vg_name': 'string',
  'partman-auto/choose_recipe': 'select',
  'partman-auto/expert_recipe': 'string',
  'partman-auto/method': 'string',
  'partman-efi/non_efi_system': 'boolean',
  'partman-lvm/confirm': 'boolean',
  'partman-lvm/confirm_nooverwrite': 'boolean',
  'partman-lvm/device_remove_lvm': 'boolean',
  'partman-md/device_remove_md': 'boolean',
  'partman-partitioning/confirm_write_new_label': 'boolean',
  'partman/choose_partition': 'select',
  'partman/confirm': 'boolean',
  'partman/confirm_nooverwrite': 'boolean',
  'partman/early_command': 'string',
  'passwd/make-user': 'boolean',
  'passwd/root-login': 'boolean',
  'passwd/root-password-crypted': 'password',
  'pkgsel/include': 'string',
  'pkgsel/upgrade': 'select',
  'popularity-contest/participate': 'boolean',
  'preseed/late_command': 'string',
  'tasksel/first': 'multiselect',
  'time/zone': 'string',
};

/** The answers as debconf reads them: lines that end in a backslash go on in the next. */
const answersIn = (text: string): ReadonlyMap<string, readonly [type: string, value: string]> =>
  new Map(
    text
      .replaceAll('\\\n', '')
      .split('\n')
      .filter((it) => it !== '' && !it.startsWith('#'))
      .map((it) => {
        const [, question = '', type = '', value = ''] = /^\S+\s+(\S+)\s+(\S+)(?:\s(.*))?$/.exec(it) ?? [];
        return [question, [type, value]];
      }),
  );
const answer = (text: string, question: string): string => answersIn(text).get(question)?.[1] ?? '';

const checked = (text: string) => {
  const file = join(temporaryFolder(), 'preseed.cfg');
  writeFileSync(file, text);
  const { status, stderr } = spawnSync('debconf-set-selections', ['--checkonly', file], { encoding: 'utf8' });
  return { status, stderr };
};

describe.each(written)('the preseed of %s', (_, text) => {
  it('is what debconf reads', () => expect(checked(text)).toEqual({ status: 0, stderr: '' }));

  it('answers questions that there are, each as its type', () => {
    const answers = [...answersIn(text)];
    expect(answers.length).toBeGreaterThan(30);
    expect(answers.filter(([question, [type]]) => questions[question] !== type)).toEqual([]);
  });

  it.each(['partman/early_command', 'preseed/late_command'])('has in %s what a shell reads', (question) => {
    const command = answer(text, question);
    expect(command).not.toMatch(/(^|\s)#/);
    for (const shell of ['dash', 'bash'])
      expect(spawnSync(shell, ['-n'], { input: command, encoding: 'utf8' })).toMatchObject({ status: 0, stderr: '' });
  });

  it('names no disk: that is left to the early command', () => {
    expect(text).not.toMatch(/\/dev\/[shv]d[a-z]|nvme\d/);
    expect([...answersIn(text).keys()].filter((it) => /\/(disk|bootdev)$/.test(it))).toEqual([]);
  });
});

it('debconf does refuse what is none', () => {
  expect(checked('d-i partman/confirm boolean maybe\nnonsense\n').stderr).not.toBe('');
});

it('every question of the table is asked', () => {
  const asked = new Set(written.flatMap(([, text]) => [...answersIn(text).keys()]));
  expect(Object.keys(questions).filter((it) => !asked.has(it))).toEqual([]);
});

it('a recipe is a name and partitions of three sizes, each with an end', () => {
  const [name, ...partitions] =
    answer(of({ layout: { '/': '20 GiB', '/var/lib': 'rest', swap: '512 MiB' } }).text, 'partman-auto/expert_recipe') // biome-ignore format: one recipe
      .split(/ :: | \.(?: |$)/)
      .map((it) => it.trim())
      .filter((it) => it !== '');
  expect(name).toBe('rackwright');
  expect(partitions).toEqual([
    '1 1 1 free $iflabel{ gpt } $reusemethod{ } method{ biosgrub }',
    '1074 1074 1074 ext4 $primary{ } $bootable{ } method{ format } format{ } use_filesystem{ } filesystem{ ext4 } mountpoint{ /boot }',
    '1074 8192 -1 ext4 $defaultignore{ } $primary{ } method{ lvm } vg_name{ system }',
    '21475 21475 21475 ext4 $lvmok{ } in_vg{ system } lv_name{ root } method{ format } format{ } use_filesystem{ } filesystem{ ext4 } mountpoint{ / }',
    '4295 8590 -1 ext4 $lvmok{ } in_vg{ system } lv_name{ var_lib } method{ format } format{ } use_filesystem{ } filesystem{ ext4 } mountpoint{ /var/lib }',
    '537 537 537 linux-swap $lvmok{ } in_vg{ system } lv_name{ swap } method{ swap } format{ }',
  ]);
});

const url = 'http://10.66.8.250/site/hosts/bk1/apply.sh';
const cards = { ens1: '00:1e:c9:00:01:00', ens2: '00:1e:c9:00:01:01' };
const machine: Machine = { cards, disks: { sda: '', sdb: 'a SAN volume' }, links: { 'by-id/ata-X_A1': 'sda' } };

/** What the early command does on a machine, with what the server has. */
const early = (served: string | undefined, install: object = {}, more: Partial<Machine> = {}) => {
  const root: Installer = installer({
    ...machine,
    standIns: {
      wget: served === undefined ? 'exit 1' : `[ "$4" = '${url}' ] && cp /served "$3"`,
      // For ever is too long for a test: the wait ends at once.
      sleep: 'exit 1',
      'debconf-set': '',
      logger: '',
    },
    ...more,
  });
  root.write('/served', served ?? '');
  root.write('/early', `${answer(of(install).text, 'partman/early_command')}\n`);
  const { status } = root.run('dash /early');
  const commands = root.commands();
  return {
    status,
    set: commands.filter((it) => it.startsWith('debconf-set')),
    waits: commands.includes('sleep 3600'),
    said: root.read('/dev/console').trim(),
  };
};
const { script } = of({});

describe('the early command', () => {
  it('names the disk and fetches the script', () => {
    expect(early(script)).toEqual({
      status: 0,
      set: ['debconf-set partman-auto/disk /dev/sda', 'debconf-set grub-installer/bootdev /dev/sda'],
      waits: false,
      said: '',
    });
  });

  const wrong: Readonly<Record<string, readonly [Parameters<typeof early>, string]>> = {
    'in another machine': [
      [script, {}, { cards: { ens1: '00:1e:c9:00:01:00', ens2: '00:1e:c9:00:09:01' } }],
      'no network card of this machine has the address 00:1e:c9:00:01:01',
    ],
    'started by the wrong firmware': [[script, {}, { firmware: 'uefi' }], 'the installer was started by uefi'],
    'without the disk': [[script, {}, { links: {} }], 'there is no disk serial/A1'],
    'with two of that name': [
      [script, {}, { links: { 'by-id/ata-X_A1': 'sda', 'by-id/ata-Y_A1': 'sdb' } }],
      'the disks /dev/sda and /dev/sdb are all called serial/A1',
    ],
    'when there is something on the disk': [
      [script, {}, { disks: { sda: `${'\0'.repeat(30_000)}x` } }],
      'there is something on /dev/sda',
    ],
    'when the script is another one': [[`${script}#\n`], `${url} is not the script that this file was compiled with`],
    'when there is no script': [[undefined], `${url} cannot be fetched`],
  };
  it.each(Object.entries(wrong))('stops, waits, and names no disk, %s', (_, [args, why]) => {
    const { status, set, waits, said } = early(...args);
    expect({ status, set, waits }).toEqual({ status: 1, set: [], waits: true });
    expect(said.split('\n')[0]).toBe(`rackwright stops: ${why}`);
  });

  it('erases a disk with something on it when the line of the kernel says so', () => {
    const more = { disks: { sda: 'EFI PART' }, line: 'quiet rackwright.erase=bk1' };
    expect(early(script, {}, more)).toMatchObject({ status: 0, waits: false });
  });
});

it('the late command runs the script inside the new system, and fails when it fails', () => {
  const command = answer(of({}).text, 'preseed/late_command');
  for (const [ends, left] of [
    ['exit 0', 1],
    ['exit 1', 2],
  ] as const) {
    const root = installer({ ...machine, standIns: { 'in-target': ends } });
    root.write('/tmp/rackwright.sh', script);
    root.write('/target/root/x', '');
    root.write('/late', command);
    expect(root.run('dash /late').status).toBe(left - 1);
    expect(root.commands()).toEqual(['in-target bash /root/rackwright.sh --offline']);
    expect(command.indexOf('rm -f /usr/lib/finish-install.d/55netcfg-copy-config')).toBeLessThan(10);
    expect(Object.keys(root.snapshot()).filter((it) => it.startsWith('/target/root/'))).toHaveLength(left);
  }
});

it('both releases have their suite', () => {
  expect([installers.debian12.suite, installers.debian13.suite]).toEqual(['bookworm', 'trixie']);
});
