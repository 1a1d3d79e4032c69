import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * Everything temporary that a run of the tests makes lies in one folder, and
 * goes with it. Workers are ended without an `exit` of their own, and what they
 * start has folders too: all of them look into TMPDIR.
 */
export default function oneFolder(): () => void {
  const folder = mkdtempSync(join(tmpdir(), 'rackwright-tests-'));
  chmodSync(folder, 0o755); // some tests run as another user
  process.env.TMPDIR = folder;
  return () => rmSync(folder, { recursive: true, force: true });
}
