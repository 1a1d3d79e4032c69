import { it } from 'vitest';
import { descriptionIsPlainAscii as law } from '../../dsl/checks/description-is-plain-ascii.ts';
import { expectFindings, expectValid, host, net, nics, plain, site } from './harness.ts';

const on = (description: string) => site([plain('lab', { ports: { 'Gi0/7': { access: net.public, description } } })]);

it.each(['printer', 'eql1 eth0 (rack 3, unit 12)', `it's "quoted" $(id) \`x\` | #1 100% ok! \\`, 'x'.repeat(200)])(
  'takes %s',
  (text) => expectValid(law, on(text)),
);

it.each([
  ['what is this?', 'has the character ?'],
  ['Büro', 'has the character ü'],
  ['a\tb', 'has a tab'],
  ['😀', 'has the character 😀'],
  ['! not this', 'begins with !'],
  ['"quoted"', 'begins with "'],
  [' blank', 'begins or ends with a blank'],
  ['blank ', 'begins or ends with a blank'],
  ['x'.repeat(201), 'has 201 characters, and 200 fit'],
])('finds %j', (text, wrong) =>
  expectFindings(law, on(text), [`lab.ports.Gi0/7.description: the description of lab Gi0/7 ${wrong}`]),
);

it('looks at a port that a cable ends in, too', () => {
  const lab = plain('lab', { ports: { 'Gi0/1': { description: 'é' } } });
  expectFindings(law, site([lab, host('hv1', { nics: nics(1, lab.port('Gi0/1')) })]), [
    'lab.ports.Gi0/1.description: the description of lab Gi0/1 has the character é',
  ]);
});
