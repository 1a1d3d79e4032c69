import { mkdirSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { say } from './say.ts';

interface Failure {
  readonly code: string;
  readonly message: string;
  readonly path: string;
}

/** What the system refuses, with the place; nothing where the error is not the system's. */
export const failureOf = (error: unknown): Failure | undefined => {
  if (!(error instanceof Error)) return undefined;
  const { code, message, path } = error as NodeJS.ErrnoException;
  return code === undefined || path === undefined ? undefined : { code, message, path };
};

/** What the system's words mean, and the way out. */
const reasons: Readonly<Record<string, readonly [string, string]>> = {
  EACCES: ['you may not read or write it', 'Change its owner or its mode, or name another folder.'],
  EPERM: ['you may not read or write it', 'Change its owner or its mode, or name another folder.'],
  EROFS: ['the file system is read-only', 'Name another folder, or mount it writable.'],
  ENOSPC: ['the disk is full', 'Make room, then run the command again: it writes what is missing.'],
  EDQUOT: ['your quota of the disk is used up', 'Make room, then run the command again: it writes what is missing.'],
  ENOTDIR: ['a part of the path is a file, not a folder', 'Name another folder, or move the file away.'],
  EEXIST: ['a file is in the way', 'Name another folder, or move the file away.'],
  EISDIR: ['a folder is where a file has to be', 'Move the folder away.'],
  ENOENT: ['nothing can be made there', 'Name another folder.'],
  ELOOP: ['a link is in the way, and artifacts are not written through links', 'Remove the link.'],
  ENAMETOOLONG: ['the path is longer than the file system allows', 'Name a folder with a shorter path.'],
};

/** `out/dc1: the disk is full. Make room …` */
export const failureText = ({ code, message, path }: Failure): string => {
  const [reason, remedy] = reasons[code] ?? [message, 'Look at the path, then run the command again.'];
  return `${path}: ${reason}. ${remedy}`;
};

/** Makes a folder and those above it, one by one: asked for all at once under /proc, Node never comes back. */
export const makeFolder = (path: string): void => {
  if (statSync(path, { throwIfNoEntry: false })?.isDirectory() === true) return;
  const parent = dirname(path);
  if (parent !== path) makeFolder(parent);
  mkdirSync(path);
};

/** Whether the folder is there now; says why it is not. */
export const hasFolder = (path: string): boolean => {
  try {
    makeFolder(path);
    return true;
  } catch (error) {
    const failure = failureOf(error);
    if (failure === undefined) throw error;
    say(failureText(failure));
    return false;
  }
};
