import { spawnSync } from 'node:child_process';
import { chmodSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename } from 'node:path';
import { ownFolder } from './own-folder.ts';

const prefix = 'rackwright-tests-';

/** Lazily: what a test has left running may still be at it. Where nothing is mounted, umount only says so. */
const end = (folder: string): void => {
  spawnSync('umount', ['--lazy', folder]);
  rmSync(folder, { recursive: true, force: true });
};

/**
 * Everything temporary that a run of the tests makes lies in one folder, and
 * goes with it. Workers are ended without an `exit` of their own, and what they
 * start has folders too: all of them look into TMPDIR. The scripts that are
 * tested write each file through to the disk; that is not what is waited for
 * here, so the folder is in memory where it may be. Each project of the tests
 * asks for it; the first makes it.
 */
export default function oneFolder(): () => void {
  if (basename(tmpdir()).startsWith(prefix)) return () => undefined;
  const folder = ownFolder(tmpdir(), prefix, end);
  spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=50%', 'rackwright-tests', folder]);
  chmodSync(folder, 0o755); // some tests run as another user
  process.env.TMPDIR = folder;
  return () => end(folder);
}
