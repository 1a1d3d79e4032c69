import { existsSync, readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { command, file, plan, script } from './plans.ts';
import { systemd } from './systems.ts';
import { throwAwayRoot } from './throw-away-root.ts';

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
  const backups = (path: string): readonly string[] => readdirSync(`${path}/var/lib/rackwright/backup`);
  const numbers = (from: number, to: number) =>
    Array.from({ length: to - from + 1 }, (_, i) => String(from + i).padStart(6, '0'));

  it('are those of ten runs, and always that of the last good one', () => {
    const root = throwAwayRoot({ standIns: systemd });
    const run = (text: string, fails: boolean) =>
      root.run(
        script(
          plan([
            { name: 'one', steps: [file('/etc/a', text), ...(fails ? [command('fails', 'false', 'false')] : [])] },
          ]),
        ),
      );
    for (let n = 1; n <= 12; n++) run(`${n}\n`, n > 1);
    expect(backups(root.path)).toEqual(['000001', ...numbers(3, 12)]);
    run('13\n', false);
    expect(backups(root.path)).toEqual(numbers(4, 13));
  });

  it('are 50 MB at most, and always that of the last run', () => {
    const root = throwAwayRoot({ standIns: systemd });
    const megabytes = (n: number) => `head -c ${n}M /dev/zero >etc/a`;
    const apply = of(['/etc/a', 'a\n']);
    for (const size of [20, 20, 20, 60]) root.run(apply, { before: megabytes(size) });
    expect(backups(root.path)).toEqual(['000004']);
  });
});
