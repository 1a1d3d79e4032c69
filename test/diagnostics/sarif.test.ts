import { Ajv } from 'ajv';
import formats from 'ajv-formats';
import { describe, expect, it } from 'vitest';
import { checks } from '../../dsl/checks/index.ts';
import { toSarif } from '../../dsl/diagnostics/sarif.ts';
import { fc } from '../chance.ts';
import { at, finding, of } from './findings.ts';
import { sarifSchema } from './sarif-schema.ts';

const ajv = new Ajv({ allErrors: true, allowUnionTypes: true, strictRequired: false });
formats.default(ajv);
const validate = ajv.compile(sarifSchema);

/** What the schema says against a log; nothing, if it is one. */
const faults = (log: unknown): readonly string[] =>
  validate(log) ? [] : (validate.errors ?? []).map((it) => `${it.instancePath} ${it.message}`);

const written = (...findings: Parameters<typeof toSarif>[0]) =>
  JSON.parse(toSarif(findings, { folder: '/site', rules: checks }));

const two = finding({
  also: [
    { at: at(27, 'eth1: 5', '5'), message: 'there' },
    { at: at(27, 'eth1: 5', '5'), message: 'there' },
  ],
});

describe('a SARIF log before the schema of 2.1.0', () => {
  it('is one: with findings of each severity and other places, and with none', () => {
    expect(faults(written(two, of('warning', 1), of('info', 2)))).toEqual([]);
    expect(faults(written())).toEqual([]);
  });

  it('is one with a finding of every law', () => {
    const all = checks.map(({ code, severity }, index) => of(severity, index + 1, code));
    const log = written(...all);
    expect(faults(log)).toEqual([]);
    expect(log.runs[0].tool.driver.rules).toHaveLength(checks.length);
  });

  it('is one whatever a file or a message is called', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 1 }), fc.string({ unit: 'binary' }), (name, message) => {
        const file = `/site/stacks/${name.replaceAll('/', '_').toWellFormed()}.ts`;
        const log = written(finding({ message, at: { ...at(1, 'x', 'x'), file } }));
        expect(faults(log)).toEqual([]);
        expect(decodeURIComponent(log.runs[0].results[0].locations[0].physicalLocation.artifactLocation.uri)).toBe(
          file.slice('/site/'.length),
        );
      }),
    );
  });

  /** A log with one thing changed. */
  const spoilt = (change: (log: ReturnType<typeof written>) => void): readonly string[] => {
    const log = written(two, of('warning', 1));
    change(log);
    return faults(log);
  };

  it.each<[string, Parameters<typeof spoilt>[0], RegExp]>([
    ['another version', (log) => Object.assign(log, { version: '2.0.0' }), /^\/version /],
    [
      'a property that SARIF does not have',
      (log) => Object.assign(log.runs[0], { rules: [] }),
      /additional properties/,
    ],
    ['a rule without its id', (log) => delete log.runs[0].tool.driver.rules[0].id, /required property 'id'/],
    ['the same rule twice', (log) => log.runs[0].tool.driver.rules.push(log.runs[0].tool.driver.rules[0]), /duplicate/],
    ['a level of our own', (log) => Object.assign(log.runs[0].results[0], { level: 'info' }), /level must be equal to/],
    ['a result without words', (log) => Object.assign(log.runs[0].results[0], { message: {} }), /property 'text'/],
    [
      'a line that does not exist',
      (log) => Object.assign(log.runs[0].results[0].locations[0].physicalLocation.region, { startLine: 0 }),
      /startLine must be >= 1/,
    ],
    [
      'a path that is no address',
      (log) =>
        Object.assign(log.runs[0].results[0].locations[0].physicalLocation.artifactLocation, { uri: 'a b\\c.ts' }),
      /uri must match format/,
    ],
    [
      'the same place twice',
      (log) => {
        const [result] = log.runs[0].results;
        result.relatedLocations = [result.relatedLocations[0], result.relatedLocations[0]];
      },
      /relatedLocations must NOT have duplicate items/,
    ],
  ])('%s is refused', (_, change, said) => {
    expect(spoilt(change).join('\n')).toMatch(said);
  });
});
