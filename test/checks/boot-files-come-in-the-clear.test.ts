import { it } from 'vitest';
import { bootFilesComeInTheClear as law } from '../../dsl/checks/boot-files-come-in-the-clear.ts';
import { expectFindings, expectValid } from './harness.ts';
import { installed } from './installed.ts';

const source = { url: 'https://mirror.example.org/os' };

it('accepts http, and https for who starts from a medium', () => {
  expectValid(law, installed({}));
  expectValid(law, installed({ source, server: undefined }));
});

it('finds https', () =>
  expectFindings(law, installed({ source }), [
    'hv1.install.source.url: hv1 boots from the network, and its kernel is at https://mirror.example.org/os',
  ]));
