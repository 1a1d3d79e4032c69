import type * as z from 'zod';
import type { Finding } from '../diagnostics/diagnostic.ts';
import { didYouMean, suggestions } from '../diagnostics/did-you-mean.ts';
import { catalyst3560gSchema } from '../language/catalyst3560g.ts';
import { catalyst9300Schema, catalyst9300StackSchema } from '../language/catalyst9300.ts';
import { hostSchema } from '../language/host.ts';
import { linkSchema } from '../language/link.ts';
import { type Construct, isReference } from '../language/place.ts';
import { shown } from '../language/scalars.ts';
import type { Switch } from '../language/switch.ts';
import { vlanSchema } from '../language/vlan.ts';
import type { Reached } from '../model/reach.ts';
import type { Specs } from '../model/specs.ts';
import { unreachable } from '../text/unreachable.ts';
import { mend, type Removed } from './mend.ts';
import { keysAt, valueAt } from './schema-walk.ts';

type Issue = z.core.$ZodIssue;

const switchSchema = (of: Switch): z.ZodType => {
  if (of.family === 'catalyst3560g') return catalyst3560gSchema;
  const isStack = typeof of.spec === 'object' && of.spec !== null && 'members' in of.spec;
  return isStack ? catalyst9300StackSchema : catalyst9300Schema;
};

/** What judges each kind of construct; tsc names the kind that is forgotten. */
export const schemaOf = (of: Reached): z.ZodType => {
  switch (of.kind) {
    case 'vlan':
      return vlanSchema;
    case 'link':
      return linkSchema;
    case 'switch':
      return switchSchema(of);
    case 'hypervisor':
    case 'server':
      return hostSchema;
    default:
      return unreachable(of);
  }
};

const why = {
  unknown: 'A key that nothing reads would be a setting that never reaches a machine.',
  missing: 'Nothing can be derived for it, and no value would be right for everybody.',
  wrong: 'It would reach a file on a machine that reads it otherwise, or not at all.',
  later: 'Rackwright works out IPv4 networks only; half of an address plan on a machine would be worse than none.',
};

const plural: Readonly<Record<string, string>> = {
  array: 'a list',
  object: 'an object',
  record: 'an object',
  boolean: 'true or false',
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  tuple: 'a list of two',
};

/** The words that the schema would have taken. */
const wordsOf = (issue: Issue): readonly string[] => {
  const { params } = issue as { params?: { readonly words?: readonly string[] } };
  return params?.words ?? [];
};

const wordFix = (issue: Issue, value: unknown): string | undefined => {
  const words = wordsOf(issue);
  if (words.length === 0) return undefined;
  const near = typeof value === 'string' ? suggestions(value, words) : [];
  return `Write ${(near.length > 0 ? near : words).map((it) => `'${it}'`).join(' or ')}.`;
};

/** What a schema issue says of one value, in words about that value. */
const problem = (issue: Issue, value: unknown): string => {
  const words = wordsOf(issue);
  if (words.length > 0 && typeof value === 'string') return `${issue.message}${didYouMean(value, words)}`;
  if (issue.code === 'invalid_type') return `${shown(value)} is not ${plural[issue.expected] ?? issue.expected}`;
  if (issue.code === 'invalid_key') return issue.issues[0]?.message ?? 'the name is not allowed';
  if (issue.code === 'too_small' || issue.code === 'too_big')
    return issue.origin === 'array' ? `${shown(value)} is not the number of entries that belong here` : issue.message;
  return issue.message;
};

const param = (issue: Issue, name: 'why' | 'fix'): string | undefined => {
  const { params } = issue as { params?: Readonly<Record<string, unknown>> };
  const found = params?.[name];
  return typeof found === 'string' ? found : undefined;
};

