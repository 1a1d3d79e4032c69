import { describe, expect, it } from 'vitest';
import { platforms } from '../network/sites.ts';
import { machineOf, referenceScript } from './machine-of.ts';
import { throwAwayRoot } from './throw-away-root.ts';

/** What is asked of the verbs elsewhere, asked of the reference hypervisor's script on each platform. */
describe.each(platforms.map((it) => [it.id, it] as const))('the reference hypervisor on %s', (_, platform) => {
  const apply = referenceScript(platform);
  const writing = ['--no-activate-network'];

  it('converges in one run, and nothing is left for a second', () => {
    const { root } = machineOf(apply, platform);
    const first = root.run(apply, { args: writing });
    expect(first).toMatchObject({ status: 0, err: '' });
    expect(first.out).toMatch(/^\d+ changed, \d+ ok, 8 pending activation$/m);
    for (const via of ['file', 'stdin'] as const)
      expect(root.run(apply, { args: writing, via })).toMatchObject({
        status: 0,
        err: '',
        out: expect.stringMatching(/(^|\n)0 changed, \d+ ok, 8 pending activation\n$/),
      });
  });

  it('does nothing when it is cut', () => {
    const root = throwAwayRoot({ standIns: { flock: '' } });
    root.write('/whole.sh', apply);
    const { out, err } = root.run(`
      mkdir /tree
      size=$(stat -c %s /whole.sh)
      for ((cut = 0; cut < size - 1; cut += 9973)); do
        head -c $cut /whole.sh >/cut.sh
        bash /cut.sh --root /tree >/out 2>&1
        [[ $? != [34] && -z $(ls -A /tree) ]] || echo "$cut: $(tail -n 1 /out)"
        ! grep -Eq '^(changed|would change|ok) ' /out || echo "$cut ran a step"
      done
      bash /whole.sh --root /tree >/out 2>&1
      echo "whole $? $(tail -n 1 /out)"`);
    expect(err).toBe('');
    expect(out).toMatch(/^whole 0 [1-9]\d* changed, 0 ok, \d+ skipped\n$/);
  });
});
