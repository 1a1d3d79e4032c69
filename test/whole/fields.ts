import type * as z from 'zod';

/** A step into a value: a key, any key of a record, any entry of a list. */
export type Step = string | { readonly any: 'key' } | { readonly any: 'entry' };
export type Field = readonly Step[];

export const anyKey: Step = { any: 'key' };
const anyEntry: Step = { any: 'entry' };

interface Definition {
  readonly type: string;
  readonly shape?: Readonly<Record<string, z.ZodType>>;
  readonly innerType?: z.ZodType;
  readonly keyType?: z.ZodType;
  readonly valueType?: z.ZodType;
  readonly element?: z.ZodType;
  readonly items?: readonly z.ZodType[];
  readonly options?: readonly z.ZodType[];
}

/**
 * Every place that a schema has for a value, and every name that a record takes.
 * What a schema looks at by itself tells its shapes; one that does not is an
 * error, so that nothing hides behind it.
 */
export function* fieldsOf(schema: z.ZodType, at: Field = []): Generator<Field> {
  const { type, shape, innerType, valueType, element, items, options } = schema.def as unknown as Definition;
  const shapes = schema.meta()?.shapes as readonly z.ZodType[] | undefined;
  if (shapes !== undefined) {
    yield at;
    for (const it of shapes) yield* fieldsOf(it, at);
  } else if (innerType !== undefined) yield* fieldsOf(innerType, at);
  else if (shape !== undefined) {
    for (const [key, inner] of Object.entries(shape)) yield* fieldsOf(inner, [...at, key]);
  } else if (valueType !== undefined) {
    yield [...at, anyKey];
    yield* fieldsOf(valueType, [...at, anyKey]);
  } else if (element !== undefined) yield* fieldsOf(element, [...at, anyEntry]);
  else if (items !== undefined) for (const [index, it] of items.entries()) yield* fieldsOf(it, [...at, String(index)]);
  else if (options !== undefined) for (const it of options) yield* fieldsOf(it, at);
  else if (type === 'unknown' || type === 'any') throw new Error(`${shown(at)} does not tell its shapes`);
  else yield at;
}

export const shown = (field: Field): string =>
  field.map((it) => (typeof it === 'string' ? it : it.any === 'key' ? '*' : '[]')).join('.');
