import { spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';

const prefix = 'rackwright-tests-';

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
  const folder = mkdtempSync(join(tmpdir(), prefix));
  const inMemory = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=50%', 'rackwright-tests', folder]).status === 0;
  chmodSync(folder, 0o755); // some tests run as another user
  process.env.TMPDIR = folder;
  return () => {
    // Lazily: what a test has left running may still be at it.
    if (inMemory) spawnSync('umount', ['--lazy', folder]);
    rmSync(folder, { recursive: true, force: true });
  };
}
