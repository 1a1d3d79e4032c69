import type { Host } from '../language/host.ts';

/**
 * The keys that the user wrote, those included whose values the schema refused:
 * what names one of them is right, whatever is wrong behind it.
 */
export const writtenKeys = (of: Host, group: 'nics' | 'bonds' | 'bridges'): readonly string[] => {
  const spec: unknown = of.spec;
  const record: unknown = typeof spec === 'object' && spec !== null ? Reflect.get(spec, group) : undefined;
  return typeof record === 'object' && record !== null ? Object.keys(record) : [];
};
