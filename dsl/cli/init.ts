import { readdirSync, statSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import Handlebars from 'handlebars';
import { ownVersion } from '../source/installed.ts';
import { hasFolder, makeFolder } from './disk.ts';
import gitattributes from './init/gitattributes.hbs';
import packageJson from './init/package.hbs';
import readme from './init/readme.hbs';
import site from './init/site.hbs';
import tsconfig from './init/tsconfig.hbs';
import { exit, printJson, say, typed } from './say.ts';

const templates: Readonly<Record<string, string>> = {
  'package.json': packageJson,
  'tsconfig.json': tsconfig,
  'README.md': readme,
  '.gitattributes': gitattributes,
  '.gitignore': 'node_modules/\n',
  'stacks/site.ts': site,
};

/** The folder's name as the name of a package and of a site: what npm and a hostname both take. */
const nameOf = (root: string): string => {
  const name = basename(root)
    .toLowerCase()
    .replace(/[^a-z0-9-]+/g, '-')
    .slice(0, 63)
    .replace(/^-+|-+$/g, '');
  if (name === 'rackwright') return 'rackwright-site';
  return name || 'site';
};

/** A project that compiles at once. Touches nothing that is there. */
export const init = (folder: string, { json = false }: { readonly json?: boolean }): number => {
  const root = resolve(folder);
  const there = folder === '' ? undefined : statSync(root, { throwIfNoEntry: false });
  if (folder === '' || (there !== undefined && !there.isDirectory())) {
    say(`'${folder}' is not a folder. Name a new folder, or an empty one; nothing was written.`);
    return exit.usage;
  }
  if (there !== undefined && readdirSync(root).some((it) => it !== '.git')) {
    say(`${folder} is not empty. Name a new folder, or an empty one; nothing was written.`);
    return exit.usage;
  }
  if (!hasFolder(root)) return exit.errors;
  const values = { name: nameOf(root), version: ownVersion() };
  for (const [path, template] of Object.entries(templates)) {
    makeFolder(dirname(join(root, path)));
    const text = Handlebars.compile(template, { noEscape: true, strict: true, knownHelpersOnly: true })(values);
    writeFileSync(join(root, path), text);
  }
  if (json) printJson({ folder: root, files: Object.keys(templates) });
  else {
    const enter = root === process.cwd() ? '' : `cd ${typed(folder)} && `;
    say(`Made ${folder}. Next: ${enter}npm install && npm run synth, then read out/ and stacks/site.ts.`);
  }
  return exit.done;
};
