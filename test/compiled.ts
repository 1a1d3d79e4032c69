import { ordered, positioned, type SourceFinding } from '../dsl/diagnostics/diagnostic.ts';
import * as rackwright from '../dsl/index.ts';
import { judgeStack } from '../dsl/judge.ts';
import type { Stack } from '../dsl/language/stack.ts';
import { load } from '../dsl/source/load.ts';
import { createLocator } from '../dsl/source/locate.ts';

/** Everything that loading and judging a stack file says, with positions. */
export const findingsOf = async (file: string): Promise<readonly SourceFinding[]> => {
  const loaded = await load(file, { rackwright });
  if (!loaded.ok) return loaded.findings;
  const locate = await createLocator(loaded.sources);
  const { findings } = judgeStack(loaded.value as Stack);
  return ordered([...loaded.warnings, ...findings.map((it) => positioned(it, locate))]);
};
