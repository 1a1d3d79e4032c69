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
      ? ['It cannot be accepted.']
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
