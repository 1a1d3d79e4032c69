import type { Finding } from '../diagnostics/diagnostic.ts';
import { isConstruct, type Place, place } from '../language/place.ts';
import { shown } from '../language/scalars.ts';
import { isListed, isListedKind, type Stack, stackOptionsSchema } from '../language/stack.ts';

const isShapedLikeListed = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && 'kind' in value && isListedKind(value.kind);

const fixOf = (value: unknown): string => {
  if (isConstruct(value)) return 'Take it out.';
  if (isShapedLikeListed(value)) return 'List what the function gave back, such as sw1, and no copy of it.';
  return 'Define it before it is listed, or take it out.';
};

const entry = (of: Stack, value: unknown, index: number): Finding[] => {
  if (isListed(value)) return [];
  const at = place(of, 'constructs', index);
  return [
    {
      code: 'listed-is-a-construct',
      severity: 'error',
      message: `stack ${of.name} lists ${shown(value)}, ${isShapedLikeListed(value) ? 'which is only shaped like one: no function of rackwright made it' : 'which is not a switch, a link or a host'}`,
      at,
      also: [],
      why: 'A stack lists what its site consists of; VLANs join through what refers to them.',
      fix: fixOf(value),
    },
  ];
};

/** What is wrong with the call of `stack` itself. */
export const judgeList = (of: Stack): Finding[] => {
  if (!Array.isArray(of.constructs)) {
    return [
      {
        code: 'listed-is-a-construct',
        severity: 'error',
        message: `stack ${String(of.name)} lists ${shown(of.constructs)}, which is not a list`,
        at: place(of, 'constructs'),
        also: [],
        why: 'A stack lists what its site consists of.',
        fix: "Write stack('name', [sw1, hv1, …]).",
      },
    ];
  }
  const issues = stackOptionsSchema.safeParse(of.options).error?.issues ?? [];
  return [
    ...of.constructs.flatMap((it, index) => entry(of, it, index)),
    ...issues.flatMap((issue): Finding[] => {
      const path = issue.path.filter((it): it is string | number => typeof it !== 'symbol');
      const keys = issue.code === 'unrecognized_keys' ? issue.keys : [];
      const at: Place = place(of, 'options', ...path);
      return [
        {
          code: keys.length > 0 ? 'key-is-known' : 'value-has-its-form',
          severity: 'error',
          message:
            keys.length > 0
              ? `stack ${of.name} has no option '${keys.join("', '")}'`
              : `${['options', ...path].join('.')} of stack ${of.name}: ${issue.message}`,
          at: keys[0] === undefined ? at : place(of, 'options', ...path, keys[0]),
          ...(keys.length > 0 ? { key: true } : {}),
          also: [],
          why: 'An option that nothing reads would be a law that nobody keeps.',
          fix:
            keys.length > 0
              ? 'The options are accept and laws; an acceptance has finding, on, path and reason.'
              : 'Write it in the form that the message shows.',
        },
      ];
    }),
  ];
};
