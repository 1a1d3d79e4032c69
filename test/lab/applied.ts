import assert from 'node:assert/strict';
import type { LabHost } from './lab.ts';

/** A step of apply.sh, as `--json` tells it. */
export interface Said {
  readonly step: string;
  readonly result: string;
  readonly detail?: string;
}

export interface Told {
  readonly status: number;
  readonly steps: readonly Said[];
}

/** Runs the script, and reads what it says of each step. */
export const told = async (host: LabHost, ...args: readonly string[]): Promise<Told> => {
  const { status, out, err } = await host.apply('--json', ...args);
  const all = out.split('\n').filter((it) => it.startsWith('{'));
  assert.ok(
    all.at(-1)?.startsWith('{"total"'),
    `${host.name}: apply.sh ${args.join(' ')} ends with ${status}:\n${out}${err}`,
  );
  return { status, steps: all.slice(0, -1).map((it) => JSON.parse(it) as Said) };
};

/** Steps that are not as they should be, each once. */
export const differing = ({ steps }: Told): readonly string[] => [
  ...new Set(steps.filter((it) => it.result !== 'ok').map((it) => it.step)),
];

/** The script must succeed. */
export const apply = async (host: LabHost, ...args: readonly string[]): Promise<string> => {
  const { status, out, err } = await host.apply(...args);
  assert.equal(status, 0, `${host.name}: apply.sh ${args.join(' ')}:\n${out}${err}`);
  return out;
};

/** Nothing is left to do, and the script knows that. */
export const isConverged = async (host: LabHost): Promise<void> => {
  const check = await told(host, '--check');
  assert.deepEqual(
    check.steps.filter((it) => it.result !== 'ok'),
    [],
  );
  assert.equal(check.status, 0);
};

/** What the guard would take back stays: the files are written, and their devices made as a start makes them. */
export const applyUnguarded = async (host: LabHost): Promise<void> => {
  await apply(host, '--no-activate-network', '--only', 'network');
  await host.run('ifup --all', 90);
};

/** What the script no longer has goes only if somebody agrees to what `--check` lists: the words that do, if any are needed. */
export const consent = async (host: LabHost): Promise<readonly string[]> => {
  const { out } = await host.apply('--check');
  const digest = /--prune ([0-9a-f]+)$/m.exec(out)?.[1];
  return digest === undefined ? [] : ['--prune', digest];
};
