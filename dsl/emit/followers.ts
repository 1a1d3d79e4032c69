import { type From, type Place, reasons } from '../language/place.ts';
import type { Artifact } from './step.ts';

/** Whether one place is the other, or has it inside. */
export const covers = (outer: From, inner: Place): boolean =>
  outer.kind === 'place' &&
  outer.of === inner.of &&
  outer.path.length <= inner.path.length &&
  outer.path.every((key, index) => key === inner.path[index]);

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
  for (const { path, lines, from: all = [] } of artifacts) {
    let line = 0;
    for (const { text, from } of lines) {
      line += 1;
      const follows = [...reasons(from), ...reasons(all)].some((it) =>
        places.some((one) => it.kind === 'place' && (covers(one, it) || (it.path.length > 0 && covers(it, one)))),
      );
      if (follows) yield { path, line, text };
    }
  }
}
