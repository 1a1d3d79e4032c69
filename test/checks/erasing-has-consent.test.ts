import { it } from 'vitest';
import { erasingHasConsent as law } from '../../dsl/checks/erasing-has-consent.ts';
import { expectFindings, expectFixes, expectValid } from './harness.ts';
import { installed } from './installed.ts';

const disk = 'serial/Z1D5W8X2';

it('accepts who names the disk', () => expectValid(law, installed({ disk, wipe: `yes, erase ${disk}` })));

it('finds nobody who says it', () => {
  const of = installed({ disk, wipe: undefined });
  expectFindings(law, of, ['hv1.install.disk: hv1 would erase serial/Z1D5W8X2, and nobody has said that it may']);
  expectFixes(law, of, ["Write wipe: 'yes, erase serial/Z1D5W8X2' if everything on that disk may be lost."]);
});

it.each(['yes', 'yes, erase serial/Z1D5W8X3', 'yes, erase serial/Z1D5W8X2 ', 'Yes, erase serial/Z1D5W8X2'])(
  'finds %s',
  (wipe) =>
    expectFindings(law, installed({ disk, wipe }), [
      `hv1.install.wipe: hv1 would erase serial/Z1D5W8X2, and what is said is '${wipe}'`,
    ]),
);
