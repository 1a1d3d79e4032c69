import type { PlatformId } from '../language/platform.ts';
import { debian12 } from './debian12.ts';
import { debian13 } from './debian13.ts';
import { el5 } from './el5.ts';
import { el6 } from './el6.ts';
import { el7 } from './el7.ts';
import { el8 } from './el8.ts';
import { el9 } from './el9.ts';
import { el10 } from './el10.ts';
import type { PlatformFacts } from './facts.ts';

export const platforms: Readonly<Record<PlatformId, PlatformFacts>> = {
  el5,
  el6,
  el7,
  el8,
  el9,
  el10,
  debian12,
  debian13,
};
