import type { Check } from './check.ts';
import { checks } from './index.ts';
import { schemaRules } from './schema-rules.ts';

/** Everything that `explain` has a page for: what the schema asks, then the laws. */
export const rules: readonly Check[] = [...schemaRules, ...checks];
