import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';

const isAlive = (pid: number): boolean => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

/** A new folder that is called after this process. Those of processes that were ended outright are `swept`. */
export const ownFolder = (
  parent: string,
  prefix: string,
  swept = (folder: string): void => rmSync(folder, { recursive: true, force: true }),
): string => {
  for (const name of readdirSync(parent))
    if (name.startsWith(prefix) && !isAlive(Number(name.slice(prefix.length)))) swept(join(parent, name));
  const folder = join(parent, `${prefix}${process.pid}`);
  mkdirSync(folder);
  return folder;
};
