import type { Line } from './step.ts';

/** A file line by line: what follows from the same may be several lines at once. */
export function* singly(lines: Iterable<Line>): Generator<Line> {
  for (const line of lines) {
    if (line.parts !== undefined) yield* line.parts();
    else if (line.text.includes('\n')) for (const text of line.text.split('\n')) yield { text, from: line.from };
    else yield line;
  }
}
