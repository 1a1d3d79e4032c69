import type { From } from '../../language/place.ts';
import type { Line } from '../step.ts';

/** One thing that an interface's configuration says. */
export interface Setting {
  /** What it is about: an interface says one thing about each. */
  readonly key: string;
  readonly lines: readonly string[];
  /** What makes the interface say nothing about it again; empty where saying it is harmless. */
  readonly undo: readonly string[];
  /** IOS refuses, or adds, another value while this one is there: it is undone first. */
  readonly stays?: true;
  readonly from: readonly From[];
}

/** An interface, and all that it says, in the order in which it can be said. */
export interface Stanza {
  /** `GigabitEthernet0/1` */
  readonly interface: string;
  readonly from: readonly From[];
  readonly settings: readonly Setting[];
}

/** The lines of some settings under their interface; none where there is nothing to say. */
export const underInterface = (
  stanza: Stanza,
  said: readonly { readonly lines: readonly string[]; readonly from: readonly From[] }[],
): Line[] => {
  const { from } = stanza;
  const inside = said.flatMap((it) =>
    it.lines.map((text): Line => ({ text: ` ${text}`, from: [...from, ...it.from] })),
  );
  return inside.length === 0 ? [] : [{ text: `interface ${stanza.interface}`, from }, ...inside, { text: '!', from }];
};
