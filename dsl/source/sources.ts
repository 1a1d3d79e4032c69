import { readFileSync, realpathSync } from 'node:fs';
import { SourceMap } from 'node:module';
import { resolve } from 'node:path';
import type { Located, Position } from '../diagnostics/diagnostic.ts';
import type { Frame } from '../language/origin.ts';

/** A stack as it was run: all its files in one script, and the map back to them. */
export interface Bundle {
  /** What V8 calls the script; the frames of an {@link Origin} name it. */
  readonly script: string;
  readonly entry: string;
  /** A source map with the text of each file, as JSON. Parsed when a position is wanted. */
  readonly map: string;
}

export type Sources = readonly Bundle[];

const prefix = 'rackwright-stack:';

export const scriptOf = (entry: string): string => `${prefix}${entry}`;
export const isStackFrame = ({ script }: Frame): boolean => script.startsWith(prefix);
export const isInstalled = (file: string): boolean => file.includes('/node_modules/');

interface Opened {
  readonly map: SourceMap;
  readonly texts: ReadonlyMap<string, string>;
  readonly names: ReadonlyMap<string, string>;
}

const real = (file: string): string => {
  try {
    return realpathSync(file);
  } catch {
    return file;
  }
};

/** esbuild writes the files of a source map as URLs. */
const decoded = (source: string): string => {
  try {
    return decodeURIComponent(source);
  } catch {
    return source;
  }
};

const opened = new WeakMap<Bundle, Opened>();

const open = (bundle: Bundle): Opened => {
  const known = opened.get(bundle);
  if (known !== undefined) return known;
  const payload = JSON.parse(bundle.map) as ConstructorParameters<typeof SourceMap>[0] & { sourcesContent: string[] };
  // esbuild follows links; the person who named the entry gets the name back that he gave.
  const target = real(bundle.entry);
  const names = new Map(
    payload.sources.map((source) => {
      const file = resolve('/', decoded(source));
      return [source, file === target ? bundle.entry : file] as const;
    }),
  );
  const texts = new Map(
    payload.sources.map((source, index) => [names.get(source) ?? source, payload.sourcesContent[index] ?? ''] as const),
  );
  const result = { map: new SourceMap(payload), texts, names };
  opened.set(bundle, result);
  return result;
};

/** The position in the user's file that a frame stands for; nothing for a frame that is not the stack's. */
export const positionOf = (sources: Sources, frame: Frame): Position | undefined => {
  const bundle = sources.find(({ script }) => script === frame.script);
  if (bundle === undefined) return undefined;
  const { map, names } = open(bundle);
  const entry = map.findEntry(frame.line - 1, frame.column - 1);
  if (!('originalSource' in entry)) return undefined;
  return {
    file: names.get(entry.originalSource) ?? entry.originalSource,
    line: entry.originalLine + 1,
    column: entry.originalColumn + 1,
  };
};

/** The text of each file as it was when the stack was run. */
export const textsOf = (sources: Sources): ReadonlyMap<string, string> =>
  new Map(sources.flatMap((bundle) => [...open(bundle).texts]));

/** A file that could not be bundled has no map to read from. */
export const readText = (file: string): string => {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
};

/** A span on one line: what is known of a place before anything has been parsed. */
export const onLine = (position: Position, length: number, text: string): Located => ({
  ...position,
  endLine: position.line,
  endColumn: position.column + Math.max(1, length),
  text,
  of: '',
  callers: [],
});

export const lineOf = (text: string, line: number): string => text.split(/\r?\n/)[line - 1] ?? '';

/** Where `pattern` stands in a file; its `d` flag gives the group to point at, and the file's start stands in. */
export const search = (file: string, pattern: RegExp): Located => {
  const text = readText(file);
  const [start, end] = pattern.exec(text)?.indices?.[1] ?? [0, 1];
  const before = text.slice(0, start).split(/\r?\n/);
  const position = { file, line: before.length, column: (before.at(-1) ?? '').length + 1 };
  const line = lineOf(text, position.line);
  return onLine(position, Math.min(end - start, line.length - position.column + 1), line);
};
