import { describe, expect, it } from 'vitest';
import { toGithub } from '../../dsl/diagnostics/github.ts';
import { toJson } from '../../dsl/diagnostics/json.ts';
import { toSarif } from '../../dsl/diagnostics/sarif.ts';
import { at, finding, of } from './findings.ts';

const two = finding({
  message: '100% wrong: a, b',
  also: [
    {
      at: at(27, 'eth1: 5', '5', { callers: [{ file: '/site/stacks/dc1.ts', line: 9, column: 2 }] }),
      message: 'there',
    },
  ],
});

describe('toJson', () => {
  it('is a stable array with paths from the folder', () => {
    expect(JSON.parse(toJson([of('warning', 1), two], '/site'))).toEqual([
      {
        code: 'lacp-ends-in-one-switch',
        severity: 'error',
        message: '100% wrong: a, b',
        file: 'stacks/dc1.ts',
        line: 32,
        column: 12,
        endLine: 32,
        endColumn: 55,
        of: 'hv1',
        callers: [],
        also: [
          {
            message: 'there',
            file: 'stacks/dc1.ts',
            line: 27,
            column: 7,
            endLine: 27,
            endColumn: 8,
            of: 'hv1',
            callers: [{ file: 'stacks/dc1.ts', line: 9, column: 2 }],
          },
        ],
        why: 'one switch has to agree to the whole channel',
        fix: 'move eth1 to sw1',
      },
      expect.objectContaining({ code: 'a', severity: 'warning' }),
    ]);
    expect(toJson([two, of('warning', 1)], '/site')).toBe(toJson([of('warning', 1), two], '/site'));
    expect(toJson([], '/site')).toBe('[]\n');
  });
});

describe('toGithub', () => {
  it('escapes what the runner takes apart', () => {
    expect(toGithub([two], '/site')).toBe(
      '::error file=stacks/dc1.ts,line=32,col=12,title=lacp-ends-in-one-switch::100%25 wrong: a, b%0Astacks/dc1.ts:27:7  there%0Awhy  one switch has to agree to the whole channel%0Afix  move eth1 to sw1\n',
    );
    expect(toGithub([{ ...of('info', 3), at: { ...at(3, 'x', 'x'), file: '/site/a,b:c%.ts' } }], '/site')).toMatch(
      /^::notice file=a%2Cb%3Ac%25\.ts,line=3,col=1,title=a::/,
    );
  });
});

describe('toSarif', () => {
  it('names each rule once, with its help', () => {
    const log = JSON.parse(
      toSarif([two, of('warning', 1), of('info', 2)], {
        folder: '/site',
        rules: [
          { code: 'a', law: 'A law.', why: 'It is.', help: 'Its page.' },
          { code: 'unused', law: 'x', why: 'x' },
        ],
      }),
    );
    expect(log.version).toBe('2.1.0');
    const [run] = log.runs;
    expect(run.tool.driver.rules).toEqual([
      { id: 'a', shortDescription: { text: 'A law.' }, help: { text: 'Its page.' } },
      {
        id: 'lacp-ends-in-one-switch',
        shortDescription: { text: 'one switch has to agree to the whole channel' },
        help: { text: 'one switch has to agree to the whole channel\n\nmove eth1 to sw1' },
      },
    ]);
    expect(run.results.map((one: { ruleIndex: number; level: string }) => [one.ruleIndex, one.level])).toEqual([
      [1, 'error'],
      [0, 'warning'],
      [0, 'note'],
    ]);
    expect(run.results[0].locations[0].physicalLocation).toEqual({
      artifactLocation: { uri: 'stacks/dc1.ts', uriBaseId: '%SRCROOT%' },
      region: { startLine: 32, startColumn: 12, endLine: 32, endColumn: 55 },
    });
    expect(run.results[0].relatedLocations[0]).toMatchObject({ id: 0, message: { text: 'there' } });
  });

  it('writes paths as addresses', () => {
    const text = toSarif([finding({ at: { ...at(1, 'x', 'x'), file: '/site/my stack #1.ts' } })], { folder: '/site' });
    expect(text).toContain('"uri": "my%20stack%20%231.ts"');
  });
});
