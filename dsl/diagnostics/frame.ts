import type { Located } from './diagnostic.ts';
import { cut, drawn, width } from './width.ts';

interface Shown {
  readonly line: string;
  readonly start: number;
  readonly length: number;
}

/** A line that is too long is shown around the span, with an ellipsis where it goes on. */
const around = (line: string, start: number, length: number, room: number): Shown => {
  const whole = width(line);
  if (whole <= room) return { line, start, length };
  const from = Math.max(0, Math.min(start - Math.floor(room / 3), whole - room));
  const head = from > 0 ? '…' : '';
  const tail = from + room < whole ? '…' : '';
  const middle = cut(line, from + head.length, room - head.length - tail.length);
  return { line: `${head}${middle}${tail}`, start: start - from, length: Math.min(length, room - (start - from)) };
};

/** The source line, and a rule under what is meant; of a span over several lines, under the first. */
export const frame = (at: Located, columns: number): { readonly source: string; readonly rule: string } | undefined => {
  if (at.text.trim() === '') return undefined;
  const gutter = String(at.line);
  const end = at.endLine === at.line ? at.endColumn - 1 : at.text.trimEnd().length;
  const line = drawn(at.text.trimEnd());
  const start = width(drawn(at.text.slice(0, at.column - 1)));
  const length = Math.max(1, width(drawn(at.text.slice(at.column - 1, end))));
  const shown = around(line, start, length, Math.max(24, columns - gutter.length - 5));
  return {
    source: `${gutter} | ${shown.line}`,
    rule: `${' '.repeat(gutter.length)} | ${' '.repeat(shown.start)}${'~'.repeat(shown.length)}`,
  };
};
