import type { BondMode } from '../language/bond.ts';
import type { Bond } from '../model/model.ts';

/** Modes in which all links are one link to the far end. */
const aggregating: readonly BondMode[] = ['lacp', 'balance-xor', 'balance-rr'];

/** Whether a bond has to end in one system. */
export const isAggregate = ({ mode }: Bond): boolean => aggregating.includes(mode);
