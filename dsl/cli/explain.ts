import { shownExample } from '../checks/example.ts';
import { explainPage } from '../checks/explain.ts';
import { rules } from '../checks/rules.ts';
import { didYouMean } from '../diagnostics/did-you-mean.ts';
import { exit, print, say } from './say.ts';

/** The page of a rule; without a code, the list of all. */
export const explain = (code: string | undefined, { json = false }: { readonly json?: boolean }): number => {
  if (code === undefined) {
    if (json)
      print(
        JSON.stringify(
          rules.map(({ code, severity, law }) => ({ code, severity, law })),
          undefined,
          2,
        ),
      );
    else for (const { code, severity, law } of rules) print(`${code}  ${severity}  ${law}`);
    return exit.done;
  }
  const rule = rules.find((it) => it.code === code);
  if (rule === undefined) {
    say(
      `There is no rule ${code}${didYouMean(
        code,
        rules.map((it) => it.code),
      )} \`rackwright explain\` lists them.`,
    );
    return exit.usage;
  }
  const { severity, law, why, bad, good, covers } = rule;
  if (json)
    print(
      JSON.stringify(
        { code, severity, law, why, bad: shownExample(bad), good: shownExample(good), covers },
        undefined,
        2,
      ),
    );
  else print(explainPage(rule));
  return exit.done;
};
