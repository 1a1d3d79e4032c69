import type { Stack } from '../../dsl/language/stack.ts';
import branch from '../../stacks/branch.ts';
import dc2 from '../../stacks/dc2.ts';
import dc3 from '../../stacks/dc3.ts';
import rack08 from '../../stacks/rack08.ts';
import reference from '../../stacks/reference.ts';
import debian12 from '../stacks/debian12.ts';
import debian13 from '../stacks/debian13.ts';
import el5 from '../stacks/el5.ts';
import el6 from '../stacks/el6.ts';
import el7 from '../stacks/el7.ts';
import el8 from '../stacks/el8.ts';
import el9 from '../stacks/el9.ts';
import el10 from '../stacks/el10.ts';

/** One small stack for each platform. */
export const platformSites: readonly Stack[] = [el5, el6, el7, el8, el9, el10, debian12, debian13];

/** Every site there is: the real ones, and those. */
export const sites: readonly Stack[] = [reference, dc2, rack08, branch, dc3, ...platformSites];
