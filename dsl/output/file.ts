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

const long = 1 << 12;
const encodings = new WeakMap<Line, Buffer>();
/** A long text that many files have, as scripts have their verbs, is encoded once: each file then costs no more than to write it. */
const bytesOf = (line: Line): Buffer => {
  const bytes = encodings.get(line) ?? Buffer.from(`${line.text}\n`);
  encodings.set(line, bytes);
  return bytes;
};

/** The bytes of lines in pieces that are overwritten by the next, so that a document of a large site is never held whole. */
function* pieces(lines: Iterable<Line>): Generator<Buffer> {
  let text = '';
  for (const line of lines) {
    const isLong = line.text.length >= long;
    if (!isLong) text += `${line.text}\n`;
    if (text !== '' && (isLong || text.length >= characters)) {
      yield wanted.subarray(0, wanted.write(text));
      text = '';
    }
    if (isLong) yield bytesOf(line);
  }
  if (text !== '') yield wanted.subarray(0, wanted.write(text));
}

const hasCode = (error: unknown, code: string): boolean => (error as NodeJS.ErrnoException).code === code;

/** Where the listing of the folder did not see a file, it is made without trying first: a failed open costs as much as a write. */
const opened = (
  path: string,
  mode: number,
  write: boolean,
  listed: boolean,
): { file: number; fresh: boolean } | undefined => {
  if (write && !listed) {
    mkdirSync(dirname(path), { recursive: true });
    const flags = constants.O_CREAT | constants.O_EXCL | constants.O_RDWR;
    return { file: openSync(path, flags, mode | 0o666), fresh: true };
  }
  try {
    // A link is not followed: a commit with one in out/ must not write to files of whoever compiles it.
    const flags = constants.O_NOFOLLOW | (write ? constants.O_RDWR : constants.O_RDONLY);
    return { file: openSync(path, flags), fresh: false };
  } catch (error) {
    if (!write && hasCode(error, 'ENOENT')) return undefined;
    throw error;
  }
};

/** How many bytes two buffers share from the start. */
const common = (left: Buffer, right: Buffer): number => {
  const length = Math.min(left.length, right.length);
  if (left.subarray(0, length).equals(right.subarray(0, length))) return length;
  for (let at = 0; at < length; at++) if (left[at] !== right[at]) return at;
  return length;
};

/** The number of the line that a byte of a file is on. Read again, once, where a file changes: an equal one is never counted. */
const lineAt = (file: number, end: number): number => {
  let line = 1;
  for (let offset = 0; offset < end; ) {
    const read = there.subarray(0, readSync(file, there, 0, Math.min(there.length, end - offset), offset));
    if (read.length === 0) break;
    for (let at = read.indexOf(10); at >= 0; at = read.indexOf(10, at + 1)) line += 1;
    offset += read.length;
  }
  return line;
};

export type FileChange =
  | { readonly change: 'new' }
  | { readonly change: 'mode' }
  | { readonly change: 'changed'; readonly line: number };

/**
 * Makes a file what its lines say, or only tells how it differs. What is equal
 * is read and not written: on a disk that is seven times cheaper.
 */
export const settle = (
  path: string,
  lines: Iterable<Line>,
  mode: number,
  { write, listed }: { readonly write: boolean; readonly listed: boolean },
): FileChange | undefined => {
  const handle = opened(path, mode, write, listed);
  if (handle === undefined) return { change: 'new' };
  const { file, fresh } = handle;
  try {
    const before = fstatSync(file);
    let offset = 0;
    let line = 1;
    let differs = fresh;
    for (const piece of pieces(lines)) {
      if (!differs) {
        const read = piece.length > there.length ? Buffer.allocUnsafe(piece.length) : there;
        const shared = common(piece, read.subarray(0, readSync(file, read, 0, piece.length, offset)));
        differs = shared < piece.length;
        if (differs) line = lineAt(file, offset + shared);
        if (differs && !write) break;
      }
      if (differs) writeSync(file, piece, 0, piece.length, offset);
      offset += piece.length;
    }
    const longer = !differs && before.size > offset;
    if (longer) line = lineAt(file, offset);
    if (write && !fresh && (differs || longer)) ftruncateSync(file, offset);
    const sameMode = (before.mode & 0o100) === (mode & 0o100);
    if (write && !sameMode) fchmodSync(file, mode);
    if (fresh) return { change: 'new' };
    if (differs || longer) return { change: 'changed', line };
    return sameMode ? undefined : { change: 'mode' };
  } finally {
    closeSync(file);
  }
};
