import { it } from 'vitest';
import { judgeStack } from '../../dsl/judge.ts';
import { placeText } from '../../dsl/language/place.ts';
for (const p of ['el6','el9','el10','debian12','debian13'])
it(p, async () => {
  const { default: s } = await import(`../stacks/${p}.ts`);
  for (const f of judgeStack(s).findings) console.log(f.severity, f.code, placeText(f.at), f.message, '|', f.fix);
});
