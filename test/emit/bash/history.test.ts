import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { command, file, plan, script } from './plans.ts';
import { systemd } from './systems.ts';
import { type ThrowAwayRoot, throwAwayRoot } from './throw-away-root.ts';

const hash = /^sha256:[0-9a-f]{64}$/;
const of = (...contents: readonly (readonly [string, string])[]): string =>
  script(plan([{ name: 'one', steps: contents.map(([path, text]) => file(path, text, { restarts: ['d'] })) }]));

describe('the history', () => {
  it('has a line for each step that changed something, and none for a run that changed nothing', () => {
    const root = throwAwayRoot({ standIns: systemd });
    const apply = of(['/etc/a "b"', 'a\n'], ['/etc/c', 'c\n']);
    root.run(apply);
    root.run(apply);
    root.run(apply, { args: ['--check'] });
    root.write('/etc/c', 'x\n');
    root.run(apply);
    const lines = root.read('/var/log/rackwright/history.jsonl').trimEnd().split('\n');
    const time = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
    const common = { time, host: 'hv1', section: 'one', result: 'changed', after: expect.stringMatching(hash) };
    expect(lines.map((it): unknown => JSON.parse(it))).toEqual([
      { ...common, run: '000001', step: 'file:/etc/a "b"', detail: 'new', before: 'none' },
      { ...common, run: '000001', step: 'file:/etc/c', detail: 'new', before: 'none' },
      {
        ...common,
        run: '000002',
        step: 'file:/etc/c',
        detail: 'content; changed on the host',
        before: expect.stringMatching(hash),
      },
    ]);
    const shown = root.run(apply, { args: ['--history'] });
    expect(shown).toMatchObject({ status: 0, err: '' });
    expect(shown.out.replace(/^\S+/gm, 'TIME')).toBe(
      [
        'TIME  run 000001  changed       file:/etc/a \\"b\\"  (new)',
        'TIME  run 000001  changed       file:/etc/c  (new)',
        'TIME  run 000002  changed       file:/etc/c  (content; changed on the host)',
        '',
      ].join('\n'),
    );
    expect(root.run(apply, { args: ['--history', '--json'] }).out).toBe(`${lines.join('\n')}\n`);
  });

  it('that cannot be written stops nothing, and is missed', () => {
    const root = throwAwayRoot({ standIns: systemd });
    root.write('/var/log/rackwright/history.jsonl/folder', '');
    expect(root.run(of(['/etc/a', 'a\n'], ['/etc/b', 'b\n']))).toMatchObject({
      status: 0,
      err: 'apply.sh: /var/log/rackwright/history.jsonl cannot be written; the history lacks this run\n',
    });
  });
});

describe('--undo', () => {
  it('puts back the files of the last run, and is undone by another', () => {
    const root = throwAwayRoot({ standIns: systemd });
    root.write('/units/d.active', 'active\n');
    root.write('/etc/a', 'theirs\n', 0o640);
    root.run(of(['/etc/a', 'first\n']));
    root.run(of(['/etc/a', 'second\n'], ['/etc/b', 'b\n']));
    root.run(of(['/etc/a', 'second\n'], ['/etc/b', 'b\n']));
    root.commands();
    const before = root.snapshot();
    const check = root.run(of(), { args: ['--undo', '--check'] });
    expect(check).toMatchObject({ status: 4, err: '' });
    expect(check.out).toBe(
      [
        'would change  file:/etc/b  (as before run 000002)',
        'would change  file:/etc/a  (as before run 000002)',
        'would restart  restart:d',
        '2 would change, 0 ok',
        '',
      ].join('\n'),
    );
    expect(root.snapshot()).toEqual(before);
    expect(root.run(of(), { args: ['--undo'] })).toMatchObject({ status: 0, err: '' });
    expect(root.commands().at(-1)).toMatch(/^systemctl show/);
    expect(root.read('/etc/a')).toBe('first\n');
    expect(existsSync(`${root.path}/etc/b`)).toBe(false);
    const again = root.run(of(['/etc/a', 'second\n'], ['/etc/b', 'b\n']), { args: ['--check'] });
    expect(again.out).toContain(
      'would change  file:/etc/a  (content; changed in the stack)\nwould change  file:/etc/b  (new)\n',
    );
    expect(root.run(of(), { args: ['--undo'] }).status).toBe(0);
    expect(root.read('/etc/a')).toBe('second\n');
    expect(root.read('/etc/b')).toBe('b\n');
  });

  it('leaves what was changed since, and says so', () => {
    const root = throwAwayRoot({ standIns: systemd });
    root.write('/etc/a', 'theirs\n');
    root.run(of(['/etc/a', 'first\n']));
    root.write('/etc/a', 'mine\n');
    expect(root.run(of(), { args: ['--undo'] })).toMatchObject({
      status: 1,
      err: expect.stringContaining('why  it was changed after that run\n'),
    });
    expect(root.read('/etc/a')).toBe('mine\n');
  });

  it('has nothing to do where nothing was done', () => {
    const root = throwAwayRoot({ standIns: systemd });
    expect(root.run(of(), { args: ['--undo'] })).toMatchObject({
      status: 3,
      err: expect.stringContaining('there is no run'),
    });
  });
});

describe('backups', () => {
  const kept = (root: ThrowAwayRoot): readonly string[] => readdirSync(`${root.path}/var/lib/rackwright/backup`);
  const number = (n: number): string => String(n).padStart(6, '0');
  const from = (first: number, last: number): readonly string[] =>
    Array.from({ length: last - first + 1 }, (_, i) => number(first + i));

  /** What earlier runs have left: how many blocks of 1 MB each, and which of them ended well. */
  const leftBy = (sizes: readonly number[], good: readonly number[]): ThrowAwayRoot => {
    const root = throwAwayRoot({ standIns: systemd });
    for (const [i, size] of sizes.entries()) {
      root.write(`/var/lib/rackwright/backup/${number(i + 1)}/files/etc/a`, 'x\n');
      const file = `${root.path}/var/lib/rackwright/backup/${number(i + 1)}/files/etc/b`;
      if (size > 0) execFileSync('fallocate', ['-l', `${size}M`, file]);
      if (good.includes(i + 1)) root.write(`/var/lib/rackwright/backup/${number(i + 1)}/good`, '');
    }
    root.write('/var/lib/rackwright/run', `${number(sizes.length)}\n`);
    return root;
  };
  const well = of(['/etc/a', 'a\n']);
  const badly = script(plan([{ name: 'one', steps: [file('/etc/a', 'a\n'), command('fails', 'false', 'false')] }]));
  const small = Array.from({ length: 11 }, () => 0);

  it('are those of ten runs', () => {
    const root = leftBy(small, [3]);
    expect(root.run(well).status).toBe(0);
    expect(kept(root)).toEqual(from(3, 12));
  });

  it('and always that of the last run that ended well', () => {
    const root = leftBy(small, [1]);
    expect(root.run(badly).status).toBe(1);
    expect(kept(root)).toEqual([number(1), ...from(3, 12)]);
  });

  it('are 50 MB at most', () => {
    const root = leftBy([20, 20, 20, 20], [2]);
    expect(root.run(well).status).toBe(0);
    expect(kept(root)).toEqual(from(3, 5));
  });

  it('and always that of the last run, and of the last that ended well', () => {
    const root = leftBy([60, 20, 40], [1]);
    expect(root.run(badly).status).toBe(1);
    expect(kept(root)).toEqual([number(1), ...from(3, 4)]);
  });
});
