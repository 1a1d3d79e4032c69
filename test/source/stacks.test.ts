import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import * as rackwright from '../../dsl/index.ts';
import { type Construct, place, placeText } from '../../dsl/language/place.ts';
import { load } from '../../dsl/source/load.ts';
import { createLocator } from '../../dsl/source/locate.ts';

type Path = readonly (string | number)[];

/** Every text and number of a spec, with its path; a construct inside is a reference. */
const leaves = (value: unknown, path: Path = []): readonly (readonly [Path, string | number])[] => {
  if (typeof value === 'string' || typeof value === 'number') return [[path, value]];
  if (typeof value !== 'object' || value === null || 'kind' in value) return [];
  return Object.entries(value).flatMap(([key, inner]) =>
    leaves(inner, [...path, Array.isArray(value) ? Number(key) : key]),
  );
};

/** What a piece of a stack comes to, when it is one literal. */
const literal = (text: string): string | number | undefined => {
  const [, inner] = /^'((?:[^'\\]|\\.)*)'$/.exec(text) ?? [];
  return inner?.replaceAll('\\n', '\n') ?? (/^\d+$/.test(text) ? Number(text) : undefined);
};

/** A template, as a pattern of what it may come to. */
const pattern = (text: string): RegExp | undefined => {
  if (!/^`[^`]*`$/.test(text)) return undefined;
  const parts = text.slice(1, -1).split(/\$\{[^}]*\}/);
  return new RegExp(`^${parts.map((part) => part.replaceAll(/[.*+?^$()[\]\\|{}]/g, String.raw`\$&`)).join('.*')}$`);
};

describe('every value of the stacks is found where it is written', () => {
  it.each(readdirSync('stacks').filter((name) => name.endsWith('.ts')))('%s', async (name) => {
    const loaded = await load(`stacks/${name}`, { rackwright });
    if (!loaded.ok) throw new Error(JSON.stringify(loaded.findings, undefined, 2));
    const { constructs } = loaded.value as { constructs: readonly (Construct & { spec: unknown })[] };
    const locate = await createLocator(loaded.sources);
    const missed: string[] = [];
    let count = 0;
    for (const construct of constructs) {
      for (const [path, value] of leaves(construct.spec)) {
        const where = place(construct, ...path);
        const { line, column, endLine, endColumn, text } = locate(where);
        const found = endLine === line ? text.slice(column - 1, endColumn - 1) : text;
        count += 1;
        if (literal(found) !== value && pattern(found)?.test(String(value)) !== true)
          missed.push(`${placeText(where)} ${value}: ${line}:${column} ${found}`);
      }
    }
    expect(missed).toEqual([]);
    expect(count).toBeGreaterThan(50);
  });
});
