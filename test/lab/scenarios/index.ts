import type { Scenario } from '../scenario.ts';
import { trunk } from './trunk.ts';

/** Those that share a lab stand together: what one of them does to it, the next one finds. */
export const scenarios: readonly Scenario[] = [trunk];
