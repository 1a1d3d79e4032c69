import { describe, expect, it } from 'vitest';
import type { SourceFinding } from '../../dsl/diagnostics/diagnostic.ts';
import { type Paint, pretty, total, unpainted } from '../../dsl/diagnostics/print.ts';
import { at, finding, of } from './findings.ts';

const printed = (one: SourceFinding, columns = 100): readonly string[] =>
  pretty([one], { folder: '/site', columns }).split('\n');

/** The two lines of the frame. */
const framed = (text: string, marked: string, columns = 100): readonly string[] =>
  printed(finding({ at: at(7, text, marked) }), columns).slice(2, 4);

describe('pretty', () => {
  it('says what, where, why and what to do', () => {
    const also = [{ at: at(27, "    eth1: { mac: 'a' },", "{ mac: 'a' }"), message: 'eth1 ends in sw2' }];
    expect(pretty([finding({ also })], { folder: '/site' })).toBe(
      `error[lacp-ends-in-one-switch] hv1 bond0 is LACP, but eth0 ends in sw1 and eth1 in sw2
  stacks/dc1.ts:32:12
  32 |     bond0: { mode: 'lacp', members: ['eth0', 'eth1'] },
     |            ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~
  stacks/dc1.ts:27:11  eth1 ends in sw2
  27 |     eth1: { mac: 'a' },
     |           ~~~~~~~~~~~~
  why  one switch has to agree to the whole channel
  fix  move eth1 to sw1
`,
    );
  });

  it('says which call of a helper made the host', () => {
    const callers = [
      { file: '/site/stacks/nas.ts', line: 4, column: 3 },
      { file: '/site/stacks/dc1.ts', line: 100, column: 14 },
    ];
    const made = at(7, 'text', 'text', { of: 'nas2', callers });
    expect(
      printed(finding({ at: made, also: [{ at: made, message: 'here' }] })).filter((line) => line.includes('made')),
    ).toEqual([
      '  stacks/dc1.ts:7:1  for nas2, made at stacks/nas.ts:4:3 from stacks/dc1.ts:100:14',
      '  stacks/dc1.ts:7:1  here; for nas2, made at stacks/nas.ts:4:3 from stacks/dc1.ts:100:14',
    ]);
    const there = at(100, 'text', 'text', { of: 'nas2', callers: callers.slice(1) });
    expect(printed(finding({ at: there })).join()).not.toContain('made at');
  });

  it('underlines the first of several lines', () => {
    const many = { ...at(7, '  nics: of({  ', 'of({'), endLine: 9, endColumn: 3 };
    expect(printed(finding({ at: many })).slice(2, 4)).toEqual(['  7 |   nics: of({', '    |         ~~~~']);
  });

  it('stands under the word after tabs, wide and combined characters', () => {
    expect(framed("\t\ta: 'x'", "'x'")).toEqual(["  7 |     a: 'x'", '    |        ~~~']);
    expect(framed("name: '東京', b: 1", '1')).toEqual(["  7 | name: '東京', b: 1", '    |                  ~']);
    expect(framed("'e\u0301': '👩‍👧', b: 22", '22')).toEqual([
      "  7 | 'e\u0301': '👩‍👧', b: 22",
      '    |               ~~',
    ]);
    expect(framed("a: '東'", "'東'")).toEqual(["  7 | a: '東'", '    |    ~~~~']);
  });

  it('shows what would move the cursor', () => {
    expect(framed("a: '\u001b[2J\u202e', b: 1", '1')).toEqual([
      "  7 | a: '␛[2J\ufffd', b: 1",
      '    |                ~',
    ]);
    expect(printed(finding({ message: 'a \u001b[31m name' }))[0]).toBe('error[lacp-ends-in-one-switch] a ␛[31m name');
  });

  it('shows the part of a long line that is meant', () => {
    const long = `const x = { ${'a: 1, '.repeat(40)}bad: 'value', ${'b: 2, '.repeat(40)}};`;
    const [source = '', rule = ''] = framed(long, "'value'", 60);
    expect(source.length).toBe(60);
    expect(source).toMatch(/^ {2}7 \| ….*bad: 'value'.*…$/);
    expect(source.slice(rule.indexOf('~'), rule.lastIndexOf('~') + 1)).toBe("'value'");
    const [start = '', under = ''] = framed(long, 'const x', 60);
    expect(start).toMatch(/^ {2}7 \| const x = .*…$/);
    expect(under).toBe('    | ~~~~~~~');
  });

  it('wraps why and fix', () => {
    const lines = printed(finding({ why: 'one two three four five six seven eight nine ten eleven' }), 40);
    expect(lines.slice(4, 6)).toEqual(['  why  one two three four five six seven', '       eight nine ten eleven']);
  });

  it('has no frame where there is no text', () => {
    expect(printed(finding({ at: at(1, '', '') }))[2]).toMatch(/^ {2}why/);
  });

  it('keeps the shape under colours', () => {
    const tag = (name: string) => (text: string) => `<${name}>${text}</${name}>`;
    const paint: Paint = { bold: tag('b'), dim: tag('d'), red: tag('r'), yellow: tag('y'), cyan: tag('c') };
    const also = [{ at: at(27, 'eth1', 'eth1'), message: 'there' }];
    const coloured = pretty([finding({ also })], { folder: '/site', paint });
    expect(coloured).toContain('<r>error[lacp-ends-in-one-switch]</r> <b>hv1 bond0');
    expect(coloured).toContain('<d>32 |</d>     bond0');
    expect(coloured).toContain('<c>~~~~</c>');
    const bare = pretty([finding({ also })], { folder: '/site', paint: unpainted });
    expect(coloured.replaceAll(/<\/?\w>/g, '')).toBe(bare);
  });
});

describe('total', () => {
  it('counts', () => {
    expect(total([])).toBe('');
    expect(total([of('error', 1)])).toBe('1 error');
    expect(total([of('error', 1), of('error', 2), of('error', 2), of('warning', 1), of('info', 1)])).toBe(
      '2 errors, 1 warning, 1 note',
    );
  });
});
