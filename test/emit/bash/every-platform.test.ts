import { describe, expect, it } from 'vitest';
import { platforms } from '../network/sites.ts';
import { machineOf, referenceScript, referenceSettled } from './machine-of.ts';
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
        out: expect.stringContaining(`\n0 changed, ${referenceSettled(platform)}`),
      });
  });

  it('is looked at where nothing can be written, but to the folder that a run may use', () => {
    const { root } = machineOf(apply, platform);
    root.run(apply, { args: writing });
    const before = root.snapshot();
    const run = root.run(apply, {
      args: ['--check', ...writing],
      before:
        'mount --rbind "$1" "$1"; mount -o remount,bind,ro "$1"; mount -t tmpfs none "$1/tmp"; mount -t tmpfs none "$1/log"',
    });
    // What waits for an activation is a difference too.
    expect(run).toMatchObject({ status: 4, err: '' });
    expect(run.out).toContain(`\n0 would change, ${referenceSettled(platform)}`);
    expect(root.snapshot()).toEqual(before);
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
        status=$?
        [[ ($status == [23] || $cut == 0) && -z $(ls -A /tree) ]] || echo "$cut: $(tail -n 1 /out)"
        ! grep -Eq '^(changed|would change|ok) ' /out || echo "$cut ran a step"
      done
      bash /whole.sh --root /tree >/out 2>&1
      echo "whole $? $(tail -n 1 /out)"`);
    expect(err).toBe('');
    expect(out).toMatch(/^whole 0 [1-9]\d* changed, 0 ok, \d+ skipped\n$/);
  });
});
