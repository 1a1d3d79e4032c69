import { it } from 'vitest';
import { installOptionExistsOnRelease as law } from '../../dsl/checks/install-option-exists-on-release.ts';
import { debian12, el5, el6, el9, el10, type Platform } from '../../dsl/index.ts';
import { expectFindings, expectValid } from './harness.ts';
import { installed } from './installed.ts';

const server = 'http://10.66.8.250/site';
const right: readonly (readonly [Platform, object])[] = [
  [el6, { boot: 'uefi', filesystem: 'ext4', root: '$6$a$b' }],
  [el9, { filesystem: 'ext3', root: '$y$j9T$a$b', shared: 'base' }],
  [el10, { filesystem: 'xfs', packages: ['@core', '@^minimal'] }],
  [debian12, { filesystem: 'xfs', packages: ['qemu-system-x86', 'libstdc++6'], server }],
];
it.each(right)('accepts on %o %o', (platform, install) => expectValid(law, installed(install, platform)));

const source = { url: 'http://10.66.8.250/debian', repositories: { backports: 'http://10.66.8.250/b' } };
const wrong: readonly (readonly [Platform, object, string, string])[] = [
  [
    el6,
    { filesystem: 'xfs' },
    'filesystem',
    "hv1 is installed with filesystem: 'xfs', which the installer of Enterprise Linux 6 does not have",
  ],
  [
    el10,
    { filesystem: 'ext3' },
    'filesystem',
    "hv1 is installed with filesystem: 'ext3', which the installer of Enterprise Linux 10 does not have",
  ],
  [
    el9,
    { root: '$1$a$b' },
    'root',
    'hv1 is installed with a hash of the method $1$, which the installer of Enterprise Linux 9 does not have',
  ],
  [
    el6,
    { root: '$y$a$b' },
    'root',
    'hv1 is installed with a hash of the method $y$, which the installer of Enterprise Linux 6 does not have',
  ],
  [
    debian12,
    { shared: 'base', server },
    'shared',
    'hv1 is installed with a shared kickstart, which the installer of Debian 12 does not have',
  ],
  [
    debian12,
    { source },
    'source.repositories.backports',
    'hv1 is installed with the repository backports, which the installer of Debian 12 does not have',
  ],
  [
    debian12,
    { packages: ['vim', '@core'] },
    'packages.1',
    'hv1 is installed with the group @core, which the installer of Debian 12 does not have',
  ],
];
it.each(wrong)('finds on %o %o', (platform, install, at, message) =>
  expectFindings(law, installed(install, platform), [`hv1.install.${at}: ${message}`]),
);

it('finds what the installer of Enterprise Linux 5 cannot do', () => {
  const said = 'which the installer of Enterprise Linux 5 does not have';
  expectFindings(
    law,
    installed({ boot: 'uefi', disk: 'serial/A', shared: 'base', root: '$6$a$b', filesystem: 'ext4' }, el5),
    [
      `hv1.install.boot: hv1 is installed with boot: 'uefi', ${said}`,
      `hv1.install.filesystem: hv1 is installed with filesystem: 'ext4', ${said}`,
      `hv1.install.root: hv1 is installed with a hash of the method $6$, ${said}`,
      `hv1.install.disk: hv1 is installed with a disk named serial/A, ${said}`,
      `hv1.install.shared: hv1 is installed with a shared kickstart, ${said}`,
    ],
  );
});
