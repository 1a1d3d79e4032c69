import { rules } from '../checks/rules.ts';
import { toGithub } from '../diagnostics/github.ts';
import { toJson } from '../diagnostics/json.ts';
import { pretty } from '../diagnostics/print.ts';
import { toSarif } from '../diagnostics/sarif.ts';
import { exit, print, say, terminal } from './say.ts';
import { located, open } from './session.ts';

export const formats = ['pretty', 'json', 'github', 'sarif'] as const;
export type Format = (typeof formats)[number];

/** Judges stacks and writes nothing. */
export const check = async (stacks: readonly string[], { format }: { readonly format: Format }): Promise<number> => {
  const session = await open(stacks);
  if (session.sites.length === 0 && session.unloaded.length === 0) {
    say('There is no stack: name one, or put one into stacks/.');
    return exit.usage;
  }
  const findings = await located(session);
  const errors = findings.filter((it) => it.severity === 'error').length;
  if (format === 'pretty') {
    if (findings.length > 0) say(pretty(findings, terminal()));
    const accepted = session.sites.flatMap((it) => it.judgement.accepted).length;
    const warnings = findings.filter((it) => it.severity === 'warning').length;
    say(`${session.sites.length} sites, ${errors} errors, ${warnings} warnings, ${accepted} accepted`);
  } else if (format === 'json') print(toJson(findings, process.cwd()));
  else if (format === 'github') print(toGithub(findings, process.cwd()));
  else print(toSarif(findings, { folder: process.cwd(), rules }));
  return errors > 0 ? exit.errors : exit.done;
};
