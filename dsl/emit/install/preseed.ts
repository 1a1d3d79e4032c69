import { byDefault, type From, place, within } from '../../language/place.ts';
import type { Install, SiteHost, Volume } from '../../model/model.ts';
import type { PreseedInstaller } from '../../platforms/installers.ts';
import { line } from '../host/steps.ts';
import type { HostPlan, Line } from '../step.ts';
import { checksum, withAllOf } from './checksum.ts';
import early from './early.sh';
import { linksOf } from './links.ts';

const plain = byDefault('what a server has unless the stack says otherwise');
const quiet = byDefault('nobody is there to answer');
const whole = byDefault('one disk, whole: a partition for /boot, and a volume group of the rest');

/** Lines that are one: debconf joins what a backslash ends. What a line follows from is asked of it only when somebody wants to know. */
const joined = (head: string, body: readonly Line[]): readonly Line[] =>
  [line(head, quiet), ...body].map((it, index) => ({
    text: index === body.length ? it.text : `${it.text} \\`,
    get from() {
      return it.from;
    },
  }));

const earlyLines: readonly string[] = early
  .split('\n')
  .filter((it) => it.trim() !== '' && !it.trim().startsWith('#'))
  .map((it) => `  ${it}`);

/** The recipe's unit is a million bytes. */
const megabytes = (mebibytes: number): number => Math.ceil((mebibytes * 1024 * 1024) / 1_000_000);

const sizesOf = ({ size }: Volume): string =>
  size === 'rest'
    ? `${megabytes(4096)} ${megabytes(8192)} -1`
    : `${megabytes(size)} ${megabytes(size)} ${megabytes(size)}`;

/** `/var/lib` is the volume `var_lib`. */
const volumeName = ({ mount }: Volume): string =>
  mount === '/' ? 'root' : mount.slice(Number(mount !== 'swap')).replaceAll('/', '_');

const volumeLine = (it: Volume, { filesystem }: Install): Line => {
  const of = `$lvmok{ } in_vg{ system } lv_name{ ${volumeName(it)} }`;
  return it.mount === 'swap'
    ? line(`  ${sizesOf(it)} linux-swap ${of} method{ swap } format{ } .`, ...it.from)
    : line(
        `  ${sizesOf(it)} ${filesystem.value} ${of} method{ format } format{ } use_filesystem{ } filesystem{ ${filesystem.value} } mountpoint{ ${it.mount} } .`,
        ...it.from,
        ...filesystem.from,
      );
};

/** What partman makes of the disk: a GPT has a partition for the firmware, whichever that is. */
const recipe = (it: Install): readonly Line[] => {
  const boot = within(it.at, 'boot');
  const type = it.filesystem.value;
  return joined('d-i partman-auto/expert_recipe string rackwright ::', [
    it.boot === 'uefi'
      ? line('  600 600 600 free $iflabel{ gpt } $reusemethod{ } method{ efi } format{ } .', whole, boot)
      : line('  1 1 1 free $iflabel{ gpt } $reusemethod{ } method{ biosgrub } .', whole, boot),
    line(
      `  1074 1074 1074 ${type} $primary{ } $bootable{ } method{ format } format{ } use_filesystem{ } filesystem{ ${type} } mountpoint{ /boot } .`,
      whole,
      ...it.filesystem.from,
    ),
    line('  1074 8192 -1 ext4 $defaultignore{ } $primary{ } method{ lvm } vg_name{ system } .', whole),
    ...it.volumes.map((volume) => volumeLine(volume, it)),
  ]);
};

/** Before the partitioner looks: the machine, the disk, and the script that will run in the end. */
const earlyCommand = (host: SiteHost, it: Install, script: readonly Line[]): readonly Line[] => {
  const cards = host.nics.map((nic) => line(`  card ${nic.mac};`, within(nic.at, 'mac')));
  return joined('d-i partman/early_command string', [
    // A shell of its own: the installer runs this in its own, beside names of its own.
    line('  (', quiet),
    ...earlyLines.map((text) => line(text, quiet)),
    line(`  host=${host.name};`, place(host.of)),
    ...cards,
    line(`  started_by ${it.boot};`, within(it.at, 'boot')),
    line(`  find_disk ${it.disk} ${linksOf(it.disk).join(' ')};`, within(it.at, 'disk')),
    line('  may_be_erased;', quiet),
    withAllOf(`  fetch ${it.server}/hosts/${host.name}/apply.sh ${checksum(script)};`, () => script, [
      within(it.at, 'server'),
      place(host.of),
    ]),
    line('  debconf-set partman-auto/disk "$disk";', quiet),
    line('  debconf-set grub-installer/bootdev "$disk";', quiet),
    line('  )', quiet),
  ]);
};

