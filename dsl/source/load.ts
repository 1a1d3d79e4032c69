import { resolve } from 'node:path';
import type { SourceFinding } from '../diagnostics/diagnostic.ts';
import { isConstruct } from '../language/place.ts';
import { bundle, type Script } from './bundle.ts';
import { evaluate } from './evaluate.ts';
import { otherVersion, ownVersion } from './installed.ts';
import { type Sources, search } from './sources.ts';

export type Loaded =
  | {
      readonly ok: true;
      /** What the stack exports as its default: a construct whose kind is `stack`, and nothing more is known of it. */
      readonly value: unknown;
      readonly sources: Sources;
      readonly warnings: readonly SourceFinding[];
    }
  | { readonly ok: false; readonly findings: readonly SourceFinding[] };

/** The copy of rackwright that stacks get, whatever is installed beside them. */
export interface Provided {
  readonly rackwright: object;
  /** Its version; read from its own package.json when left out. */
  readonly version?: string;
}

const failed = (...findings: readonly SourceFinding[]): Loaded => ({ ok: false, findings });

const exported = /^\s*export\s+default\s+(.+?)\s*;?\s*$|^(?!)/dm;

const isObject = (value: unknown): value is Record<PropertyKey, unknown> => typeof value === 'object' && value !== null;

/** A module's default, or what a CommonJS file exports. */
const defaultOf = (exports: unknown): unknown =>
  isObject(exports) && exports.__esModule === true ? exports.default : exports;

const fix = "End the file with: export default stack('name', [ … ]).";

const described = (value: unknown): string => {
  if (Array.isArray(value)) return 'a list';
  if (isObject(value) && typeof value.then === 'function') return 'a promise';
  if (isObject(value) && typeof value.kind === 'string') return `a ${value.kind}`;
  return value === null ? 'null' : `${/^[aeiou]/.test(typeof value) ? 'an' : 'a'} ${typeof value}`;
};

const accepted = (value: unknown, script: Script, warnings: readonly SourceFinding[]): Loaded => {
  const isStack = isObject(value) && value.kind === 'stack';
  if (isStack && isConstruct(value)) {
    const { code: _, ...source } = script;
    return { ok: true, value, sources: [source], warnings };
  }
  const nothing =
    value === undefined ||
    (isObject(value) && !('kind' in value || 'then' in value) && Object.keys(value).length === 0);
  return failed({
    code: nothing ? 'no-default-export' : 'default-export-is-a-stack',
    severity: 'error',
    message: nothing
      ? 'this file exports no stack'
      : isStack
        ? 'the default export is only shaped like a stack: the function stack() did not make it'
        : `the default export is ${described(value)}, not a stack`,
    at: search(script.entry, exported),
    also: [],
    why: 'What is compiled is the default export, so that one file is one site.',
    fix,
  });
};

const run = async (script: Script, provided: Provided, warnings: readonly SourceFinding[]): Promise<Loaded> => {
  const other = otherVersion(script.entry, provided.version ?? ownVersion());
  if (other !== undefined) return failed(other);
  const evaluated = await evaluate(script, provided.rackwright);
  return evaluated.ok ? accepted(defaultOf(evaluated.exports), script, warnings) : failed(evaluated.finding);
};

const oneByOne = async (entries: readonly string[], provided: Provided): Promise<readonly Loaded[]> => {
  const loaded: Loaded[] = [];
  for (const entry of entries) loaded.push(await load(entry, provided));
  return loaded;
};

/** Several stacks, in the order given. One that fails does not keep the others from loading. */
export const loadAll = async (entries: readonly string[], provided: Provided): Promise<readonly Loaded[]> => {
  const files = entries.map((entry) => resolve(entry));
  const bundled = await bundle(files);
  // esbuild does not say which entry an error belongs to.
  if (!bundled.ok) return files.length === 1 ? [failed(...bundled.findings)] : oneByOne(files, provided);
  if (bundled.warnings.length > 0 && files.length > 1) return oneByOne(files, provided);
  const loaded: Loaded[] = [];
  for (const script of bundled.scripts) loaded.push(await run(script, provided, bundled.warnings));
  return loaded;
};

/** A stack file, run: its default export, and what maps its constructs back to the lines they were written on. */
export const load = async (entry: string, provided: Provided): Promise<Loaded> => {
  const [loaded] = await loadAll([entry], provided);
  return loaded ?? failed();
};
