import { join } from 'node:path';
import type { Template } from './image.ts';
import { type Lab, startLab } from './lab.ts';
import { now, within } from './patience.ts';
import type { Bench, Scenario } from './scenario.ts';

/** What came of a scenario. */
export interface Outcome {
  readonly name: string;
  readonly seconds: number;
  readonly notes: readonly string[];
  /** Undefined when all of it is true. */
  readonly failure?: unknown;
}

/** Longer than the longest one has ever taken on a busy machine. */
const longest = 600;

const lastWords = (lab: Lab): string =>
  lab
    .machines()
    .map((it) => `--- the console of ${it.name}\n${it.qemu.console().trimEnd().split('\n').slice(-20).join('\n')}`)
    .join('\n');

/** Runs scenarios one after the other; what one of them leaves is gone before the next begins, but for what they share. */
export const bench = (from: Template, folder: string) => {
  const kept = new Map<string, Lab>();
  let count = 0;
  const close = async (labs: Iterable<Lab>): Promise<void> => {
    for (const it of labs) await it.close();
  };
  const run = async ({ name, run: carryOut }: Scenario): Promise<Outcome> => {
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
      await within(longest, `the scenario ${name}`, carryOut({ lab, shared, note: (text) => notes.push(text) }));
      return { name, seconds: now() - began, notes };
    } catch (failure) {
      notes.push(...[...own, ...kept.values()].map(lastWords));
      await close(kept.values());
      kept.clear();
      return { name, seconds: now() - began, notes, failure };
    } finally {
      await close(own);
    }
  };
  return { run, close: () => close(kept.values()) };
};
