import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import Handlebars from 'handlebars';
import { ownVersion } from '../source/installed.ts';
import gitattributes from './init/gitattributes.hbs';
import packageJson from './init/package.hbs';
import readme from './init/readme.hbs';
import site from './init/site.hbs';
import tsconfig from './init/tsconfig.hbs';
import { exit, say } from './say.ts';

const templates: Readonly<Record<string, string>> = {
  'package.json': packageJson,
  'tsconfig.json': tsconfig,
  'README.md': readme,
  '.gitattributes': gitattributes,
  '.gitignore': 'node_modules/\n',
  'stacks/site.ts': site,
};

/** A project that compiles at once. Touches nothing that is there. */
export const init = (folder: string): number => {
  const root = resolve(folder);
  if (existsSync(root) && readdirSync(root).some((it) => it !== '.git')) {
    say(`${folder} is not empty. Name a new folder, or an empty one; nothing was written.`);
    return exit.usage;
  }
  const name =
    basename(root)
      .toLowerCase()
      .replace(/[^a-z0-9-]+/g, '-')
      .replace(/^-+|-+$/g, '') || 'site';
  for (const [path, template] of Object.entries(templates)) {
    const text = Handlebars.compile(template, { noEscape: true, strict: true, knownHelpersOnly: true })({
      name,
      version: ownVersion(),
    });
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  say(`Made ${folder}. Next: cd ${folder} && npm install && npm run synth, then read out/ and stacks/site.ts.`);
  return exit.done;
};
