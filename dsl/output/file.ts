import {
  closeSync,
  constants,
  fchmodSync,
  fstatSync,
  ftruncateSync,
  mkdirSync,
  openSync,
  readSync,
  writeSync,
} from 'node:fs';
import { dirname } from 'node:path';
import type { Line } from '../emit/step.ts';

const size = 1 << 18;

/** The text of lines in pieces, so that a document of a large site is never held whole. */
function* pieces(lines: Iterable<Line>): Generator<Buffer> {
  let text = '';
  for (const line of lines) {
    text += `${line.text}\n`;
    if (text.length < size) continue;
    yield Buffer.from(text);
    text = '';
  }
  if (text !== '') yield Buffer.from(text);
}

const isMissing = (error: unknown): boolean => (error as NodeJS.ErrnoException).code === 'ENOENT';

const opened = (path: string, write: boolean): { readonly file: number; readonly fresh: boolean } | undefined => {
  try {
    return { file: openSync(path, write ? 'r+' : 'r'), fresh: false };
  } catch (error) {
    if (!isMissing(error)) throw error;
    return write ? { file: create(path), fresh: true } : undefined;
  }
};

const create = (path: string): number => {
  const flags = constants.O_CREAT | constants.O_EXCL | constants.O_RDWR;
  try {
    return openSync(path, flags);
  } catch (error) {
    if (!isMissing(error)) throw error;
    mkdirSync(dirname(path), { recursive: true });
    return openSync(path, flags);
  }
};

/** How many bytes two buffers share from the start. */
const common = (left: Buffer, right: Buffer): number => {
  const length = Math.min(left.length, right.length);
  if (left.subarray(0, length).equals(right.subarray(0, length))) return length;
  for (let at = 0; at < length; at++) if (left[at] !== right[at]) return at;
  return length;
};

const newlines = (buffer: Buffer): number => {
  let count = 0;
  for (let at = buffer.indexOf(10); at >= 0; at = buffer.indexOf(10, at + 1)) count += 1;
  return count;
};

export type FileChange =
  | { readonly change: 'new' }
  | { readonly change: 'mode' }
  | { readonly change: 'changed'; readonly line: number };

/**
 * Makes a file what its lines say, or only tells how it differs. What is equal
 * is read and not written: on a disk that is seven times cheaper.
 */
export const settle = (path: string, lines: Iterable<Line>, mode: number, write: boolean): FileChange | undefined => {
  const handle = opened(path, write);
  if (handle === undefined) return { change: 'new' };
  const { file, fresh } = handle;
  try {
    const before = fresh ? { size: 0, mode: 0 } : fstatSync(file);
    let offset = 0;
    let line = 1;
    let differs = fresh;
    for (const piece of pieces(lines)) {
      if (!differs) {
        const there = Buffer.allocUnsafe(piece.length);
        const shared = common(piece, there.subarray(0, readSync(file, there, 0, piece.length, offset)));
        line += newlines(piece.subarray(0, shared));
        differs = shared < piece.length;
        if (differs && !write) break;
      }
      if (differs) writeSync(file, piece, 0, piece.length, offset);
      offset += piece.length;
    }
    const longer = !differs && before.size > offset;
    if (write && (differs || longer)) ftruncateSync(file, offset);
    const sameMode = (before.mode & 0o100) === (mode & 0o100);
    if (write && !sameMode) fchmodSync(file, mode);
    if (fresh) return { change: 'new' };
    if (differs || longer) return { change: 'changed', line };
    return sameMode ? undefined : { change: 'mode' };
  } finally {
    closeSync(file);
  }
};
