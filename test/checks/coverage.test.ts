import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { type Answer, coverage } from '../../dsl/checks/coverage.ts';
import { checks } from '../../dsl/checks/index.ts';
import * as rackwright from '../../dsl/index.ts';
import { address } from '../../dsl/language/scalars.ts';
import { platforms } from '../../dsl/platforms/index.ts';
import { switchFamilies } from '../../dsl/platforms/switches.ts';

/** The severity of every entry of the list, by its number: error, warning or info. */
const list: Readonly<Record<string, string>> = {
  VLAN: 'eeeeeeeeewweeee',
  LAG: 'eeeeeeeeeeeeewwwweewwe',
  MTU: 'eeeeeewew',
  IP: 'eeeeeeweeewwewe',
  STP: 'eeewwewwiw',
  SW: 'eeeweeewwewe',
  HF: 'eeeeeeeewewwe',
  KS: 'eeweeeeeeeewew',
  ST: 'ewww',
};
const words: Readonly<Record<string, string>> = { e: 'error', w: 'warning', i: 'info' };
const wanted: readonly (readonly [string, string | undefined])[] = Object.entries(list).flatMap(([group, severities]) =>
  [...severities].map((it, index) => [`${group}-${String(index + 1).padStart(2, '0')}`, words[it]] as const),
);

/** Everything that a stack can name today. */
const existing: readonly string[] = [
  ...new Set(
    [
      ...Object.keys(rackwright),
      ...Object.keys(platforms),
      ...Object.keys(switchFamilies),
      ...(address.safeParse('2001:db8::1').success ? ['ipv6'] : []),
    ].map((it) => it.toLowerCase()),
  ),
];

const lawsOf = (code: string): readonly string[] => coverage[code]?.laws ?? [];

/** What is wrong with an answer; nothing, if it holds. */
const faults = ({ laws = [], byConstruction, waitsFor }: Answer): readonly string[] => [
  ...(laws.length === 0 && byConstruction === undefined && waitsFor === undefined ? ['it has no answer'] : []),
  ...laws.filter((it) => !checks.some(({ code }) => code === it)).map((it) => `there is no law ${it}`),
  ...(byConstruction === undefined ||
  (existsSync(byConstruction.test) && readFileSync(byConstruction.test, 'utf8').includes(byConstruction.says))
    ? []
    : [`${byConstruction.test} does not say "${byConstruction.says}"`]),
  ...existing
    .filter((it) => waitsFor !== undefined && it.startsWith(waitsFor))
    .map((it) => `it waits for ${waitsFor}, and there is ${it}`),
];

describe('the coverage list', () => {
  it('has 114 entries, each once, with its severity', () => {
    expect(wanted).toHaveLength(114);
    expect(Object.entries(coverage).map(([id, { severity }]) => [id, severity])).toEqual(wanted);
  });

  it.each(Object.entries(coverage))('%s is answered by what exists, or waits for what does not', (_, answer) => {
    expect(faults(answer)).toEqual([]);
  });

  it('names for each law the entries that the law names, and no other', () => {
    const byLaw = checks.map(({ code, covers }) => [code, [...covers].sort()]);
    const byList = checks.map(({ code }) => [
      code,
      Object.keys(coverage)
        .filter((id) => lawsOf(id).includes(code))
        .sort(),
    ]);
    expect(byList).toEqual(byLaw);
  });

  it('sees what is wrong with an answer', () => {
    expect(faults({ severity: 'error' })).toEqual(['it has no answer']);
    expect(faults({ severity: 'error', laws: ['port-exists', 'no-such-law'] })).toEqual([
      'there is no law no-such-law',
    ]);
    expect(faults({ severity: 'error', waitsFor: 'nexus' })).toEqual([]);
    expect(faults({ severity: 'error', waitsFor: 'el9' as 'nexus' })).toEqual(['it waits for el9, and there is el9']);
    expect(faults({ severity: 'error', waitsFor: 'catalyst9300' as 'nexus' }).length).toBeGreaterThan(1);
    expect(
      faults({
        severity: 'error',
        byConstruction: { test: 'test/checks/coverage.test.ts', says: ['no', 'such', 'words'].join('-') },
      }),
    ).toHaveLength(1);
    expect(faults({ severity: 'error', byConstruction: { test: 'test/nothing.test.ts', says: 'x' } })).toHaveLength(1);
  });
});
