import { writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { rackwright } from './package.ts';
import { edit, project, tree } from './site.ts';

/** Two mistakes in the stack that init makes: one the schema sees, one a law. */
const broken = (): string => {
  const folder = project();
  edit(folder, 'stacks/site.ts', (text) =>
    text.replace("mode: 'lacp'", "mode: 'lapc'").replace("sw1.port('Gi0/2')", "sw1.port('Gi0/99')"),
  );
  return folder;
};
const expected = [
  { code: 'port-exists', line: 22, column: 46 },
  { code: 'value-has-its-form', line: 25, column: 20 },
];

describe('check', () => {
  it('says that all is well, and writes nothing', () => {
    const folder = project();
    const before = tree(folder);
    expect(rackwright(folder, 'check')).toEqual({ code: 0, out: '', err: '1 site, no findings\n' });
    expect(tree(folder)).toEqual(before);
  });

  it('draws what it finds', () => {
    const { code, out, err } = rackwright(broken(), 'check');
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(err).toContain(
      "  stacks/site.ts:22:46\n  22 |     eno2: { mac: '00:00:5e:00:53:11', cable: sw1.port('Gi0/99') },",
    );
    expect(err).toContain('\n  stacks/site.ts:25:20\n');
    expect(err).toMatch(/\n\n1 site, 2 errors\n$/);
  });

  it('says a mistake in a shared constant once', () => {
    const folder = project();
    const hosts = [1, 2, 3].map(
      (n) => `hypervisor('hv${n}', { platform: debian12, defaultRoute: 'none', nics: {}, ...shared })`,
    );
    writeFileSync(
      join(folder, 'stacks/site.ts'),
      `import { debian12, hypervisor, stack } from 'rackwright';
const shared = { domain: 'Example', dns: ['fd00::1/64'] };
export default stack('racks', [${hosts.join(', ')}] as never);
`,
    );
    const { code, err } = rackwright(folder, 'check');
    expect(code).toBe(1);
    expect(err).toContain("'Example' is not a domain name");
    expect(err).toMatch(/error\[value-has-its-form\] hv1\.domain: .+ \(and 2 more hosts: hv2, hv3\)\n/);
    expect(err).toMatch(/error\[address-is-ipv4\] hv1\.dns\.0: .+ \(and 2 more hosts: hv2, hv3\)\n/);
    expect(err).toMatch(/\n1 site, 2 errors\n$/);
  });

  it('says a key that is given twice, and not what is missed because of it', () => {
    const folder = project();
    edit(folder, 'stacks/site.ts', (text) => text.replace(/\beno2:/, 'eno1:'));
    for (const words of [['check'], ['synth']]) {
      const { code, err } = rackwright(folder, ...words);
      expect(code).toBe(1);
      expect(err.match(/error\[.+?\]/g)).toEqual(['error[key-given-twice]']);
      expect(err).toContain('  the first one\n');
    }
  });

  it('as JSON, which is all that stands on standard output', () => {
    const folder = broken();
    const ran = rackwright(folder, 'check', '--json');
    expect({ code: ran.code, err: ran.err }).toEqual({ code: 1, err: '' });
    const found = JSON.parse(ran.out) as { file: string; why: string; fix: string }[];
    expect(found).toMatchObject(expected.map((it) => ({ ...it, severity: 'error', file: 'stacks/site.ts' })));
    expect(found.every((it) => it.why !== '' && it.fix !== '')).toBe(true);
    expect(rackwright(folder, 'check', '--format', 'json').out).toBe(ran.out);
    expect(JSON.parse(rackwright(project(), 'check', '--json').out)).toEqual([]);
  });

  it('as annotations of GitHub', () => {
    const { code, out, err } = rackwright(broken(), 'check', '--format', 'github');
    expect({ code, err }).toEqual({ code: 1, err: '' });
    const lines = out.trimEnd().split('\n');
    expect(lines).toHaveLength(2);
    for (const [index, it] of expected.entries())
      expect(lines[index]).toMatch(
        new RegExp(
          `^::error file=stacks/site.ts,line=${it.line},col=${it.column},title=${it.code}::.+%0Awhy  .+%0Afix  `,
        ),
      );
    expect(rackwright(project(), 'check', '--format', 'github')).toEqual({ code: 0, out: '', err: '' });
  });
});

/** SARIF 2.1.0 (OASIS), §3: what a log, a run, a rule and a result must and may have, as far as we use them. */
const text = z.strictObject({ text: z.string().min(1) });
const position = z.number().int().min(1);
const location = {
  physicalLocation: z.strictObject({
    artifactLocation: z.strictObject({
      uri: z.string().refine((it) => !/[\s\\]/.test(it) && new URL(it, 'file:///root/').href.startsWith('file:///')),
      uriBaseId: z.literal('%SRCROOT%'),
    }),
    region: z
      .strictObject({ startLine: position, startColumn: position, endLine: position, endColumn: position })
      .refine((it) => it.endLine > it.startLine || it.endColumn > it.startColumn),
  }),
};
const sarif = z.strictObject({
  $schema: z.url(),
  version: z.literal('2.1.0'),
  runs: z.tuple([
    z.strictObject({
      tool: z.strictObject({
        driver: z.strictObject({
          name: z.literal('rackwright'),
          rules: z.array(z.strictObject({ id: z.string().min(1), shortDescription: text, help: text })),
        }),
      }),
      columnKind: z.enum(['utf16CodeUnits', 'unicodeCodePoints']),
      results: z.array(
        z.strictObject({
          ruleId: z.string(),
          ruleIndex: z.number().int().min(0),
          level: z.enum(['none', 'note', 'warning', 'error']),
          message: text,
          locations: z.array(z.strictObject(location)).length(1),
          relatedLocations: z.array(z.strictObject({ id: z.number().int().min(0), message: text, ...location })),
        }),
      ),
    }),
  ]),
});

it('check --format sarif is a log that code scanning takes', () => {
  const folder = broken();
  const { code, out, err } = rackwright(folder, 'check', '--format', 'sarif');
  expect({ code, err }).toEqual({ code: 1, err: '' });
  const [run] = sarif.parse(JSON.parse(out)).runs;
  expect(run.results.map((it) => it.ruleId)).toEqual(expected.map((it) => it.code));
  for (const it of run.results) {
    expect(run.tool.driver.rules[it.ruleIndex]?.id).toBe(it.ruleId);
    const [at] = it.locations;
    const base = pathToFileURL(`${folder}/`);
    expect(new URL(at?.physicalLocation.artifactLocation.uri ?? '', base).pathname).toBe(
      pathToFileURL(resolve(folder, 'stacks/site.ts')).pathname,
    );
  }
  const clean = sarif.parse(JSON.parse(rackwright(project(), 'check', '--format', 'sarif').out));
  expect(clean.runs[0].results).toEqual([]);
});
