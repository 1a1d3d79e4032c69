import { writeFileSync } from 'node:fs';
import { it } from 'vitest';
import { applyScript } from '/work/main/dsl/emit/bash/script.ts';
import { el6 } from '/work/main/dsl/platforms/el6.ts';
import * as p from '/work/main/test/emit/bash/plans.ts';

it('gen', () => {
  writeFileSync(
    '/tmp/apply.sh',
    p.script(p.plan(p.everyKind, { nics: [{ device: 'eth0', mac: '00:1e:c9:00:01:00', from: [] }] })),
  );
  writeFileSync('/tmp/apply6.sh', p.script(p.plan(p.everyKind, { platform: el6 })));
  writeFileSync('/tmp/small.sh', p.script(p.plan([{ name: 'base', steps: [p.file('/etc/hostname', 'hv1\n')] }])));
  writeFileSync('/tmp/empty.sh', p.script(p.plan([])));
  const plan = p.plan(p.everyKind);
  const t = Date.now();
  for (let i = 0; i < 10000; i++) applyScript(plan);
  console.log('10000 in', Date.now() - t, 'ms');
});
