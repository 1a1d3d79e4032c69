import { mkdirSync, symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type Run, type ThrowAwayRoot, throwAwayRoot } from '../bash/throw-away-root.ts';

/** A machine that has started an installer: what the scripts of a kickstart can see of it. */
export interface Machine {
  /** MAC addresses by what the installer calls the cards. */
  readonly cards: Readonly<Record<string, string>>;
  /** Disks by the kernel's name, with what they begin with. */
  readonly disks: Readonly<Record<string, string>>;
  /** Links below /dev/disk, to names of the kernel; without them there is no udev. */
  readonly links?: Readonly<Record<string, string>>;
  readonly firmware?: 'bios' | 'uefi';
  /** What the kernel was started with. */
  readonly line?: string;
  readonly standIns?: Readonly<Record<string, string>>;
}

export interface Installer extends ThrowAwayRoot {
  /** Runs the body of a section. */
  readonly section: (body: string) => Run;
}

const zeros = '\0'.repeat(40_000);

export const cards = { em1: '00:1e:c9:00:01:00', em2: '00:1e:c9:00:01:01' };

/** A root with a made up kernel that shows such a machine. */
export const installer = ({
  cards: there,
  disks,
  links,
  firmware,
  line = 'quiet',
  standIns = {},
}: Machine): Installer => {
  const root = throwAwayRoot({ kernel: 'made up', standIns });
  const link = (path: string, to: string): void => {
    mkdirSync(dirname(join(root.path, path)), { recursive: true });
    symlinkSync(to, join(root.path, path));
  };
  root.write('/proc/cmdline', `${line}\n`);
  root.write('/dev/console', '');
  for (const [name, mac] of Object.entries(there)) {
    root.write(`/sys/class/net/${name}/address`, `${mac}\n`);
    root.write(`/sys/class/net/${name}/device/vendor`, '0x8086\n');
  }
  // A bond that the installer made on the way borrows an address.
  root.write('/sys/class/net/bond9/address', `${Object.values(there)[0]}\n`);
  for (const [name, begin] of Object.entries(disks)) {
    root.write(`/sys/block/${name.replaceAll('/', '!')}/size`, '1\n');
    root.write(`/dev/${name}`, begin + zeros);
  }
  for (const [name, to] of Object.entries(links ?? {})) link(`/dev/disk/${name}`, `/dev/${to}`);
  if (firmware === 'uefi') mkdirSync(join(root.path, 'sys/firmware/efi'), { recursive: true });
  const run: ThrowAwayRoot['run'] = (script) =>
    root.run(script, { environment: { PATH: '/usr/local/sbin:/usr/sbin:/usr/bin:/sbin:/bin' } });
  return { ...root, run, section: (body) => run(`#!/bin/bash\n${body}`) };
};
