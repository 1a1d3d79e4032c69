import type { Machine } from './machine.ts';

/** Where a cable ends. */
export interface End {
  readonly machine: Machine;
  readonly card: string;
}

/** Between two cards. */
export interface Cable {
  readonly ends: readonly [End, End];
  /** Both ends see it. */
  readonly pull: () => Promise<void>;
  readonly putBack: () => Promise<void>;
}

export const cable = (...ends: readonly [End, End]): Cable => {
  const link = async (up: boolean): Promise<void> => {
    await Promise.all(ends.map((it) => it.machine.link(it.card, up)));
  };
  return { ends, pull: () => link(false), putBack: () => link(true) };
};
