import { compileFunction } from 'node:vm';
import type { Located, SourceFinding } from '../diagnostics/diagnostic.ts';
import type { Frame } from '../language/origin.ts';
import type { Script } from './bundle.ts';
import { explanationOf } from './explained.ts';
import { requireOf } from './provide.ts';
import { pureGlobals } from './purity.ts';
import { isInstalled, lineOf, onLine, positionOf, search, textsOf } from './sources.ts';

export type Evaluated =
  | { readonly ok: true; readonly exports: unknown }
  | { readonly ok: false; readonly finding: SourceFinding };

/** The frames of an error whose trace V8 has already written down. */
const written = (script: string, error: Error): readonly Frame[] =>
  (error.stack ?? '').split('\n').flatMap((text) => {
    const [, line, column] = text.includes(script) ? (/:(\d+):(\d+)\)?$/.exec(text) ?? []) : [];
    return line === undefined ? [] : [{ script, line: Number(line), column: Number(column) }];
  });

/** The innermost line of the stack's own files: an error inside a package is shown where the package was used. */
const thrownAt = (script: Script, thrown: unknown, word: string | undefined): Located => {
  const positions = (thrown instanceof Error ? written(script.script, thrown) : []).flatMap((frame) => {
    const position = positionOf([script], frame);
    return position === undefined ? [] : [position];
  });
  const position = positions.find(({ file }) => !isInstalled(file)) ?? positions[0];
  if (position === undefined) return search(script.entry, /^(.)/d);
  const text = lineOf(textsOf([script]).get(position.file) ?? '', position.line);
  // V8 names the property, the call or the whole expression; the word that the message is about stands nearby.
  const before = word === undefined ? -1 : text.lastIndexOf(word, position.column - 1);
  const start = word === undefined || before >= 0 ? before : text.indexOf(word);
  if (word !== undefined && start >= 0) return onLine({ ...position, column: start + 1 }, word.length, text);
  return onLine(position, /^[\w$.]+/.exec(text.slice(position.column - 1))?.[0].length ?? 1, text);
};

const advice: Record<string, string> = {
  ReferenceError: 'Declare or import what the message names; two files that import each other see this too.',
  TypeError: 'Look at what stands before the dot or the parenthesis: it is not there yet, or not what it seems.',
  RangeError: 'Look for a function that calls itself, or a length that is not a whole number.',
};

const finding = (script: Script, thrown: unknown): SourceFinding => {
  const explained = explanationOf(thrown);
  const at = thrownAt(script, thrown, explained?.word);
  if (explained !== undefined) {
    const { code, message, why, fix } = explained;
    return { code, severity: 'error', message, at, also: [], why, fix };
  }
  // esbuild's names for imports, which nobody has written.
  const said = (thrown instanceof Error ? thrown.message : String(thrown)).replaceAll(
    /\(0 ?, (?:\w+\.)?(\w+)\)|import_\w+\./g,
    '$1',
  );
  return {
    code: 'stack-threw',
    severity: 'error',
    message: `the stack stops here: ${said.split('\n')[0]}`,
    at,
    also: [],
    why: 'A stack has to run to its end before anything can be compiled.',
    fix: (thrown instanceof Error ? advice[thrown.name] : undefined) ?? 'Change the stack so that it does not throw.',
  };
};

const turn = (): Promise<void> => new Promise((done) => setImmediate(done));

/** Runs a script, and one turn of the event loop more: a promise that fails belongs to the stack as well. */
export const evaluate = async (script: Script, rackwright: object): Promise<Evaluated> => {
  const names = pureGlobals();
  const module: { exports: unknown } = { exports: {} };
  const rejected: unknown[] = [];
  const listen = (reason: unknown): void => void rejected.push(reason);
  const { stackTraceLimit } = Error;
  process.on('unhandledRejection', listen);
  try {
    Error.stackTraceLimit = 50;
    // The files of a stack are modules, so strict; esbuild leaves that out of a script.
    const body = `"use strict";${script.code.startsWith('#!') ? '//' : ''}${script.code}`;
    const run = compileFunction(body, ['require', 'module', 'exports', ...Object.keys(names)], {
      filename: script.script,
    });
    run(requireOf(rackwright), module, module.exports, ...Object.values(names));
    Error.stackTraceLimit = stackTraceLimit;
    await turn();
    return rejected.length === 0
      ? { ok: true, exports: module.exports }
      : { ok: false, finding: finding(script, rejected[0]) };
  } catch (thrown) {
    return { ok: false, finding: finding(script, thrown) };
  } finally {
    Error.stackTraceLimit = stackTraceLimit;
    process.off('unhandledRejection', listen);
  }
};
