import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { findingsOf } from '../compiled.ts';

const text = readFileSync(new URL('./wrong.ts', import.meta.url), 'utf8');
const lines = text.split('\n');
const folder = mkdtempSync(join(tmpdir(), 'rackwright-wrong-'));
afterAll(() => rmSync(folder, { recursive: true }));

interface Mistake {
  readonly name: string;
  readonly code: string;
  readonly line: number;
  readonly column: number;
}

/** Each directive names the finding and the text it points at, which stands on the next line. */
const mistakes = lines.flatMap((line, index): Mistake[] => {
  const [, code, at] = /@ts-expect-error (\S+) at (.+)$/.exec(line) ?? [];
  if (code === undefined || at === undefined) return [];
  const name =
    lines
      .slice(0, index)
      .reverse()
      .flatMap((it) => /^ {2}'(.+)': \(\) =>/.exec(it)?.[1] ?? [])[0] ?? '';
  return [{ name, code, line: index + 2, column: (lines[index + 1] ?? '').lastIndexOf(at) + 1 }];
});

describe('a mistake that types would have shown, with the types stripped', () => {
  it.each(mistakes)('$name', async ({ name, code, line, column }) => {
    const file = join(folder, `${name.replace(/\W+/g, '-')}.ts`);
    writeFileSync(file, `${text}\nexport default blocks[${JSON.stringify(name)}]();\n`);
    // The key that stands twice in one block stands so in the text of them all.
    const found = (await findingsOf(file)).filter(
      (it) => it.code === code || (it.severity === 'error' && it.code !== 'key-given-twice'),
    );
    expect(found.map((it) => `${it.code} ${it.at.line}:${it.at.column}`)).toEqual([`${code} ${line}:${column}`]);
  });

  it('covers every block', () => {
    expect(mistakes.map((it) => it.name)).toEqual([...text.matchAll(/^ {2}'(.+)': \(\) =>/gm)].map((it) => it[1]));
    expect(mistakes.every((it) => it.column > 0)).toBe(true);
  });
});
