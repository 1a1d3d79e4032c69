import { it } from 'vitest';
import { rootCanLogIn as law } from '../../dsl/checks/root-can-log-in.ts';
import { el9 } from '../../dsl/index.ts';
import { expectFindings, expectValid } from './harness.ts';
import { installed } from './installed.ts';

it('accepts a key, a hash, and what the user brings himself', () => {
  expectValid(law, installed({}, el9, { sshKeys: { keys: ['ssh-ed25519 AAAA x'] } }));
  expectValid(law, installed({ root: '$6$a$b' }));
  expectValid(law, installed({}, el9, { files: { '/etc/sudoers.d/ops': { content: 'ops ALL=(ALL) ALL\n' } } }));
});

it('finds a door without a key', () =>
  expectFindings(law, installed({}), [
    'hv1.install.root: hv1 is installed with root locked, and has no key that would let anybody in',
  ]));
