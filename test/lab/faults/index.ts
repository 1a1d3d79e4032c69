import { addresses } from './addresses.ts';
import { channels } from './channels.ts';
import type { Fault } from './fault.ts';
import { frames } from './frames.ts';

export { type Fault, plant } from './fault.ts';

export const faults: readonly Fault[] = [...channels, ...frames, ...addresses];
