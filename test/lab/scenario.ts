import type { Stack } from '../../dsl/language/stack.ts';
import type { Lab, LabOptions } from './lab.ts';

/** What a scenario works with. Everything it starts is stopped when it ends. */
export interface Bench {
  readonly lab: (stack: Stack, options?: LabOptions) => Promise<Lab>;
  /** One lab for several scenarios: kept, under its name, until one of them fails or all have run. */
  readonly shared: (name: string, make: () => Promise<Lab>) => Promise<Lab>;
  /** What is done by now, for whoever waits. */
  readonly progress: (text: string) => void;
  /** Something that was measured, for the table. */
  readonly note: (text: string) => void;
}

/** Something that is shown to be true of machines that run what we emit. */
export interface Scenario {
  readonly name: string;
  readonly run: (bench: Bench) => Promise<void>;
}
