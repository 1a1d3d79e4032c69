import { it } from 'vitest';
import { writeSync } from 'node:fs';
import { judgeSchema } from '../../dsl/checks/schema.ts';
import { judgeStack } from '../../dsl/judge.ts';
import el9 from '../stacks/el9.ts';
import { injected, spotsOf } from './inject.ts';
import { rebuild } from './rebuild.ts';
const log = (...x: unknown[]) => writeSync(2, x.join(' ') + '\n');
it('x', () => {
  let t = Date.now();
  const spots = spotsOf(el9); log('spots', spots.length, Date.now() - t); t = Date.now();
  for (const s of spots) {
    const t1 = Date.now();
    const r = judgeSchema([{ ...s.of, spec: injected(s.of.spec, s, "'") } as any]);
    const d = Date.now() - t1;
    if (d > 20) log(s.field, s.path.join('.'), r.findings.length, d);
  }
  log('all', Date.now() - t); t = Date.now();
  judgeStack(rebuild(el9, {}).stack); log('judge', Date.now() - t);
});
