import { rules } from '../checks/rules.ts';
import { toGithub } from '../diagnostics/github.ts';
import { toJson } from '../diagnostics/json.ts';
import { pretty, total } from '../diagnostics/print.ts';
import { toSarif } from '../diagnostics/sarif.ts';
import { counted, exit, print, say, terminal } from './say.ts';
import { located, open, sayNothingToCompile } from './session.ts';

export type Format = 'pretty' | 'json' | 'github' | 'sarif';

/** Judges stacks and writes nothing. */
export const check = async (stacks: readonly string[], { format }: { readonly format: Format }): Promise<number> => {
  const session = await open(stacks);
  if (session.sites.length === 0 && session.unloaded.length === 0) return sayNothingToCompile();
  const findings = await located(session);
  if (format === 'pretty') {
    if (findings.length > 0) say(`${pretty(findings, terminal())}\n`);
    const accepted = session.sites.flatMap((it) => it.judgement.accepted).length;
    const said = [
      counted(session.sites.length, 'site'),
      total(findings) || 'no findings',
      ...(accepted === 0 ? [] : [`${accepted} accepted`]),
    ];
    say(said.join(', '));
  } else if (format === 'json') print(toJson(findings, process.cwd()));
  else if (format === 'github') {
    if (findings.length > 0) print(toGithub(findings, process.cwd()));
  } else print(toSarif(findings, { folder: process.cwd(), rules }));
  return findings.some((it) => it.severity === 'error') ? exit.errors : exit.done;
};
