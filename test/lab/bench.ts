import { join } from 'node:path';
import type { Template } from './image.ts';
import { type Lab, startLab } from './lab.ts';
import { now, patience, within } from './patience.ts';
import type { Bench, Scenario } from './scenario.ts';

/** What came of a scenario. */
export interface Outcome {
  readonly name: string;
  readonly seconds: number;
  readonly notes: readonly string[];
  /** Undefined when all of it is true. */
  readonly failure?: unknown;
}

const asked = 'ip -br addr; journalctl --no-pager --boot --lines 20';

/** What there is to know of machines in which something was not as it should be. */
const lastWords = async (lab: Lab): Promise<string> => {
  const words = lab.machines().map(async ({ name, attempt, qemu }) => {
    const said = await attempt(asked, 15).then(({ out, err }) => `${out}${err}`, String);
    return `--- ${name}\n${said.trimEnd()}\n${qemu.console().trimEnd().split('\n').slice(-20).join('\n')}`.trimEnd();
  });
  return (await Promise.all(words)).join('\n');
};

/** Where scenarios are run. What one of them leaves is gone before it ends, but for what it shares. */
export const bench = (from: Template, folder: string, say: (text: string) => void) => {
  let count = 0;
  const close = async (labs: Iterable<Lab>): Promise<void> => {
    for (const it of labs) await it.close();
  };
  const run = async ({ name, run: carryOut }: Scenario, kept: Map<string, Lab>): Promise<Outcome> => {
    const began = now();
    const own: Lab[] = [];
    const notes: string[] = [];
    const lab: Bench['lab'] = async (stack, options) => {
      count += 1;
      const it = await startLab(stack, from, join(folder, `${count}`), options);
      own.push(it);
      return it;
    };
    const shared: Bench['shared'] = async (key, make) => {
      const known = kept.get(key);
      if (known !== undefined) return known;
      const it = await make();
      own.splice(own.indexOf(it), 1);
      kept.set(key, it);
      return it;
    };
    try {
      await within(
        patience.scenario,
        `the scenario ${name}`,
        carryOut({ lab, shared, progress: (text) => say(`${name}: ${text}`), note: (text) => notes.push(text) }),
      );
      return { name, seconds: now() - began, notes };
    } catch (failure) {
      notes.push(...(await Promise.all([...own, ...kept.values()].map(lastWords))));
      await close(kept.values());
      kept.clear();
      return { name, seconds: now() - began, notes, failure };
    } finally {
      await close(own);
    }
  };
  /** One after the other; what they share lives as long as the lane. */
  const lane = async (scenarios: readonly Scenario[], heard: (outcome: Outcome) => void): Promise<void> => {
    const kept = new Map<string, Lab>();
    for (const it of scenarios) heard(await run(it, kept));
    await close(kept.values());
  };
  return { lane };
};
