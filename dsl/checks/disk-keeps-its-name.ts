import { within } from '../language/place.ts';
import { diskNames } from '../platforms/installers.ts';
import type { Check } from './check.ts';
import { installExample, listed } from './install-example.ts';

const why =
  'The kernel counts disks in the order in which they answer: after a new card, a SAN volume or a slow disk, sda is another one, and the installer erases it.';

/** What udev puts into /dev/disk; no byte of it means anything to a shell or in a kickstart. */
const stays = new RegExp(`^(${diskNames.join('|')})/[A-Za-z0-9][A-Za-z0-9:.,_=+-]*$`);
const kernels = /^(\/dev\/)?([shvx]+d[a-z]+\d*|nvme\d+n\d+(p\d+)?|mmcblk\d+(p\d+)?|cciss\/c\d+d\d+)$/;

export const diskKeepsItsName: Check = {
  code: 'disk-keeps-its-name',
  severity: 'error',
  law: 'The disk of an installation has a name that stays: by-id, by-path, wwn or serial.',
  why,
  covers: ['KS-09'],
  fatal: true,
  bad: installExample({ disk: "«'sda'»", wipe: "'yes, erase sda'" }) + listed('web1'),
  good: installExample({}) + listed('web1'),
  *find({ hosts }) {
    for (const { name, install } of hosts) {
      if (install === undefined || stays.test(install.disk)) continue;
      yield {
        message: kernels.test(install.disk)
          ? `${name} installs on ${install.disk}, which is another disk when the kernel finds them in another order`
          : `${name} installs on '${install.disk}', which is not a name that stays`,
        at: within(install.at, 'disk'),
        why,
        fix: `Write what ls -l /dev/disk/by-id or /dev/disk/by-path calls it: ${diskNames.map((it) => `'${it}/…'`).join(', ')}.`,
      };
    }
  },
};
