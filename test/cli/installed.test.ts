import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { siteSchema } from '../../dsl/emit/site/schema.ts';
import { copied, type Ran, ran } from './package.ts';
import { edit } from './site.ts';

/** What npm would publish, installed from its tarball into a project of `init`, far from this repository. */
let home: string;
let project: string;
let installed: string;
const done = (command: string, words: readonly string[], cwd: string): Ran => {
  const it = ran(command, words, {
    cwd,
    timeout: 240_000,
    env: { npm_config_fund: 'false', npm_config_audit: 'false' },
  });
  if (it.code !== 0) throw new Error(`${command} ${words.join(' ')}\n${it.out}${it.err}`);
  return it;
};
const rackwright = (...words: readonly string[]): Ran => ran('npx', ['--no', 'rackwright', ...words], { cwd: project });

beforeAll(() => {
  home = mkdtempSync(join(tmpdir(), 'rackwright-installed-'));
  const source = copied();
  done('npm', ['pack', '--silent', '--pack-destination', home], source);
  const tarball = join(home, readdirSync(home).find((it) => it.endsWith('.tgz')) ?? 'none.tgz');
  done(process.execPath, [join(source, 'dist/cli.js'), 'init', 'racks'], home);
  project = join(home, 'racks');
  done('npm', ['install', '--silent', '--prefer-offline', tarball], project);
  installed = join(project, 'node_modules/rackwright');
});
afterAll(() => rmSync(home, { recursive: true, force: true }));

const filesOf = (folder: string): readonly string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((it) => it.isFile())
    .map((it) => join(it.parentPath, it.name));

describe('the package, installed', () => {
  it('compiles the project of init, by npx and by its scripts', () => {
    expect(rackwright('synth').err).toContain('5 files, 5 changed');
    const scripted = ran('npm', ['run', '--silent', 'synth'], { cwd: project });
    expect({ code: scripted.code, err: scripted.err }).toEqual({ code: 0, err: '5 files, 0 changed\n' });
    expect(ran('npm', ['run', '--silent', 'check'], { cwd: project }).code).toBe(0);
    expect(rackwright('explain', 'port-exists').out).toContain('error[port-exists]');
    expect(rackwright('why', 'racks/hv1.bonds.bond0').code).toBe(0);
  });

  it('compiles a stack from outside stacks/', () => {
    const folder = join(home, 'elsewhere');
    mkdirSync(folder);
    writeFileSync(join(folder, 'any.ts'), readFileSync(join(project, 'stacks/site.ts')));
    expect(rackwright('synth', join(folder, 'any.ts'), '--out', join(folder, 'made')).code).toBe(0);
    expect(filesOf(join(folder, 'made')).length).toBe(5);
  });

  const tsc = (...words: readonly string[]): Ran =>
    ran(process.execPath, [resolve('node_modules/typescript/bin/tsc'), '--noEmit', ...words], { cwd: project });

  it('gives an editor its types, all of them', () => {
    expect(tsc('-p', '.')).toMatchObject({ code: 0, out: '' });
    expect(tsc('-p', '.', '--skipLibCheck', 'false')).toMatchObject({ code: 0, out: '' });
    edit(project, 'stacks/site.ts', (text) => text.replace("members: ['eno1', 'eno2']", "members: ['eno1', 'eno3']"));
    const wrong = tsc('-p', '.');
    edit(project, 'stacks/site.ts', (text) => text.replace("'eno3'", "'eno2'"));
    expect(wrong.code).not.toBe(0);
    expect(wrong.out).toMatch(/^stacks\/site\.ts[(:]25,/);
  });

  it('ships what it imports, and nothing of ours that it does not need', () => {
    const manifest = JSON.parse(readFileSync(join(installed, 'package.json'), 'utf8'));
    const may = new Set([...Object.keys(manifest.dependencies), ...builtinModules]);
    const files = filesOf(join(installed, 'dist'));
    const missing = files
      .filter((it) => it.endsWith('.js') || it.endsWith('.d.ts'))
      .flatMap((file) =>
        [
          ...readFileSync(file, 'utf8').matchAll(
            /^(?:import|export)\b[^'"\n]*?\bfrom\s*['"]([^'"]+)['"]|\bimport\(["']([^"'$]+)["']\)/gm,
          ),
        ]
          .map((it) => it[1] ?? it[2] ?? '')
          .filter((name) =>
            name.startsWith('.')
              ? !existsSync(resolve(dirname(file), name)) &&
                !existsSync(resolve(dirname(file), name.replace(/\.[jt]s$/, '.d.ts')))
              : !may.has(name.replace(/^node:/, '')) && !may.has(name.split('/')[0] ?? ''),
          )
          .map((name) => `${file.slice(installed.length + 1)} → ${name}`),
      );
    expect(missing).toEqual([]);
    const shipped = filesOf(installed).filter((it) => !it.startsWith(join(installed, 'node_modules')));
    expect(shipped.filter((it) => /\/(dsl|test|out|stacks)\//.test(it.slice(installed.length)))).toEqual([]);
    for (const it of ['LICENSE', 'README.md', 'dist/THIRD-PARTY-LICENSES', 'dist/site.schema.json'])
      expect(shipped).toContain(join(installed, it));
  });

  it('has a JSON Schema that every site.json keeps', () => {
    const resolved = done(
      process.execPath,
      ['--input-type=module', '-e', "console.log(import.meta.resolve('rackwright/site.schema.json'))"],
      project,
    ).out.trim();
    const schema = z.fromJSONSchema(JSON.parse(readFileSync(new URL(resolved), 'utf8')));
    const sites = [
      join(project, 'out/racks/site.json'),
      ...readdirSync('out').map((it) => resolve('out', it, 'site.json')),
    ];
    expect(sites.length).toBeGreaterThan(2);
    for (const file of sites) {
      const site = JSON.parse(readFileSync(file, 'utf8'));
      expect(schema.safeParse(site).error?.issues ?? []).toEqual([]);
      expect(siteSchema.safeParse(site).error?.issues ?? []).toEqual([]);
      expect(schema.safeParse({ ...site, hosts: [{}] }).success).toBe(false);
      expect(schema.safeParse({ ...site, unheardOf: 1 }).success).toBe(false);
    }
  });

  it('refuses a stack whose project has another version', () => {
    const manifest = join(installed, 'package.json');
    const text = readFileSync(manifest, 'utf8');
    const other = join(home, 'other');
    mkdirSync(join(other, 'node_modules/rackwright'), { recursive: true });
    writeFileSync(
      join(other, 'node_modules/rackwright/package.json'),
      text.replace(/"version": ".*"/, '"version": "9.9.9"'),
    );
    writeFileSync(join(other, 'site.ts'), readFileSync(join(project, 'stacks/site.ts')));
    const { code, err } = rackwright('synth', join(other, 'site.ts'), '--out', join(other, 'out'));
    expect(code).toBe(1);
    expect(err).toContain('error[rackwright-version]');
    expect(err).toContain("the stack's project has rackwright 9.9.9 installed");
    expect(existsSync(join(other, 'out'))).toBe(false);
  });
});
