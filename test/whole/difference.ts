import type { Line } from '../../dsl/emit/step.ts';
import { type Construct, placeText, reasons } from '../../dsl/language/place.ts';

/** What is only in the first of two documents, and what only in the second. */
export interface Difference {
  readonly gone: readonly Line[];
  readonly fresh: readonly Line[];
}

type Same = (it: Construct) => Construct;

interface Placed {
  readonly line: Line;
  /** The text, without the comma by which JSON says that another entry follows. */
  readonly text: string;
  /** What it stands under. */
  readonly under: string;
}

const names = /^\s*"(name|vlan|number|code)": (.*?),?$/;

/** A line of JSON stands under keys, and entries of lists under their names. */
const inJson = (lines: readonly Line[]): Placed[] => {
  const keys: string[] = [];
  return lines.map((line, index) => {
    const depth = (/^ */.exec(line.text)?.[0].length ?? 0) / 2;
    const text = line.text.replace(/,$/, '');
    keys.length = Math.min(keys.length, depth);
    const named = [1, 2].flatMap((more) => names.exec(lines[index + more]?.text ?? '')?.[2] ?? []);
    const own = /^ *("[^"]*"): [[{]$/.exec(line.text)?.[1] ?? named[0] ?? '';
    if (/[[{]$/.test(line.text)) keys[depth] = own;
    const under = /[\]}]$/.test(text) ? [...keys, keys[depth]] : keys;
    return { line, text, under: under.join(' ') };
  });
};

/** A command of a switch stands under the interface or the question before it; a line of a script under its file, and there under its group or device. */
const inScript = (lines: readonly Line[]): Placed[] => {
  let [file, group] = ['', ''];
  return lines.map((line, index) => {
    // A blank line belongs to what comes after it.
    const text = line.text === '' ? (lines[index + 1]?.text ?? '') : line.text;
    if (/<<'EOF\d*' \|\| lost$/.test(text)) [file, group] = [text, ''];
    else if (/^EOF\d*$/.test(text)) [file, group] = ['', ''];
    else if (/^(\[|iface |auto )/.test(text)) group = text;
    return { line, text: line.text, under: `${file} ${group}` };
  });
};

const onSwitch = (lines: readonly Line[]): Placed[] => {
  let head = '';
  return lines.map((line) => {
    if (/^\w/.test(line.text)) head = line.text;
    return { line, text: line.text, under: head };
  });
};

const placed = (path: string, lines: readonly Line[]): Placed[] =>
  path.endsWith('.json') ? inJson(lines) : path.endsWith('.sh') ? inScript(lines) : onSwitch(lines);

/** What a line follows from, as text; constructs that were made again count as what they were. */
const keyOf = (same: Same) => {
  const known = new WeakMap<Line['from'], string>();
  return ({ line: { from } }: Placed): string => {
    const seen = known.get(from);
    if (seen !== undefined) return seen;
    const texts = reasons(from).map((it) => (it.kind === 'place' ? `${same(it.of).kind} ${placeText(it)}` : it.reason));
    const key = [...new Set(texts)].sort().join('\n');
    known.set(from, key);
    return key;
  };
};

/**
 * The lines by which two documents differ. Of lines with the same text, the one
 * that stands under the same and follows from the same is the same one: of five
 * closing braces the right one is gone.
 */
export const difference = (path: string, before: readonly Line[], after: readonly Line[], same: Same): Difference => {
  if (before.length === after.length && before.every((it, index) => it.text === after[index]?.text))
    return { gone: [], fresh: [] };
  const [was, is] = [placed(path, before), placed(path, after)];
  const key = keyOf(same);
  const best = 1003;
  const alike = (a: Placed | undefined, b: Placed | undefined): number => {
    if (a === undefined || b === undefined || a.text !== b.text) return 0;
    return (a.under === b.under ? 1000 : 600) + (key(a) === key(b) ? 3 : 0);
  };
  let start = 0;
  while (alike(was[start], is[start]) === best) start += 1;
  let [end, last] = [was.length, is.length];
  while (end > start && last > start && alike(was[end - 1], is[last - 1]) === best) {
    end -= 1;
    last -= 1;
  }
  const [old, now] = [was.slice(start, end), is.slice(start, last)];
  const width = now.length + 1;
  // The most that can be kept of what is left of both, from each pair of lines on.
  const kept = new Int32Array((old.length + 1) * width);
  const at = (i: number, j: number): number => kept[i * width + j] ?? 0;
  for (let i = old.length - 1; i >= 0; i--) {
    for (let j = now.length - 1; j >= 0; j--) {
      const both = alike(old[i], now[j]);
      kept[i * width + j] = Math.max(both === 0 ? 0 : both + at(i + 1, j + 1), at(i + 1, j), at(i, j + 1));
    }
  }
  const [gone, fresh]: [Placed[], Placed[]] = [[], []];
  let [i, j] = [0, 0];
  for (;;) {
    const [a, b] = [old[i], now[j]];
    if (a === undefined && b === undefined) break;
    const both = alike(a, b);
    if (both > 0 && at(i, j) === both + at(i + 1, j + 1)) {
      i += 1;
      j += 1;
    } else if (a !== undefined && (b === undefined || at(i, j) === at(i + 1, j))) {
      gone.push(a);
      i += 1;
    } else if (b !== undefined) {
      fresh.push(b);
      j += 1;
    }
  }
  // A list in order of numbers: what only went to another place in it is the same line, from the same.
  const moved = (it: Placed, others: readonly Placed[]): boolean => others.some((other) => alike(it, other) === best);
  return {
    gone: gone.filter((it) => !moved(it, fresh)).map(({ line }) => line),
    fresh: fresh.filter((it) => !moved(it, gone)).map(({ line }) => line),
  };
};
