import assert from 'node:assert/strict';
import { judgeStack } from '../../../dsl/judge.ts';
import { faults as all, type Fault } from '../faults/index.ts';
import type { Bench, Scenario } from '../scenario.ts';

/** The law has found it, the stack has accepted it, and the machines show that the law is right. */
const show = async (bench: Bench, { law, stack, hosts, shows }: Fault): Promise<void> => {
  const { accepted } = judgeStack(stack);
  assert.deepEqual([...new Set(accepted.map((it) => it.finding.code))], [law], `what ${stack.name} accepts`);
  const lab = await bench.lab(stack, hosts === undefined ? {} : { hosts });
  try {
    await shows(lab);
  } catch (error) {
    throw new Error(`${law} is not seen to be a fault: ${error instanceof Error ? error.message : error}`, {
      cause: error,
    });
  } finally {
    await lab.close();
  }
};

/** Stacks that a law forbids, run all the same: each shows a real fault, so the law is true. */
export const faults: Scenario = {
  name: 'faults',
  run: async (bench) => {
    // All of them are told of, not only the first.
    const failures: unknown[] = [];
    for (const it of all) await show(bench, it).catch((error) => failures.push(error));
    if (failures.length > 0)
      throw new Error(failures.map((it) => (it instanceof Error ? it.message : it)).join('\n\n'));
    bench.note(`${all.length} laws`);
  },
};
