import type { From } from '../../language/place.ts';
import type { Known } from '../../model/model.ts';
import type { Line } from '../step.ts';

/** A value with what it follows from; what stands inside follows from the same unless it says otherwise. */
export interface Sourced {
  readonly from: readonly From[];
  readonly value: Json;
}
export type Json =
  | string
  | number
  | boolean
  | readonly (Json | Sourced)[]
  | { readonly [key: string]: Json | Sourced | undefined };

export const sourced = (value: Json, from: readonly From[]): Sourced => ({ from, value });
export const known = <T extends string | number | boolean>({ value, from }: Known<T>): Sourced => ({ value, from });

const isSourced = (it: Json | Sourced): it is Sourced => typeof it === 'object' && 'from' in it && 'value' in it;

const print = (
  lines: Line[],
  it: Json | Sourced,
  inherited: readonly From[],
  indent: string,
  key: string,
  end: string,
): void => {
  const from = isSourced(it) ? it.from : inherited;
  const value = isSourced(it) ? it.value : it;
  if (typeof value !== 'object') {
    lines.push({ text: `${indent}${key}${JSON.stringify(value)}${end}`, from });
    return;
  }
  const names = Array.isArray(value)
    ? undefined
    : Object.keys(value).filter((name) => Reflect.get(value, name) !== undefined);
  const entries: readonly (Json | Sourced)[] =
    names === undefined ? (value as readonly Json[]) : names.map((name) => Reflect.get(value, name));
  const [open, close] = names === undefined ? '[]' : '{}';
  if (entries.length === 0) {
    lines.push({ text: `${indent}${key}${open}${close}${end}`, from });
    return;
  }
  lines.push({ text: `${indent}${key}${open}`, from });
  for (const [index, inner] of entries.entries()) {
    const name = names === undefined ? '' : `${JSON.stringify(names[index])}: `;
    print(lines, inner, from, `${indent}  `, name, index === entries.length - 1 ? '' : ',');
  }
  lines.push({ text: `${indent}${close}${end}`, from });
};

/** Two spaces, one value a line, as JSON.stringify would; each line with its origin. */
export const printed = (it: Sourced, inherited: readonly From[], indent: string, end: string): readonly Line[] => {
  const lines: Line[] = [];
  print(lines, it, inherited, indent, '', end);
  return lines;
};
