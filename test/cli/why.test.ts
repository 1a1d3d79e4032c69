import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { inside, rackwright } from './package.ts';
import { edit, project } from './site.ts';

const config = 'out/racks/switches/sw1/config.ios';
const lineOf = (folder: string, file: string, text: string): number =>
  readFileSync(join(folder, file), 'utf8').split('\n').indexOf(text) + 1;

describe('why', () => {
  it('a line of an artifact: the values it follows from, each with its position', () => {
    const folder = project();
    const target = `${config}:${lineOf(folder, config, 'vlan 667')}`;
    const { code, out, err } = rackwright(folder, 'why', target);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toMatch(/^vlan 667\n/);
    expect(out).toContain('  stacks/site.ts:6:18  storage.id  storage: { id: 667,');
    const data = JSON.parse(rackwright(folder, 'why', target, '--json').out);
    expect(data.line).toBe('vlan 667');
    expect(data.from).toContainEqual(
      expect.objectContaining({ kind: 'value', place: 'storage.id', file: 'stacks/site.ts', line: 6, column: 18 }),
    );
  });

  it('a line of a stack: the lines that follow from it, which are there', () => {
    const folder = project();
    const { code, out, err } = rackwright(folder, 'why', 'stacks/site.ts:31', '--json');
    expect({ code, err }).toEqual({ code: 0, err: '' });
    const { places, lines } = JSON.parse(out) as {
      places: { place: string }[];
      lines: { path: string; line: number; text: string }[];
    };
    expect(places.map((it) => it.place)).toContain('hv1.vlans.0.address');
    expect(lines.length).toBeGreaterThan(5);
    for (const { path, line, text } of lines)
      expect(readFileSync(join(folder, path), 'utf8').split('\n')[line - 1]).toBe(text);
    expect(lines.some((it) => it.path.endsWith('apply.sh') && it.text.includes('10.66.7.1/24'))).toBe(true);
  });

  it('a value', () => {
    const { code, out, err } = rackwright(project(), 'why', 'racks/hv1.bonds.bond0');
    expect(code).toBe(0);
    expect(out).toMatch(/^stacks\/site\.ts:25:12 {2}hv1\.bonds\.bond0 {2}/);
    expect(out).toContain('  channel-group 1 mode active\n');
    expect(err).toMatch(/^\d+ lines follow from it\n$/);
  });

  it('a line of a file that is not what compiles now: stale, 2', () => {
    const folder = project();
    writeFileSync(join(folder, config), 'vlan 5\n');
    expect(rackwright(folder, 'why', `${config}:1`)).toEqual({
      code: 2,
      out: '',
      err: `${config} is not what the stack compiles to now, so no line of it can be explained. Run \`rackwright synth\` first.\n`,
    });
  });

  it('nothing, while there are errors', () => {
    const folder = project();
    edit(folder, 'stacks/site.ts', (text) => text.replaceAll('Gi0/2', 'Gi0/99'));
    const { code, out, err } = rackwright(folder, 'why', `${config}:20`);
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(err).toBe('There are errors, so nothing follows from anything; `rackwright check` says which.\n');
  });

  it.each([
    [
      'nonsense',
      'nonsense is neither a line of out/, nor a line of a stack, nor a value such as racks/host.bonds.bond0.',
    ],
    ['package.json:3', 'package.json:3 is neither a line of out/'],
    ['nosite/hv1', 'nosite/hv1 is neither a line of out/'],
    [`${config}:99999`, `${config} has no line 99999; its last one is `],
    [`${config}:0`, `${config} has no line 0; its last one is `],
    ['out/racks/notes.txt:1', 'The stack racks makes no notes.txt; its folder is out/racks/.'],
    ['stacks/site.ts:2', 'No value stands on line 2 of stacks/site.ts.'],
    ['racks/hv2', `The stack racks has no 'hv2'; did you mean "hv1"?`],
    ['racks/', "The stack racks has no ''; it has sw1, hv1, "],
    ['racks/hv1.bonds.bond7', `racks/hv1 has no 'bond7' in racks/hv1.bonds.bond7; did you mean "bond0"?`],
  ])('%s: what is wrong with it, and 64', (target, said) => {
    const folder = project();
    writeFileSync(join(folder, 'out/racks/notes.txt'), 'mine\n');
    const { code, out, err } = rackwright(folder, 'why', target);
    expect({ code, out }).toEqual({ code: 64, out: '' });
    expect(err).toContain(said);
    expect(err).not.toMatch(inside);
  });
});
