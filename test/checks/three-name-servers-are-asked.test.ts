import { it } from 'vitest';
import { threeNameServersAreAsked as law } from '../../dsl/checks/three-name-servers-are-asked.ts';
import { box, expectFindings, expectValid, site } from './harness.ts';

const on = (count: number) =>
  site([box('web1', { dns: Array.from({ length: count }, (_, index) => `10.0.0.${index + 1}`) })]);

it.each([0, 1, 3])('says nothing of %d', (count) => expectValid(law, on(count)));

it.each([4, 6])('finds %d, at the first that is never asked', (count) =>
  expectFindings(law, on(count), [`web1.dns.3: web1 has ${count} name servers, of which 3 are asked`]),
);
