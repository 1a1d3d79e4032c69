import { it } from 'vitest';
import { bondNameBeginsNoOther as law } from '../../dsl/checks/bond-name-begins-no-other.ts';
import { el5, el6 } from '../../dsl/index.ts';
import { box, expectFindings, expectValid, nics, plain, site } from './harness.ts';

const sw1 = plain('sw1');
const on = (platform: unknown, ...names: readonly string[]) =>
  site([
    sw1,
    box('web1', {
      platform,
      nics: nics(
        1,
        sw1.port('Gi0/1'),
        sw1.port('Gi0/2'),
        sw1.port('Gi0/3'),
        sw1.port('Gi0/4'),
        sw1.port('Gi0/5'),
        sw1.port('Gi0/6'),
      ),
      bonds: Object.fromEntries(
        names.map((name, index) => [name, { mode: 'lacp', members: [`eth${index * 2}`, `eth${index * 2 + 1}`] }]),
      ),
    }),
  ]);

it.each([
  ['bonds by number', el5, ['bond0', 'bond1', 'bond2']],
  ['one bond', el5, ['bond10']],
  ['another release', el6, ['bond1', 'bond10']],
])('says nothing of %s', (_, platform, names) => expectValid(law, on(platform, ...names)));

it.each([
  [['bond1', 'bond10'], 'bond1', 'bond10'],
  [['bond12', 'bond2', 'bond1'], 'bond1', 'bond12'],
])('refuses %s', (names, shorter, longer) => {
  expectFindings(law, on(el5, ...names), [
    `web1.bonds.${longer}: web1 has ${shorter} and ${longer}, which Enterprise Linux 5 does not tell apart (+ web1.bonds.${shorter}: ${shorter})`,
  ]);
});
