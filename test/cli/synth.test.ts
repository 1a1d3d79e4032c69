import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { inside, rackwright, temporary } from './package.ts';
import { edit, project, tree } from './site.ts';

const script = 'out/racks/hosts/hv1/apply.sh';
const config = 'out/racks/switches/sw1/config.ios';
const broken = (text: string): string =>
  text.replace("on: 'bond0', address: '10.66.7.1'", "on: 'bond9', address: '10.66.7.1'");

describe('synth writes', () => {
  it('everything, and the second run nothing', () => {
    const folder = project();
    rmSync(join(folder, 'out'), { recursive: true });
    const first = rackwright(folder, 'synth');
    expect(first).toMatchObject({ code: 0, out: '' });
    expect(first.err).toContain(`wrote ${script}\n`);
    expect(first.err).toContain('5 files, 5 changed');
    const before = tree(join(folder, 'out'));
    const second = rackwright(folder, 'synth');
    expect(second).toEqual({ code: 0, out: '', err: '5 files, 0 changed\n' });
    expect(tree(join(folder, 'out'))).toEqual(before);
    expect(rackwright(folder, 'synth', '--check')).toEqual({ code: 0, out: '', err: '5 files, 0 stale\n' });
  });

  it('what another mode, another byte or a merge left', () => {
    const folder = project();
    const right = tree(join(folder, 'out'));
    chmodSync(join(folder, script), 0o644);
    edit(folder, config, (text) => `<<<<<<< ours\n${text}=======\n>>>>>>> theirs\n`);
    writeFileSync(join(folder, 'out/racks/site.json'), '{');
    const { code, err } = rackwright(folder, 'synth');
    expect(code).toBe(0);
    expect(err).toContain(`updated the mode of ${script}`);
    expect(err).toContain(`updated ${config}`);
    expect(tree(join(folder, 'out'))).toEqual(right);
  });

  it('away what is stale, and nobody else’s files', () => {
    const folder = project();
    mkdirSync(join(folder, 'out/racks/hosts/gone'));
    writeFileSync(join(folder, 'out/racks/hosts/gone/apply.sh'), '');
    for (const it of ['out/mine.txt', 'out/racks/notes.md', 'out/racks/hosts/hv1/photo.jpg'])
      writeFileSync(join(folder, it), 'mine');
    expect(rackwright(folder, 'synth', '--check')).toMatchObject({
      code: 2,
      err: expect.stringContaining('out/racks/hosts/gone/apply.sh is stale'),
    });
    expect(rackwright(folder, 'synth').err).toBe('removed out/racks/hosts/gone/apply.sh\n5 files, 1 changed\n');
    expect(existsSync(join(folder, 'out/racks/hosts/gone'))).toBe(false);
    for (const it of ['out/mine.txt', 'out/racks/notes.md', 'out/racks/hosts/hv1/photo.jpg'])
      expect(readFileSync(join(folder, it), 'utf8')).toBe('mine');
  });

  it('and names the folder of a site whose stack is gone', () => {
    const folder = project();
    mkdirSync(join(folder, 'out/old'));
    writeFileSync(join(folder, 'out/old/site.json'), '{}');
    expect(rackwright(folder, 'synth').err).toContain('No stack makes out/old/ now.');
    expect(existsSync(join(folder, 'out/old/site.json'))).toBe(true);
    expect(rackwright(folder, 'synth', 'stacks/site.ts').err).not.toContain('out/old/');
  });

  it('a stack from anywhere, into any folder', () => {
    const folder = project();
    const far = join(temporary(), 'räcks of ours');
    mkdirSync(far);
    writeFileSync(join(far, 'a b.ts'), readFileSync(join(folder, 'stacks/site.ts'), 'utf8'));
    const { code, err } = rackwright('/', 'synth', join(far, 'a b.ts'), '--out', join(far, 'o ut/'));
    expect(code).toBe(0);
    expect(err).toContain(`wrote ${far}/o ut/racks/site.json`);
    expect(tree(join(far, 'o ut/racks'))).toEqual(tree(join(folder, 'out/racks')));
    const stale = rackwright(far, 'synth', 'a b.ts', '--out', 'else where', '--check');
    expect(stale.code).toBe(2);
    expect(stale.err).toContain("Run `rackwright synth 'a b.ts' --out 'else where'` and commit else where/.");
  });

  it('a file once that is named twice', () => {
    expect(rackwright(project(), 'synth', 'stacks/site.ts', './stacks/site.ts').err).toBe('5 files, 0 changed\n');
  });
});