const findingsOf = (of: Construct, spec: unknown, schema: z.ZodType, issue: Issue): Finding[] => {
  const path = issue.path.filter((it): it is string | number => typeof it !== 'symbol');
  const where = [of.name, ...path].join('.');
  const at = { kind: 'place', of, path } as const;
  if (issue.code === 'unrecognized_keys') {
    const known = (issue as { known?: readonly string[] }).known ?? keysAt(schema, path);
    return issue.keys.map((key) => {
      const near = suggestions(key, known);
      return {
        code: 'key-is-known',
        severity: 'error',
        message: `${where} has no key '${key}'${didYouMean(key, known)}`,
        at: { ...at, path: [...path, key] },
        key: true,
        also: [],
        why: why.unknown,
        fix:
          near.length > 0
            ? `Write ${near.join(' or ')}, or remove it.`
            : `Remove it, or write one of ${known.join(', ')}.`,
      };
    });
  }
  const value = valueAt(spec, path);
  const parent = valueAt(spec, path.slice(0, -1));
  const last = path.at(-1);
  if (value === undefined && last !== undefined && typeof parent === 'object' && parent !== null && !(last in parent)) {
    return [
      {
        code: 'key-is-there',
        severity: 'error',
        message: `${[of.name, ...path.slice(0, -1)].join('.')} lacks ${last}`,
        at: { ...at, path: path.slice(0, -1) },
        also: [],
        why: param(issue, 'why') ?? why.missing,
        fix: param(issue, 'fix') ?? `Add ${last}.`,
      },
    ];
  }
  const said = problem(issue, value);
  const later = said.includes('IPv6 is not supported yet');
  return [
    {
      code: later ? 'address-is-ipv4' : issue.code === 'invalid_key' ? 'name-is-usable' : 'value-has-its-form',
      severity: 'error',
      message: `${where}: ${said}`,
      at,
      ...(issue.code === 'invalid_key' ? { key: true } : {}),
      also: [],
      why: param(issue, 'why') ?? (later ? why.later : why.wrong),
      fix:
        wordFix(issue, value) ??
        param(issue, 'fix') ??
        (later
          ? 'Write an IPv4 address, or leave the address out and configure IPv6 through files for now.'
          : 'Write it in the form that the message shows.'),
    },
  ];
};

/** JavaScript keeps `__proto__` for itself: zod passes over the entry, and what reads it would not see it either. */
const takenKeys = (of: unknown): readonly (readonly (string | number)[])[] => {
  const found: (readonly (string | number)[])[] = [];
  // Where the walk is: of all but a few specs nothing more is ever asked.
  const path: (string | number)[] = [];
  const around: object[] = [];
  const visit = (value: unknown): void => {
    if (typeof value !== 'object' || value === null || isReference(value) || around.includes(value)) return;
    around.push(value);
    for (const [key, inner] of Object.entries(value)) {
      path.push(Array.isArray(value) ? Number(key) : key);
      if (key === '__proto__') found.push([...path]);
      else visit(inner);
      path.pop();
    }
    around.pop();
  };
  visit(of);
  return found;
};

const takenKey = (of: Construct, path: readonly (string | number)[]): Finding => ({
  code: 'name-is-usable',
  severity: 'error',
  message: `${[of.name, ...path].join('.')}: '__proto__' is not a name that can be given`,
  at: { kind: 'place', of, path },
  key: true,
  also: [],
  why: 'JavaScript keeps the word for itself, so the entry would be lost on the way.',
  fix: 'Give it another name.',
});

export interface SchemaJudgement {
  readonly findings: readonly Finding[];
  readonly specs: Specs;
  readonly removed: ReadonlyMap<Construct, readonly Removed[]>;
}

/** What the schema says of every construct, and what is left of the specs for the laws to judge. */
export const judgeSchema = (reached: readonly Reached[]): SchemaJudgement => {
  const findings: Finding[] = [];
  const mended = new Map<Construct, unknown>();
  const dropped = new Set<Construct>();
  const removed = new Map<Construct, readonly Removed[]>();
  for (const of of reached) {
    const schema = schemaOf(of);
    const { error } = schema.safeParse(of.spec);
    const taken = takenKeys(of.spec);
    if (error === undefined && taken.length === 0) continue;
    for (const path of taken) findings.push(takenKey(of, path));
    for (const issue of error?.issues ?? []) findings.push(...findingsOf(of, of.spec, schema, issue));
    const rest = mend(schema, of.spec);
    if (rest === undefined) dropped.add(of);
    else {
      mended.set(of, rest.spec);
      removed.set(of, rest.removed);
    }
  }
  return { findings, specs: { mended, dropped }, removed };
};
