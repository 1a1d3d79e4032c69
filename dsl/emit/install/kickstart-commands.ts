import { byDefault, type From, place, within } from '../../language/place.ts';
import type { Install, SiteHost, Volume } from '../../model/model.ts';
import type { KickstartInstaller } from '../../platforms/installers.ts';
import { isIpv4, netmask } from '../../text/ipv4.ts';
import { line } from '../host/steps.ts';
import type { Line, Step } from '../step.ts';

const quiet = byDefault('nobody is there to answer, and a server has no graphics');
const plain = byDefault('what a server has unless the stack says otherwise');
const never = byDefault('it is never asked for: a minimal system has no use for it');
const whole = byDefault('one disk, whole: a partition for /boot, and a volume group of the rest');

/** Every release but the first lets root be without a password; there the hash is one that no password has. */
const rootLine = ({ root }: Install, { lock }: KickstartInstaller): string =>
  root === 'locked' ? (lock ? 'rootpw --lock' : 'rootpw --iscrypted !!') : `rootpw --iscrypted ${root}`;

/** The installer's own address, on one card and without a tag; what the host has later is the script's. */
export const networkLine = ({ of, fqdn, spec }: SiteHost, it: Install, device: string): Line => {
  const { subnet, gateway } = it.vlan;
  const servers = (spec.dns ?? []).filter(isIpv4);
  const words = [
    'network',
    `--device=${device}`,
    '--bootproto=static',
    `--ip=${it.address?.value ?? ''}`,
    `--netmask=${netmask(subnet?.prefix ?? 32)}`,
    ...(gateway === undefined ? [] : [`--gateway=${gateway}`]),
    ...(servers.length === 0 ? [] : [`--nameserver=${servers.join(',')}`]),
    `--hostname=${fqdn.value}`,
  ];
  return line(
    words.join(' '),
    within(it.at, 'nic'),
    within(it.at, 'vlan'),
    within(it.nic.at, 'mac'),
    ...(it.address?.from ?? []),
    place(it.vlan.of, 'subnet'),
    place(it.vlan.of, 'gateway'),
    place(of, 'dns'),
    ...fqdn.from,
  );
};

/** What is said outside of every section. The disk is not among it: only the installer knows how the kernel calls it. */
export const commandLines = ({ of }: SiteHost, it: Install, installer: KickstartInstaller): readonly Line[] => [
  line('text', quiet),
  line('skipx', quiet),
  line('lang en_US.UTF-8', plain),
  line('keyboard us', plain),
  line('timezone --utc Etc/UTC', plain),
  line('selinux --enforcing', plain),
  line('firewall --enabled --ssh', plain),
  line('firstboot --disabled', never),
  ...(installer.key ? [line('key --skip', never, place(of, 'platform'))] : []),
  line(rootLine(it, installer), within(it.at, 'root'), place(of, 'platform')),
  line(`url --url=${it.url}`, within(it.at, 'source', 'url')),
  ...it.repositories.map(({ name, url, at }) => line(`repo --name=${name} --baseurl=${url}`, at)),
  line('reboot', plain),
];

/** `/var/lib` is the volume `var_lib`. */
const volumeName = ({ mount }: Volume): string =>
  mount === '/' ? 'root' : mount.slice(Number(mount !== 'swap')).replaceAll('/', '_');

const volumeLine = (it: Volume, { filesystem }: Install): Line => {
  const type = it.mount === 'swap' ? 'swap' : filesystem.value;
  const size = it.size === 'rest' ? '--size=4096 --grow' : `--size=${it.size}`;
  return line(
    `logvol ${it.mount} --vgname=system --name=${volumeName(it)} --fstype=${type} ${size}`,
    ...it.from,
    ...filesystem.from,
  );
};

/** Partitions that the firmware asks for, where no `reqpart` knows them by itself. */
const firmwareLines = (it: Install, { reqpart }: KickstartInstaller, from: readonly From[]): readonly Line[] => {
  if (reqpart) return [line('reqpart', whole, ...from)];
  return it.boot === 'uefi' ? [line('part /boot/efi --fstype=efi --size=200 --ondisk=$disk', whole, ...from)] : [];
};

/** What the installer does with the disk, which `$disk` is the kernel's name of. */
export const diskLines = ({ of }: SiteHost, it: Install, installer: KickstartInstaller): readonly Line[] => {
  const from = [within(it.at, 'disk'), within(it.at, 'boot'), place(of, 'platform')];
  return [
    ...(installer.othersBy === 'only-use' ? [line('ignoredisk --only-use=$disk', ...from)] : []),
    line('zerombr', ...from),
    line('clearpart --all --initlabel --drives=$disk', ...from),
    line(`bootloader --location=mbr ${installer.bootDisk}=$disk`, ...from),
    ...firmwareLines(it, installer, from),
    line(`part /boot --fstype=${it.filesystem.value} --size=1024 --ondisk=$disk`, whole, ...it.filesystem.from),
    line('part pv.01 --size=1 --grow --ondisk=$disk', whole),
    line('volgroup system pv.01', whole),
    ...it.volumes.map((volume) => volumeLine(volume, it)),
  ];
};

/** A minimal system, what the host's script would install anyway, and what the stack adds for the installation. */
export const packageNames = ({ of }: SiteHost, it: Install, steps: readonly Step[]): readonly Line[] => {
  const minimal = byDefault('a minimal system that can be reached');
  const wanted = [
    line('@core', minimal),
    line('openssh-server', minimal),
    ...steps.flatMap((step) => (step.kind === 'package' ? step.names.map((name) => line(name, ...step.from)) : [])),
    ...it.packages.map((name, index) => line(name, place(of, 'install', 'packages', index))),
  ];
  const seen = new Set<string>();
  return wanted.filter(({ text }) => !seen.has(text) && seen.add(text));
};
