import { addresses } from './addresses.ts';
import { channels } from './channels.ts';
import type { Fault } from './fault.ts';
import { frames } from './frames.ts';

export type { Fault } from './fault.ts';

/** Those that wait long come first, so that two at a time end together. */
export const faults: readonly Fault[] = [...channels, ...frames, ...addresses];
