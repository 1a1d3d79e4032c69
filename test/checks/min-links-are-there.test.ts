import { it } from 'vitest';
import { minLinksAreThere as law } from '../../dsl/checks/min-links-are-there.ts';
import { expectFindings, expectFixes, expectValid, host, site } from './harness.ts';

const on = (count: number, min_links?: number) =>
  site([
    host('hv1', {
      bonds: {
        bond0: { mode: 'lacp', members: Array.from({ length: count }, (_, n) => `eth${n}`), options: { min_links } },
      },
    }),
  ]);

it('takes fewer than there are, and what asks for nothing', () => {
  expectValid(law, on(2));
  expectValid(law, on(2, 0));
  expectValid(law, on(2, 1));
  expectValid(law, on(4, 3));
  expectValid(law, on(1, 1));
});

it('finds as many, and more', () => {
  expectFindings(law, on(2, 2), [
    'hv1.bonds.bond0.options.min_links: hv1 bond0 asks for all of its 2 links (+ hv1.bonds.bond0.members: 2 members)',
  ]);
  expectFindings(law, on(3, 4), [
    'hv1.bonds.bond0.options.min_links: hv1 bond0 asks for 4 links and has 3 (+ hv1.bonds.bond0.members: 3 members)',
  ]);
  expectFixes(law, on(2, 2), ['Write 1, or leave min_links out.']);
  expectFixes(law, on(4, 4), ['Write a number from 1 to 3, or leave min_links out.']);
});
