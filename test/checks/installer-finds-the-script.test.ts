import { it } from 'vitest';
import { installerFindsTheScript as law } from '../../dsl/checks/installer-finds-the-script.ts';
import { debian12, el9 } from '../../dsl/index.ts';
import { expectFindings, expectValid } from './harness.ts';
import { installed } from './installed.ts';

it('accepts a server, and a kickstart that carries the script', () => {
  expectValid(law, installed({ server: undefined }));
  expectValid(law, installed({ shared: 'base' }, el9));
  expectValid(law, installed({}, debian12));
});

it('finds a shared kickstart, and a preseed, without one', () => {
  const message = 'hv1 fetches its script while it is installed, and no server is named';
  expectFindings(law, installed({ shared: 'base', server: undefined }), [`hv1.install.shared: ${message}`]);
  expectFindings(law, installed({ server: undefined }, debian12), [`hv1.install: ${message}`]);
});
