import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { rackwright, temporary } from './package.ts';
import { tree } from './site.ts';

const names = (folder: string): readonly string[] => tree(folder).map((it) => it.split(' ')[0] ?? '');
const files = ['.gitattributes', '.gitignore', 'README.md', 'package.json', 'stacks/site.ts', 'tsconfig.json'];

describe('init', () => {
  it('makes a project that compiles at once, and says what comes next', () => {
    const folder = temporary();
    const { code, out, err } = rackwright(folder, 'init', 'My racks');
    expect({ code, out }).toEqual({ code: 0, out: '' });
    expect(err).toBe(
      "Made My racks. Next: cd 'My racks' && npm install && npm run synth, then read out/ and stacks/site.ts.\n",
    );
    const made = join(folder, 'My racks');
    expect(names(made)).toEqual(files.map((it) => `/${it}`));
    expect(tree(made).join('\n')).not.toMatch(/\{\{|undefined/);
    expect(JSON.parse(readFileSync(join(made, 'package.json'), 'utf8')).name).toBe('my-racks');
    expect(rackwright(made, 'check')).toEqual({ code: 0, out: '', err: '1 site, no findings\n' });
    expect(rackwright(made, 'synth').err).toContain('wrote out/my-racks/hosts/hv1/apply.sh');
  });

  it.each([
    ['ööö', 'site'],
    ['9lives', '9lives'],
    ['rackwright', 'rackwright-site'],
    [`${'a'.repeat(62)}--b`, 'a'.repeat(62)],
  ])('in %s makes the site %s', (folder, name) => {
    const home = temporary();
    expect(rackwright(home, 'init', folder).code).toBe(0);
    expect(readFileSync(join(home, folder, 'stacks/site.ts'), 'utf8')).toContain(`export default stack('${name}', `);
    expect(rackwright(join(home, folder), 'check').code).toBe(0);
  });

  it('takes an empty folder, also one under git and the one it stands in', () => {
    const folder = temporary();
    mkdirSync(join(folder, '.git'));
    const { code, out } = rackwright(folder, 'init', '.', '--json');
    expect(code).toBe(0);
    expect(JSON.parse(out)).toEqual({ folder, files: expect.arrayContaining(files) });
  });

  it('touches nothing that is there', () => {
    const folder = temporary();
    writeFileSync(join(folder, 'notes.txt'), 'mine');
    const before = tree(folder);
    expect(rackwright(folder, 'init', '.')).toEqual({
      code: 64,
      out: '',
      err: '. is not empty. Name a new folder, or an empty one; nothing was written.\n',
    });
    for (const it of ['notes.txt', ''])
      expect(rackwright(folder, 'init', it)).toEqual({
        code: 64,
        out: '',
        err: `'${it}' is not a folder. Name a new folder, or an empty one; nothing was written.\n`,
      });
    expect(tree(folder)).toEqual(before);
  });
});
