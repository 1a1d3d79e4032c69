import type { From, Place, Several } from '../language/place.ts';
import { singly } from './lines.ts';
import type { Artifact } from './step.ts';

/** Whether one place is the other, or has it inside. */
export const covers = (outer: From, inner: Place): boolean =>
  outer.kind === 'place' &&
  outer.of === inner.of &&
  outer.path.length <= inner.path.length &&
  outer.path.every((key, index) => key === inner.path[index]);

/** Whether any of the reasons is one of the places, or has to do with it. A list that many lines share is read once. */
const mentioning = (places: readonly Place[]): ((from: readonly From[]) => boolean) => {
  const known = new WeakMap<Several, boolean>();
  const mentions = (from: readonly From[]): boolean =>
    from.some((it) => {
      if (it.kind === 'default') return false;
      if (it.kind === 'place') return places.some((one) => covers(one, it) || (it.path.length > 0 && covers(it, one)));
      const found = known.get(it) ?? mentions(it.all);
      known.set(it, found);
      return found;
    });
  return mentions;
};

export interface Follower {
  readonly path: string;
  /** From 1. */
  readonly line: number;
  readonly text: string;
}

/**
 * The lines of artifacts that follow from a value, from a part of it, or from
 * what it is a part of. Lines that follow from a construct as a whole (its
 * name, that it is there) follow from none of its values in particular.
 */
export function* followers(artifacts: Iterable<Artifact>, places: readonly Place[]): Generator<Follower> {
  const mentions = mentioning(places);
  for (const { path, lines, from: all = [] } of artifacts) {
    const everyLine = mentions(all);
    let line = 0;
    for (const { text, from } of singly(lines)) {
      line += 1;
      if (everyLine || mentions(from)) yield { path, line, text };
    }
  }
}
