import type { Filesystem, Firmware } from '../language/install.ts';
import type { PlatformId } from '../language/platform.ts';

/** Ways to name a disk that stay the same from one start to the next. */
export const diskNames = ['by-id', 'by-path', 'wwn', 'serial'] as const;
export type DiskName = (typeof diskNames)[number];

interface Installer {
  readonly firmware: readonly Firmware[];
  /** The first is what the release takes by itself. */
  readonly filesystems: readonly [Filesystem, ...Filesystem[]];
  /** Methods of crypt(5) that the release knows and that are still worth something there: `$6$` is '6'. */
  readonly hashes: readonly string[];
  /** How a disk can be found while nothing is installed yet. */
  readonly disks: readonly DiskName[];
  /** Kernel and initial RAM disk, below the source. */
  readonly kernel: string;
  readonly initrd: string;
}

/** How anaconda of a release is told what to do. */
export interface KickstartInstaller extends Installer {
  readonly kind: 'kickstart';
  /** pykickstart's name for the language. */
  readonly dialect: 'RHEL5' | 'RHEL6' | 'RHEL7' | 'RHEL8' | 'RHEL9' | 'RHEL10';
  /** Whether a section is closed by `%end`: not known to RHEL 5, expected by 6, demanded since 7. */
  readonly end: boolean;
  /** What `network --device` takes. RHEL 5 knows names only (`doNetwork` of its kickstart.py). */
  readonly nicBy: 'mac' | 'name';
  /** How the installer is kept from other disks. `ignoredisk --only-use` came after RHEL 5.1. */
  readonly othersBy: 'only-use' | 'drives';
  readonly bootDisk: '--driveorder' | '--boot-drive';
  /** Whether `reqpart` makes what the firmware asks for: the EFI partition, or the BIOS boot partition of a GPT. */
  readonly reqpart: boolean;
  /** Whether `rootpw --lock` needs no password beside it. */
  readonly lock: boolean;
  /** Whether an installation number is asked for unless `key --skip` says otherwise. */
  readonly key: boolean;
  /** Whether options of the installer on the kernel's line begin with `inst.`: heeded since 7, demanded since 9. */
  readonly inst: boolean;
  /** Whether the installer's own system has sha256sum and a program that fetches a URL. */
  readonly fetches: boolean;
}

/** How debian-installer of a release is told what to do. */
export interface PreseedInstaller extends Installer {
  readonly kind: 'preseed';
  readonly suite: string;
}

const anywhere = { disks: diskNames, kernel: 'images/pxeboot/vmlinuz', initrd: 'images/pxeboot/initrd.img' } as const;
const both = ['bios', 'uefi'] as const;

const debian = (suite: string): PreseedInstaller => ({
  kind: 'preseed',
  suite,
  firmware: both,
  filesystems: ['ext4', 'xfs', 'ext3'],
  hashes: ['5', '6', 'y'],
  disks: diskNames,
  kernel: `dists/${suite}/main/installer-amd64/current/images/netboot/debian-installer/amd64/linux`,
  initrd: `dists/${suite}/main/installer-amd64/current/images/netboot/debian-installer/amd64/initrd.gz`,
});

/**
 * How each release is installed without anybody present.
 *
 * The installer of RHEL 5 runs no udev, so there is no /dev/disk and only the
 * path of a disk can be worked out, from sysfs; and its second stage
 * (scripts/upd-instroot of anaconda's rhel5-branch) has no sha256sum, which
 * the one of 6 has.
 */
export const installers: Readonly<
  Record<Extract<PlatformId, `debian${string}`>, PreseedInstaller> &
    Record<Exclude<PlatformId, `debian${string}`>, KickstartInstaller>
> = {
  el5: {
    ...anywhere,
    kind: 'kickstart',
    dialect: 'RHEL5',
    end: false,
    nicBy: 'name',
    othersBy: 'drives',
    bootDisk: '--driveorder',
    reqpart: false,
    lock: false,
    key: true,
    inst: false,
    fetches: false,
    firmware: ['bios'],
    filesystems: ['ext3'],
    hashes: ['1'],
    disks: ['by-path'],
  },
  el6: {
    ...anywhere,
    kind: 'kickstart',
    dialect: 'RHEL6',
    end: true,
    nicBy: 'mac',
    othersBy: 'only-use',
    bootDisk: '--driveorder',
    reqpart: false,
    lock: false,
    key: false,
    inst: false,
    fetches: true,
    firmware: both,
    filesystems: ['ext4', 'ext3'],
    hashes: ['5', '6'],
  },
  el7: {
    ...anywhere,
    kind: 'kickstart',
    dialect: 'RHEL7',
    end: true,
    nicBy: 'mac',
    othersBy: 'only-use',
    bootDisk: '--boot-drive',
    reqpart: true,
    lock: true,
    key: false,
    inst: true,
    fetches: true,
    firmware: both,
    filesystems: ['xfs', 'ext4', 'ext3'],
    hashes: ['5', '6'],
  },
  el8: {
    ...anywhere,
    kind: 'kickstart',
    dialect: 'RHEL8',
    end: true,
    nicBy: 'mac',
    othersBy: 'only-use',
    bootDisk: '--boot-drive',
    reqpart: true,
    lock: true,
    key: false,
    inst: true,
    fetches: true,
    firmware: both,
    filesystems: ['xfs', 'ext4', 'ext3'],
    hashes: ['5', '6'],
  },
  el9: {
    ...anywhere,
    kind: 'kickstart',
    dialect: 'RHEL9',
    end: true,
    nicBy: 'mac',
    othersBy: 'only-use',
    bootDisk: '--boot-drive',
    reqpart: true,
    lock: true,
    key: false,
    inst: true,
    fetches: true,
    firmware: both,
    filesystems: ['xfs', 'ext4', 'ext3'],
    hashes: ['5', '6', 'y'],
  },
  el10: {
    ...anywhere,
    kind: 'kickstart',
    dialect: 'RHEL10',
    end: true,
    nicBy: 'mac',
    othersBy: 'only-use',
    bootDisk: '--boot-drive',
    reqpart: true,
    lock: true,
    key: false,
    inst: true,
    fetches: true,
    firmware: both,
    filesystems: ['xfs', 'ext4'],
    hashes: ['5', '6', 'y'],
  },
  debian12: debian('bookworm'),
  debian13: debian('trixie'),
};