/** The installer copies its own interfaces over ours in the very end, unless it is kept from it. */
const lateCommand: readonly Line[] = joined(
  'd-i preseed/late_command string',
  [
    '  rm -f /usr/lib/finish-install.d/55netcfg-copy-config &&',
    '  cp /tmp/rackwright.sh /target/root/rackwright.sh &&',
    '  in-target bash /root/rackwright.sh --offline &&',
    '  rm /target/root/rackwright.sh',
  ].map((it) => line(it, quiet)),
);

/** What the installer installs beside the base system, and what the host's script would install anyway. */
const packageLine = (of: SiteHost['of'], it: Install, plan: HostPlan): Line => {
  const steps = plan.sections.flatMap(({ steps }) => steps);
  const wanted = steps.flatMap((step) => (step.kind === 'package' ? step.names : []));
  const names = [...new Set(['openssh-server', ...wanted, ...it.packages])];
  const from: readonly From[] = [
    plain,
    ...steps.flatMap((step) => (step.kind === 'package' ? step.from : [])),
    place(of, 'install', 'packages'),
  ];
  return line(`d-i pkgsel/include string ${names.join(' ')}`, ...from);
};

/** One host's answers to debian-installer. */
export const preseed = (
  host: SiteHost,
  it: Install,
  { suite }: PreseedInstaller,
  plan: HostPlan,
  script: readonly Line[],
): readonly Line[] => {
  const { of, fqdn, spec } = host;
  const [, server = '', directory = '/'] = /^https?:\/\/([^/]+)(\/.*)?$/.exec(it.url) ?? [];
  const protocol = it.url.startsWith('https:') ? 'https' : 'http';
  const url = within(it.at, 'source', 'url');
  const root = within(it.at, 'root');
  const from = [within(it.at, 'disk'), ...plan.from];
  const always = (...texts: readonly string[]): readonly Line[] => texts.map((text) => line(text, quiet));
  return [
    line(`# ${host.name} of the site ${plan.site}, on ${host.platform.title}: erases ${it.disk}.`, ...from),
    line('#', ...from),
    line('# Compiled from the stack: change the stack and compile again, not this file.', ...from),
    line('', ...from),
    ...always('d-i debian-installer/locale string en_US.UTF-8', 'd-i keyboard-configuration/xkb-keymap select us'),
    line('d-i netcfg/choose_interface select auto', quiet),
    line(`d-i netcfg/get_hostname string ${host.name}`, ...fqdn.from),
    line(`d-i netcfg/get_domain string ${spec.domain ?? ''}`.trimEnd(), place(of, 'domain')),
    ...always('d-i mirror/country string manual'),
    line(`d-i mirror/protocol select ${protocol}`, url),
    line(`d-i mirror/${protocol}/hostname string ${server}`, url),
    line(`d-i mirror/${protocol}/directory string ${directory}`, url),
    line(`d-i mirror/${protocol}/proxy string`, url),
    line(`d-i mirror/suite string ${suite}`, place(of, 'platform')),
    ...always('d-i passwd/make-user boolean false', 'd-i passwd/root-login boolean true'),
    line(`d-i passwd/root-password-crypted password ${it.root === 'locked' ? '!' : it.root}`, root),
    ...always('d-i clock-setup/utc boolean true', 'd-i time/zone string Etc/UTC', 'd-i clock-setup/ntp boolean false'),
    ...always(
      'd-i partman-auto/method string lvm',
      'd-i partman-auto-lvm/guided_size string max',
      'd-i partman-auto-lvm/new_vg_name string system',
      'd-i partman-auto/choose_recipe select rackwright',
    ),
    ...recipe(it),
    ...earlyCommand(host, it, script),
    ...always(
      'd-i partman-lvm/device_remove_lvm boolean true',
      'd-i partman-md/device_remove_md boolean true',
      'd-i partman-lvm/confirm boolean true',
      'd-i partman-lvm/confirm_nooverwrite boolean true',
      'd-i partman-partitioning/confirm_write_new_label boolean true',
      'd-i partman/choose_partition select finish',
      'd-i partman/confirm boolean true',
      'd-i partman/confirm_nooverwrite boolean true',
    ),
    ...(it.boot === 'uefi' ? [line('d-i partman-efi/non_efi_system boolean true', within(it.at, 'boot'))] : []),
    ...always('tasksel tasksel/first multiselect'),
    packageLine(of, it, plan),
    ...always(
      'd-i pkgsel/upgrade select none',
      'popularity-contest popularity-contest/participate boolean false',
      'd-i grub-installer/only_debian boolean true',
      'd-i grub-installer/with_other_os boolean false',
      'd-i finish-install/reboot_in_progress note',
    ),
    ...lateCommand,
  ];
};
