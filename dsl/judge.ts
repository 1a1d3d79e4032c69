import { type Accepted, accept } from './checks/accept.ts';
import { judge } from './checks/check.ts';
import { checks } from './checks/index.ts';
import { asWrittenByUser } from './checks/mend.ts';
import { rules } from './checks/rules.ts';
import { judgeSchema } from './checks/schema.ts';
import { schemaRules } from './checks/schema-rules.ts';
import { judgeList } from './checks/stack-list.ts';
import type { Finding } from './diagnostics/diagnostic.ts';
import type { Stack } from './language/stack.ts';
import type { Model } from './model/model.ts';
import { reach } from './model/reach.ts';
import { resolve } from './model/resolve.ts';

/** A stack with what the schema and the laws say of it. */
export interface Judgement {
  readonly stack: Stack;
  readonly model: Model;
  /** In the order of the laws; nothing accepted is among them. */
  readonly findings: readonly Finding[];
  readonly accepted: readonly Accepted[];
}

const fatal = new Set(checks.filter((it) => it.fatal).map((it) => it.code));
const schemaCodes = new Set(schemaRules.map((it) => it.code));
const codes = new Set(rules.map((it) => it.code));

/**
 * Judges a stack: pure, and all at once. The laws see what the schema could
 * make sense of, so that one mistake hides no other.
 */
export const judgeStack = (stack: Stack): Judgement => {
  const listFindings = judgeList(stack);
  const { reached } = reach(stack);
  const { findings: schemaFindings, specs, removed } = judgeSchema(reached);
  const partial = specs.mended.size > 0 || specs.dropped.size > 0 || listFindings.length > 0;
  const model = resolve(stack, specs, reached);
  const laws = stack.options?.laws ?? [];
  const lawFindings = checks.flatMap((check) => {
    if (check.optional !== undefined && !laws.includes(check.optional)) return [];
    if (check.judgesAbsence && partial) return [];
    const found = judge(check, model);
    return check.readsAsWritten ? found : found.map((it) => asWrittenByUser(it, removed));
  });
  const all = [...listFindings, ...schemaFindings, ...lawFindings];
  const { findings, accepted } = accept(stack, all, (it) => fatal.has(it.code) || schemaCodes.has(it.code), codes);
  const kept = partial ? findings.filter((it) => it.code !== 'acceptance-matches-a-finding') : findings;
  return { stack, model, findings: kept, accepted };
};

export const hasErrors = ({ findings }: Judgement): boolean => findings.some((it) => it.severity === 'error');
