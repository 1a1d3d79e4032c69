import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { judge } from '../../dsl/checks/check.ts';
import { markedIn, sourceOf } from '../../dsl/checks/example.ts';
import { checks } from '../../dsl/checks/index.ts';
import { judgeSchema } from '../../dsl/checks/schema.ts';
import { judgeList } from '../../dsl/checks/stack-list.ts';
import type { Finding, Locate } from '../../dsl/diagnostics/diagnostic.ts';
import * as rackwright from '../../dsl/index.ts';
import type { Stack } from '../../dsl/language/stack.ts';
import { reach } from '../../dsl/model/reach.ts';
import { resolve } from '../../dsl/model/resolve.ts';
import { load } from '../../dsl/source/load.ts';
import { createLocator } from '../../dsl/source/locate.ts';

const folder = mkdtempSync(join(tmpdir(), 'rackwright-examples-'));
afterAll(() => rmSync(folder, { recursive: true }));

const provided = { rackwright, version: '0.0.0' };

/** An example as a stack file of its own, read as any other is. */
const read = async (
  code: string,
  which: 'bad' | 'good',
  example: string,
): Promise<{ readonly stack: Stack; readonly locate: () => Promise<Locate> }> => {
  const home = join(folder, code, which);
  mkdirSync(home, { recursive: true });
  const entry = join(home, 'stack.ts');
  writeFileSync(entry, sourceOf(example));
  const result = await load(entry, provided);
  if (!result.ok)
    throw new Error(result.findings.map((it) => `${it.at.line}:${it.at.column} ${it.message}`).join('\n'));
  return { stack: result.value as Stack, locate: () => createLocator(result.sources) };
};

const findingsOf = (stack: Stack): readonly Finding[] => {
  const { findings, specs } = judgeSchema(reach(stack).reached);
  const model = resolve(stack, specs);
  const chosen = stack.options.laws ?? [];
  const judged = checks.filter((check) => check.optional === undefined || chosen.includes(check.optional));
  return [...judgeList(stack), ...findings, ...judged.flatMap((check) => judge(check, model))];
};

const told = (findings: readonly Finding[]): readonly string[] =>
  findings.filter((it) => it.severity !== 'info').map((it) => `${it.severity}[${it.code}] ${it.message}`);

const lineColumn = ({ line, column }: { readonly line: number; readonly column: number }): string =>
  `${line}:${column}`;

describe.each(checks.map((check) => [check.code, check] as const))('%s', (code, check) => {
  it('finds one thing in its bad example, at the value that is marked', async () => {
    const { stack, locate } = await read(code, 'bad', check.bad);
    const findings = findingsOf(stack);
    const own = findings.filter((finding) => finding.code === code);
    expect(own.map((finding) => finding.message)).toHaveLength(1);
    expect(told(findings.filter((finding) => finding.code !== code))).toEqual([]);

    const [finding] = own;
    if (finding === undefined) return;
    const at = await locate();
    const marked = markedIn(check.bad);
    expect([lineColumn(at(finding.at, finding.key ?? false))], 'the value at fault').toEqual(marked.at.map(lineColumn));
    expect(finding.also.map((other) => lineColumn(at(other.at))).sort(), 'the other places').toEqual(
      marked.also.map(lineColumn).sort(),
    );
  });

  it('finds nothing in its good example', async () => {
    const { stack } = await read(code, 'good', check.good);
    expect(told(findingsOf(stack))).toEqual([]);
  });
});