describe('synth --check', () => {
  it('exits 2 for one byte, names file and line, says what to run, and writes nothing', () => {
    const folder = project();
    edit(folder, config, (text) => text.replace('switchport mode trunk', 'switchport mode trUnk'));
    const before = tree(folder);
    const line = readFileSync(join(folder, config), 'utf8').split('trUnk')[0]?.split('\n').length;
    expect(rackwright(folder, 'synth', '--check')).toEqual({
      code: 2,
      out: '',
      err: `${config}:${line} differs\n5 files, 1 stale\nRun \`rackwright synth\` and commit out/.\n`,
    });
    expect(tree(folder)).toEqual(before);
  });

  it('as data', () => {
    const folder = project();
    rmSync(join(folder, script));
    const { code, out, err } = rackwright(folder, 'synth', '--check', '--json');
    expect({ code, err }).toEqual({ code: 2, err: '' });
    expect(JSON.parse(out)).toEqual({
      ok: true,
      out: 'out',
      files: 5,
      differences: [{ path: 'racks/hosts/hv1/apply.sh', change: 'new' }],
      warnings: [],
    });
  });

  it('where nothing was ever written', () => {
    const folder = project();
    rmSync(join(folder, 'out'), { recursive: true });
    expect(rackwright(folder, 'synth', '--check').err).toContain('5 files, 5 stale');
    expect(existsSync(join(folder, 'out'))).toBe(false);
  });
});

describe('synth writes nothing', () => {
  it('when there is an error, in any of the stacks', () => {
    const folder = project();
    edit(folder, 'stacks/site.ts', (text) => broken(text).replaceAll('Gi0/1', 'Gi0/3'));
    writeFileSync(
      join(folder, 'stacks/a.ts'),
      "import { stack } from 'rackwright';\nexport default stack('fine', []);\n",
    );
    const before = tree(folder);
    const { code, out, err } = rackwright(folder, 'synth');
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(err).toMatch(/^error\[on-names-a-bond-or-nic\]/);
    expect(err).toContain('stacks/site.ts:31:');
    expect(err).toMatch(/Nothing was written\.\n$/);
    expect(err).not.toMatch(inside);
    expect(tree(folder)).toEqual(before);
    const data = JSON.parse(rackwright(folder, 'synth', '--json').out);
    expect(data).toMatchObject({ ok: false, findings: [{ code: 'on-names-a-bond-or-nic', file: 'stacks/site.ts' }] });
  });

  it('when two stacks have one name', () => {
    const folder = project();
    writeFileSync(join(folder, 'stacks/twin.ts'), readFileSync(join(folder, 'stacks/site.ts')));
    const { code, err } = rackwright(folder, 'synth');
    expect(code).toBe(1);
    expect(err).toContain('two stacks are called racks\n  stacks/twin.ts:34:22');
    expect(err).toContain('stacks/site.ts:34:22  the other one');
  });

  it.each([
    ['/proc/nothing', '/proc/nothing: nothing can be made there. Name another folder.\n', 1],
    ['stacks/site.ts', 'a part of the path is a file, not a folder. Name another folder, or move the file away.\n', 1],
    ['', "--out '' names no folder. Name one, or leave it out for out/.\n", 64],
  ])('into %j', (out, said, code) => {
    const folder = project();
    const before = tree(folder);
    const ran = rackwright(folder, 'synth', '--out', out);
    expect(ran.code).toBe(code);
    expect(ran.err).toMatch(new RegExp(`${said.replaceAll(/[.*'/]/g, '\\$&')}$`));
    expect(tree(folder)).toEqual(before);
    expect(readdirSync(folder)).toEqual(readdirSync(project()));
  });
});
