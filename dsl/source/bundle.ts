import { statSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { resolve } from 'node:path';
import { type BuildFailure, build, type Message } from 'esbuild';
import type { Located, Severity, SourceFinding } from '../diagnostics/diagnostic.ts';
import { purity } from './purity.ts';
import { type Bundle, isInstalled, onLine, scriptOf } from './sources.ts';

/** A stack in one script. */
export interface Script extends Bundle {
  readonly code: string;
}

export type Bundled =
  | { readonly ok: true; readonly scripts: readonly Script[]; readonly warnings: readonly SourceFinding[] }
  | { readonly ok: false; readonly findings: readonly SourceFinding[] };

/** esbuild counts columns in bytes from 0. */
const units = (text: string, bytes: number): number => Buffer.from(text).subarray(0, bytes).toString().length;

const at = (location: Message['location'], entry: string): Located => {
  if (location === null) return onLine({ file: entry, line: 1, column: 1 }, 1, '');
  const { lineText, line, column, length } = location;
  const start = units(lineText, column);
  const end = units(lineText, column + length);
  return onLine({ file: resolve('/', location.file), line, column: start + 1 }, end - start, lineText);
};

interface Words {
  readonly code: string;
  readonly message: string;
  readonly why: string;
  readonly fix: string;
}

const unresolved = (name: string): Words => {
  if (isBuiltin(name))
    return {
      code: 'stack-is-pure',
      message: `a stack is pure: it cannot import "${name}", which would bring in the machine it is compiled on`,
      why: purity,
      fix: 'Write the value itself into the stack, or into a .ts or .json file that the stack imports.',
    };
  return {
    code: 'import-not-found',
    message: `there is no "${name}" to import`,
    why: 'A stack is bundled with all that it imports before it runs.',
    fix: name.startsWith('.') ? 'Correct the path; it starts from the file that imports.' : `Run npm install ${name}.`,
  };
};

const words = ({ text, id }: Message): Words => {
  const name = /^Could not resolve "(.+)"/.exec(text)?.[1];
  if (name !== undefined) return unresolved(name);
  const missing = /^No matching export in "(.+)" for import "(.+)"/.exec(text);
  if (missing !== null)
    return {
      code: 'export-not-found',
      message: `${missing[1]?.split('/').at(-1)} has no export "${missing[2]}"`,
      why: 'An import has to name something that the other file exports.',
      fix: 'Export it there, or correct the name here.',
    };
  if (id === 'duplicate-object-key')
    return {
      code: 'key-given-twice',
      message: `the ${/key "(.+)"/.exec(text)?.[0] ?? 'key'} is given twice, and the second one wins`,
      why: 'The first value is thrown away before anything can look at it.',
      fix: 'Remove one of the two, or give one of them another name.',
    };
  if (id === 'empty-import-meta')
    return {
      code: 'stack-is-pure',
      message: 'a stack is pure: import.meta would bring in the folder it is compiled in',
      why: purity,
      fix: 'Write the value itself into the stack.',
    };
  if (id !== '')
    return {
      code: `suspicious-${id.replaceAll(/[^a-z]+/g, '-')}`,
      message: text,
      why: 'This is legal and seldom what was meant.',
      fix: 'Write what was meant, so that both readings are the same.',
    };
  return {
    code: 'stack-does-not-parse',
    message: `this cannot be read as TypeScript: ${text.charAt(0).toLowerCase()}${text.slice(1)}`,
    why: 'A stack has to be read whole before anything can be compiled.',
    fix: 'Correct the line; an editor with TypeScript marks the same place.',
  };
};

/** What stands at the other place; esbuild's own words where they say more than ours could. */
const noteText = (text: string): string => (/^The original key /.test(text) ? 'the first one' : text.replace(/:$/, ''));

const finding = (message: Message, severity: Severity, entry: string): SourceFinding => ({
  ...words(message),
  severity,
  at: at(message.location, entry),
  also: message.notes
    .filter(({ location }) => location !== null)
    .map((note) => ({ at: at(note.location, entry), message: noteText(note.text) })),
});

/** Why the file of a stack cannot be read. */
const obstacle = (entry: string): readonly [string, string] => {
  const kind = statSync(entry, { throwIfNoEntry: false });
  if (kind === undefined) return [`there is no stack at ${entry}`, 'Correct the path, or create the file.'];
  if (kind.isDirectory()) return [`${entry} is a folder, not a stack`, 'Name the files in it that export a stack.'];
  return [`${entry} is there and cannot be read`, 'Change its owner or its mode.'];
};

const absent = (entry: string): SourceFinding => {
  const [message, fix] = obstacle(entry);
  return {
    code: 'stack-not-found',
    severity: 'error',
    message,
    at: at(null, entry),
    also: [],
    why: 'A stack is a TypeScript or JavaScript file.',
    fix,
  };
};

const isFailure = (error: unknown): error is BuildFailure => error instanceof Error && 'errors' in error;

/** What esbuild only warns of, and a stack cannot do: a key that is given twice silently loses a device. */
const mistakes: readonly string[] = ['empty-import-meta', 'duplicate-object-key'];

/** All stacks in one run of esbuild: its start costs more than most stacks do. */
export const bundle = async (entries: readonly string[]): Promise<Bundled> => {
  const [entry = ''] = entries;
  try {
    const { outputFiles, warnings } = await build({
      entryPoints: entries.map((file, index) => ({ in: file, out: String(index) })),
      outdir: '/',
      absWorkingDir: '/',
      bundle: true,
      write: false,
      format: 'cjs',
      // No platform: what needs Node or a browser does not resolve, and that is an error with a position.
      platform: 'neutral',
      mainFields: ['module', 'main'],
      external: ['rackwright'],
      define: { 'process.env.NODE_ENV': '"production"' },
      target: 'es2022',
      charset: 'utf8',
      sourcemap: 'external',
      logLevel: 'silent',
    });
    const texts = new Map(outputFiles.map((file) => [file.path, file.text] as const));
    const found = warnings
      .filter(({ location }) => location !== null && !isInstalled(`/${location.file}`))
      .map((message) => finding(message, mistakes.includes(message.id) ? 'error' : 'warning', entry));
    if (found.some(({ code }) => code === 'stack-is-pure')) return { ok: false, findings: found };
    const scripts = entries.map((file, index) => ({
      script: scriptOf(file),
      entry: file,
      code: texts.get(`/${index}.js`) ?? '',
      map: texts.get(`/${index}.js.map`) ?? '',
    }));
    return { ok: true, scripts, warnings: found };
  } catch (error) {
    if (!isFailure(error)) throw error;
    const [only] = error.errors;
    if (error.errors.length === 1 && only?.location === null) return { ok: false, findings: [absent(entry)] };
    return { ok: false, findings: error.errors.map((message) => finding(message, 'error', entry)) };
  }
};
