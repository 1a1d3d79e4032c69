import assert from 'node:assert/strict';
import { isConverged } from '../applied.ts';
import { comesTo, networkState } from '../kernel.ts';
import { appliedReference } from '../reference.ts';
import type { Scenario } from '../scenario.ts';

/** What the script has made is made again at the next start, without the script. */
export const reboot: Scenario = {
  name: 'reboot',
  run: async (bench) => {
    const hv1 = (await appliedReference(bench)).host('hv1');
    const before = await networkState(hv1);
    assert.ok(Object.keys(before.links).includes('br666'));
    await hv1.reboot();
    await comesTo(hv1, before, 'the same network');
    await isConverged(hv1);
  },
};
