import { describe, expect, it } from 'vitest';
import { type Finding, ordered, positioned } from '../../dsl/diagnostics/diagnostic.ts';
import { type Construct, place, placeText } from '../../dsl/language/place.ts';
import { at, finding, of } from './findings.ts';

describe('ordered', () => {
  it('puts errors first, then follows the file', () => {
    const inOther = finding({ at: { ...at(1, 'text', 'text'), file: '/site/a.ts' } });
    const all = [of('info', 1), of('warning', 9), of('error', 20, 'b'), of('error', 20, 'a'), of('error', 3), inOther];
    expect(ordered(all).map((one) => `${one.severity} ${one.at.file} ${one.at.line} ${one.code}`)).toEqual([
      'error /site/a.ts 1 lacp-ends-in-one-switch',
      'error /site/stacks/dc1.ts 3 a',
      'error /site/stacks/dc1.ts 20 a',
      'error /site/stacks/dc1.ts 20 b',
      'warning /site/stacks/dc1.ts 9 a',
      'info /site/stacks/dc1.ts 1 a',
    ]);
    expect(ordered(all.toReversed())).toEqual(ordered(all));
  });

  it('says once what is said twice, and keeps two hosts of one line apart', () => {
    expect(ordered([finding(), finding()])).toHaveLength(1);
    expect(ordered([finding(), finding({ at: { ...finding().at, of: 'hv2' } })])).toHaveLength(2);
    expect(ordered([finding(), finding({ message: 'another' })])).toHaveLength(2);
  });
});

describe('positioned', () => {
  it('asks for the key where the key is at fault', () => {
    const host: Construct = { kind: 'server', name: 'hv1', origin: { frames: [], within: [] } };
    const raw: Finding = {
      ...finding(),
      at: place(host, 'mut'),
      key: true,
      also: [{ at: place(host, 'mtu'), message: 'here' }],
    };
    const asked: string[] = [];
    const result = positioned(raw, (where, key) => {
      asked.push(`${placeText(where)} ${key ?? false}`);
      return at(1, 'text', 'text');
    });
    expect(asked).toEqual(['hv1.mut true', 'hv1.mtu false']);
    expect(result).toEqual(
      finding({ at: at(1, 'text', 'text'), also: [{ at: at(1, 'text', 'text'), message: 'here' }] }),
    );
  });
});
