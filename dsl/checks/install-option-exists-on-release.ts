import { type Place, within } from '../language/place.ts';
import type { Install } from '../model/model.ts';
import type { Check } from './check.ts';
import { installExample, listed } from './install-example.ts';

const why =
  'An installer stops at a word that its release does not know, or makes something of it that nobody meant, on a machine that is erased already.';

interface Odd {
  readonly at: Place;
  readonly what: string;
  readonly fix: string;
}

const oneOf = (words: readonly string[]): string => `Write ${words.map((it) => `'${it}'`).join(' or ')}.`;

function* oddIn({
  at,
  installer,
  boot,
  disk,
  filesystem,
  root,
  repositories,
  packages,
  shared,
}: Install): Generator<Odd> {
  if (!installer.firmware.includes(boot))
    yield { at: within(at, 'boot'), what: `boot: '${boot}'`, fix: oneOf(installer.firmware) };
  if (!installer.filesystems.includes(filesystem.value))
    yield {
      at: within(at, 'filesystem'),
      what: `filesystem: '${filesystem.value}'`,
      fix: oneOf(installer.filesystems),
    };
  const method = root.split('$')[1];
  if (method !== undefined && !installer.hashes.includes(method))
    yield {
      at: within(at, 'root'),
      what: `a hash of the method $${method}$`,
      fix: `Write 'locked', or a hash that begins with ${installer.hashes.map((it) => `$${it}$`).join(' or ')}.`,
    };
  const name = installer.disks.find((it) => disk.startsWith(`${it}/`));
  if (name === undefined && /^(by-id|wwn|serial)\//.test(disk))
    yield { at: within(at, 'disk'), what: `a disk named ${disk}`, fix: oneOf(installer.disks.map((it) => `${it}/…`)) };
  const preseed = installer.kind === 'preseed';
  if (shared !== undefined && (preseed || !installer.fetches))
    yield {
      at: within(at, 'shared'),
      what: 'a shared kickstart',
      fix: 'Remove shared: the host has a file of its own.',
    };
  if (!preseed) return;
  const [extra] = repositories;
  if (extra !== undefined)
    yield { at: extra.at, what: `the repository ${extra.name}`, fix: 'Remove it, or add it by files of the host.' };
  for (const [index, it] of packages.entries())
    if (/[@^_]/.test(it))
      yield { at: within(at, 'packages', index), what: `the group ${it}`, fix: 'Write the packages that are meant.' };
}

export const installOptionExistsOnRelease: Check = {
  code: 'install-option-exists-on-release',
  severity: 'error',
  law: 'What an installation asks for is something that the installer of the release can do.',
  why,
  covers: ['KS-02'],
  fatal: true,
  bad: installExample({ boot: "'bios'", filesystem: "«'xfs'»" }, { platform: 'el6' }) + listed('web1'),
  good: installExample({ boot: "'bios'", filesystem: "'ext3'" }, { platform: 'el6' }) + listed('web1'),
  *find({ hosts }) {
    for (const { name, platform, install } of hosts) {
      if (install === undefined) continue;
      for (const { at, what, fix } of oddIn(install))
        yield {
          message: `${name} is installed with ${what}, which the installer of ${platform.title} does not have`,
          at,
          why,
          fix,
        };
    }
  },
};
