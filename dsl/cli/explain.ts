import { shownExample } from '../checks/example.ts';
import { explainPage } from '../checks/explain.ts';
import { rules } from '../checks/rules.ts';
import { didYouMean } from '../diagnostics/did-you-mean.ts';
import { loadingRules } from './loading.ts';
import { exit, print, printJson, say } from './say.ts';

interface Listed {
  readonly code: string;
  readonly severity: string;
  readonly law: string;
}

const all = (): readonly Listed[] => [
  ...Object.entries(loadingRules).map(([code, law]) => ({ code, severity: 'error', law })),
  ...rules.map(({ code, severity, law }) => ({ code, severity, law })),
];

/** The page of a rule; without a code, the list of all. */
export const explain = (code: string | undefined, { json = false }: { readonly json?: boolean }): number => {
  if (code === undefined) {
    if (json) printJson(all());
    else
      print(
        all()
          .map(({ code, severity, law }) => `${code}  ${severity}  ${law}`)
          .join('\n'),
      );
    return exit.done;
  }
  const rule = rules.find((it) => it.code === code);
  if (rule !== undefined) {
    const { severity, law, why, bad, good, covers } = rule;
    if (json) printJson({ code, severity, law, why, bad: shownExample(bad), good: shownExample(good), covers });
    else print(explainPage(rule));
    return exit.done;
  }
  const listed = all().find((it) => it.code === code);
  if (listed === undefined) {
    const meant = didYouMean(
      code,
      all().map((it) => it.code),
    );
    say(`There is no rule ${code}${meant === '' ? '.' : meant} \`rackwright explain\` lists them.`);
    return exit.usage;
  }
  if (json) printJson(listed);
  else print(`error[${code}]\n\n${listed.law}\n\nThe finding itself says where, why, and what to do.`);
  return exit.done;
};
