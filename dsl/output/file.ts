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

const characters = 1 << 18;
/** What is to be written and what is there, one piece at a time; used again and again, for 10,000 files as for one. */
const wanted = Buffer.allocUnsafe(4 * characters);
const there = Buffer.allocUnsafe(4 * characters);

/** The bytes of lines in pieces that are overwritten by the next, so that a document of a large site is never held whole. */
function* pieces(lines: Iterable<Line>): Generator<Buffer> {
  let text = '';
  const encoded = (): Buffer =>
    text.length > characters * 1.3 ? Buffer.from(text) : wanted.subarray(0, wanted.write(text));
  for (const line of lines) {
    text += `${line.text}\n`;
    if (text.length < characters) continue;
    yield encoded();
    text = '';
  }
  if (text !== '') yield encoded();
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
        const read = piece.length > there.length ? Buffer.allocUnsafe(piece.length) : there;
        const shared = common(piece, read.subarray(0, readSync(file, read, 0, piece.length, offset)));
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
