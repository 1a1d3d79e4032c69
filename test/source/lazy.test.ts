import { join } from 'node:path';
import { expect, it, vi } from 'vitest';
import { place } from '../../dsl/language/place.ts';
import { load } from '../../dsl/source/load.ts';
import { createLocator } from '../../dsl/source/locate.ts';
import { provided, type Stack, write } from './fixture.ts';

const opened = vi.hoisted(() => ({ times: 0 }));

vi.mock('ts-morph', async (original) => {
  opened.times += 1;
  return await original();
});

const text = "import { server, stack } from 'rackwright';\nexport default stack('dc1', [server('a', { mtu: 1 })]);\n";

it('loads ts-morph when a position is wanted, and not before', async () => {
  const loaded = await load(join(write({ 'stack.ts': text }), 'stack.ts'), provided);
  const broken = await load(join(write({ 'stack.ts': `${text}Date.now();` }), 'stack.ts'), provided);
  expect(broken.ok).toBe(false);
  expect(opened.times).toBe(0);
  if (!loaded.ok) throw new Error('not loaded');
  const [part] = (loaded.value as Stack).constructs;
  const locate = await createLocator(loaded.sources);
  expect(opened.times).toBe(1);
  if (part !== undefined) expect(locate(place(part, 'mtu'))).toMatchObject({ line: 2, column: 49 });
});
