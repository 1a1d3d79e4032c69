import assert from 'node:assert/strict';
import { judgeStack } from '../../../dsl/judge.ts';
import { faults as all, type Fault, plant } from '../faults/index.ts';
import type { Lab } from '../lab.ts';
import { now } from '../patience.ts';
import type { Scenario } from '../scenario.ts';

/** The law has found it, the stack has accepted it, and the machines show that the law is right. */
const show = async (lab: Lab, { law, stack, shows }: Fault): Promise<void> => {
  const { accepted } = judgeStack(stack);
  assert.deepEqual([...new Set(accepted.map((it) => it.finding.code))], [law], `what ${stack.name} accepts`);
  await lab.startOver(stack);
  try {
    await shows(lab);
  } catch (error) {
    const why = error instanceof Error ? error.message : error;
    throw new Error(`${stack.name}: ${law} is not seen to be a fault: ${why}`, { cause: error });
  }
};

/** Stacks that a law forbids, run all the same: each shows a real fault, so the law is true. */
export const faults: Scenario = {
  name: 'faults',
  run: async (bench) => {
    const lab = await bench.lab(plant());
    // All of them are told of, not only the first.
    const failures: string[] = [];
    for (const it of all) {
      const began = now();
      await show(lab, it).catch((error: Error) => failures.push(error.message));
      bench.progress(`${it.stack.name}, ${(now() - began).toFixed(1)} s`);
    }
    if (failures.length > 0) throw new Error(failures.join('\n\n'));
    bench.note(`${all.length} laws`);
  },
};
