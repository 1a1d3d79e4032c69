import { readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { rules } from '../../dsl/checks/rules.ts';
import { explain } from '../../dsl/cli/explain.ts';
import { loadingRules } from '../../dsl/cli/loading.ts';
import { rackwright, temporary } from './package.ts';

/** What a command prints, when it is called and not started: a process for each rule would take a minute. */
const printed = (run: () => number): { readonly code: number; readonly out: string } => {
  const { write } = process.stdout;
  let out = '';
  process.stdout.write = (text) => {
    out += text;
    return true;
  };
  try {
    return { code: run(), out };
  } finally {
    process.stdout.write = write;
  }
};

it.each(rules.map((it) => [it.code, it] as const))('explain %s', (code, rule) => {
  const page = printed(() => explain(code, {}));
  const data = printed(() => explain(code, { json: true }));
  expect([page.code, data.code]).toEqual([0, 0]);
  expect(page.out).toContain(`${rule.severity}[${code}]\n`);
  for (const it of [rule.law, rule.why, 'breaks it', 'keeps it']) expect(page.out).toContain(it);
  expect(page.out).not.toMatch(/[«»‹›]|undefined/);
  expect(JSON.parse(data.out)).toMatchObject({ code, law: rule.law, why: rule.why });
});

it('knows every code that loading a stack can say', () => {
  const files = readdirSync('dsl/source').map((it) => readFileSync(`dsl/source/${it}`, 'utf8'));
  const said = [
    ...files.join('\n').matchAll(/(?<=code: |code: nothing \? |'no-default-export' : )'([a-z]+(?:-[a-z]+)+)'/g),
  ].map((it) => it[1]);
  expect(said.length).toBeGreaterThan(9);
  expect(said.filter((it) => !Object.hasOwn(loadingRules, it ?? ''))).toEqual([]);
  expect(Object.keys(loadingRules).filter((it) => it !== 'site-has-its-own-name' && !said.includes(it))).toEqual([]);
  expect(printed(() => explain('stack-threw', {})).out).toContain('A stack runs to its end.');
});

it('lists all, once each', () => {
  const { code, out, err } = rackwright(temporary(), 'explain');
  expect({ code, err }).toEqual({ code: 0, err: '' });
  const codes = out
    .trimEnd()
    .split('\n')
    .map((line) => line.split('  ')[0]);
  expect(codes).toEqual([...Object.keys(loadingRules), ...rules.map((it) => it.code)]);
  expect(new Set(codes).size).toBe(codes.length);
});

it('a code that is not there: what was meant, and 64', () => {
  const folder = temporary();
  expect(rackwright(folder, 'explain', 'lacp-ends-in-one-domian')).toEqual({
    code: 64,
    out: '',
    err: 'There is no rule lacp-ends-in-one-domian; did you mean "lacp-ends-in-one-domain"? `rackwright explain` lists them.\n',
  });
  expect(rackwright(folder, 'explain', 'x', '--json')).toEqual({
    code: 64,
    out: '',
    err: 'There is no rule x. `rackwright explain` lists them.\n',
  });
});
