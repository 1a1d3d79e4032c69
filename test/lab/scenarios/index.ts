import type { Scenario } from '../scenario.ts';
import { change } from './change.ts';
import { dirty } from './dirty.ts';
import { faults } from './faults.ts';
import { guard, guardKeyfiles } from './guard.ts';
import { idempotent } from './idempotent.ts';
import { keyfiles } from './keyfiles.ts';
import { netboot } from './netboot.ts';
import { reboot } from './reboot.ts';
import { trunk } from './trunk.ts';

/** In lanes side by side, since much of the time is waiting for bridges and LACP. Those that share a lab follow each other: what one does, the next finds. */
export const lanes: readonly (readonly Scenario[])[] = [
  [trunk, idempotent, reboot, keyfiles, netboot],
  [change, dirty, faults, guard],
  [guardKeyfiles],
];
