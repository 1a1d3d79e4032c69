import type { Machine } from './machine.ts';

/** Where a cable ends. */
export interface End {
  readonly machine: Machine;
  readonly card: string;
}

/** Between two cards; an end in a machine without a disk is not counted. */
export interface Cable {
  readonly ends: readonly End[];
  /** Both ends see it. */
  readonly pull: () => Promise<void>;
  readonly putBack: () => Promise<void>;
}

export const cable = (...ends: readonly End[]): Cable => {
  const link = async (up: boolean): Promise<void> => {
    await Promise.all(ends.map((it) => it.machine.link(it.card, up)));
  };
  return { ends, pull: () => link(false), putBack: () => link(true) };
};
