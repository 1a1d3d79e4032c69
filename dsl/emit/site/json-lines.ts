import type { From } from '../../language/place.ts';
import type { Known } from '../../model/model.ts';
import type { Line } from '../step.ts';

/** What a value follows from. Only `why` asks, so it is worked out only then: a large site has 180,000 values. */
export type Reasons = () => readonly From[];

/** A value with what it follows from; what stands inside follows from the same unless it says otherwise. */
export interface Sourced {
  readonly from: Reasons;
  readonly value: Json;
}
export type Json =
  | string
  | number
  | boolean
  | readonly (Json | Sourced)[]
  | { readonly [key: string]: Json | Sourced | undefined };

export const sourced = (value: Json, from: Reasons): Sourced => ({ from, value });
export const known = <T extends string | number | boolean>({ value, from }: Known<T>): Sourced => ({
  value,
  from: () => from,
});

const isSourced = (it: Json | Sourced): it is Sourced => typeof it === 'object' && 'from' in it && 'value' in it;

const quotedKeys = new Map<string, string>();
/** `"name": `: every entry of a list has the same few. */
const quotedKey = (name: string): string => {
  const quoted = quotedKeys.get(name) ?? `${JSON.stringify(name)}: `;
  quotedKeys.set(name, quoted);
  return quoted;
};

/** What stands inside a list or an object, each with what is written before it. */
const entriesOf = (value: object, indent: string): (readonly [head: string, entry: Json | Sourced])[] =>
  Array.isArray(value)
    ? value.map((it) => [indent, it])
    : Object.entries(value).flatMap(([name, it]) => (it === undefined ? [] : [[indent + quotedKey(name), it]]));

type Write = (text: string, from: Reasons) => void;

const print = (write: Write, it: Json | Sourced, around: Reasons, head: string, indent: string, end: string): void => {
  const from = isSourced(it) ? it.from : around;
  const value = isSourced(it) ? it.value : it;
  if (typeof value !== 'object') {
    write(`${head}${JSON.stringify(value)}${end}`, from);
    return;
  }
  const inside = `${indent}  `;
  const entries = entriesOf(value, inside);
  const [open, close] = Array.isArray(value) ? '[]' : '{}';
  if (entries.length === 0) {
    write(`${head}${open}${close}${end}`, from);
    return;
  }
  write(`${head}${open}`, from);
  let left = entries.length;
  for (const [entryHead, entry] of entries) {
    left -= 1;
    print(write, entry, from, entryHead, inside, left === 0 ? '' : ',');
  }
  write(`${indent}${close}${end}`, from);
};

/** Two spaces, one value a line, as JSON.stringify would: one text, and its lines where somebody asks what each follows from. */
export const printed = (it: Sourced, indent: string, end: string): Line => {
  let text = '';
  print((line) => (text += text === '' ? line : `\n${line}`), it, it.from, indent, indent, end);
  return {
    text,
    from: it.from(),
    parts: () => {
      const lines: Line[] = [];
      print((line, from) => lines.push({ text: line, from: from() }), it, it.from, indent, indent, end);
      return lines;
    },
  };
};
