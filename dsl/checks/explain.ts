import { suggestions } from '../diagnostics/did-you-mean.ts';
import type { Check } from './check.ts';
import { shownExample } from './example.ts';

const indented = (text: string): string =>
  text
    .trimEnd()
    .split('\n')
    .map((it) => (it === '' ? '' : `  ${it}`))
    .join('\n');

/** The page of a law: what it says, why, a stack that breaks it and one that keeps it. */
export const explainPage = ({ code, severity, law, why, bad, good, covers, optional, fatal }: Check): string => {
  const notes = [
    ...(optional === undefined ? [] : [`Judged only where a stack asks for it: laws: ['${optional}'].`]),
    ...(fatal === true
      ? ['It cannot be accepted: what would be emitted means nothing.']
      : [`To live with it: accept: [{ finding: '${code}', on: …, reason: '…' }].`]),
    ...(covers.length === 0 ? [] : [`Answers ${covers.join(', ')} of the coverage list.`]),
  ];
  return [
    `${severity}[${code}]`,
    law,
    `why   ${why}`,
    `breaks it\n\n${indented(shownExample(bad))}`,
    `keeps it\n\n${indented(shownExample(good))}`,
    notes.join('\n'),
  ]
    .map((it) => `${it}\n`)
    .join('\n');
};

/** Every code with its law, one a line, in the order of the laws. */
export const knownCodes = (checks: readonly Check[]): string => {
  const width = Math.max(0, ...checks.map(({ code }) => code.length));
  return checks.map(({ code, severity, law }) => `${code.padEnd(width)}  ${severity.padEnd(7)}  ${law}\n`).join('');
};

/** The page of a code, or what to ask for instead. */
export const explain = (code: string, checks: readonly Check[]): { readonly known: boolean; readonly text: string } => {
  const bare = /\[([^\]]+)\]$/.exec(code.trim())?.[1] ?? code.trim();
  const found = checks.find((it) => it.code === bare);
  if (found !== undefined) return { known: true, text: explainPage(found) };
  const near = suggestions(
    bare,
    checks.map((it) => it.code),
  );
  const hint = near.length === 0 ? 'rackwright explain lists them all' : `did you mean ${near.join(' or ')}?`;
  return { known: false, text: `there is no law '${bare}'; ${hint}\n` };
};
