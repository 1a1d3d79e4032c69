import type * as z from 'zod';

type Path = readonly (string | number)[];

export const valueAt = (value: unknown, path: Path): unknown =>
  path.reduce<unknown>(
    (inner, key) => (typeof inner === 'object' && inner !== null ? Reflect.get(inner, key) : undefined),
    value,
  );

interface Definition {
  readonly type: string;
  readonly shape?: Readonly<Record<string, z.ZodType>>;
  readonly innerType?: z.ZodType;
  readonly valueType?: z.ZodType;
  readonly element?: z.ZodType;
}

const definition = (schema: z.ZodType): Definition => schema.def as unknown as Definition;

const within = (schema: z.ZodType | undefined, key: string | number): z.ZodType | undefined => {
  if (schema === undefined) return undefined;
  const { shape, innerType, valueType, element } = definition(schema);
  if (innerType !== undefined) return within(innerType, key);
  return shape?.[key] ?? valueType ?? element;
};

const bare = (schema: z.ZodType | undefined): z.ZodType | undefined => {
  const inner = schema && definition(schema).innerType;
  return inner === undefined ? schema : bare(inner);
};

/** The keys that a schema knows at a path, for a suggestion. */
export const keysAt = (schema: z.ZodType, path: Path): readonly string[] => {
  const found = bare(path.reduce<z.ZodType | undefined>(within, schema));
  return found === undefined ? [] : Object.keys(definition(found).shape ?? {});
};
