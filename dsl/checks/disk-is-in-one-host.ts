import { type Place, within } from '../language/place.ts';
import type { Check } from './check.ts';
import { installExample, listed } from './install-example.ts';

const why =
  'A disk is in one machine: of two hosts that name it, one was copied, and its installer stops for want of the disk.';

const example = (mark: readonly [string, string], other: string): string =>
  installExample({
    disk: `${mark[0]}'wwn/0x5000c500a1b2c3d4'${mark[1]}`,
    wipe: "'yes, erase wwn/0x5000c500a1b2c3d4'",
  }) +
  installExample({ disk: other, wipe: `'yes, erase ${other.replace(/[«'»]/g, '')}'` }, { name: 'web2', n: 6 }) +
  listed('web1', 'web2');

export const diskIsInOneHost: Check = {
  code: 'disk-is-in-one-host',
  severity: 'error',
  law: 'No two hosts are installed on a disk of the same id, world wide name or serial number.',
  why,
  covers: ['KS-09'],
  bad: example(['‹', '›'], "«'by-id/wwn-0x5000c500a1b2c3d4'»"),
  good: example(['', ''], "'wwn/0x5000c500a1b2c3d5'"),
  *find({ hosts }) {
    const first = new Map<string, { readonly name: string; readonly at: Place }>();
    for (const { name, install } of hosts) {
      // The same slot of two machines has the same path.
      if (install === undefined || install.disk.startsWith('by-path/')) continue;
      const disk = install.disk.replace(/^by-id\/wwn-/, 'wwn/');
      const at = within(install.at, 'disk');
      const known = first.get(disk);
      if (known === undefined) first.set(disk, { name, at });
      else
        yield {
          message: `${name} is installed on ${install.disk}, and so is ${known.name}`,
          at,
          also: [{ at: known.at, message: `the disk of ${known.name}` }],
          why,
          fix: `Write what the disk of ${name} itself is called.`,
        };
    }
  },
};
