import { existsSync } from 'node:fs';
import { join, relative } from 'node:path';
import { differenceMarkdown } from '../emit/difference/markdown.ts';
import { type SiteDifference, siteDifference } from '../emit/difference/site.ts';
import { checkOut } from '../source/revision.ts';
import { exit, print, printJson, say } from './say.ts';
import { failed, open, type Session, stackFiles } from './session.ts';

export type DiffFormat = 'markdown' | 'json' | 'ios';

export interface DiffOptions {
  readonly base: string;
  readonly format: DiffFormat;
  readonly rollback: boolean;
}

const models = ({ sites }: Session) => new Map(sites.map(({ judgement: { model } }) => [model.name, model] as const));

const differences = (before: Session, after: Session): readonly SiteDifference[] => {
  const [old, now] = [models(before), models(after)];
  return [...new Set([...now.keys(), ...old.keys()])].flatMap((it) => siteDifference(old.get(it), now.get(it)) ?? []);
};

/** Only switches that both have: a switch that is new takes its config.ios, and one that is gone is unplugged. */
const iosOf = (found: readonly SiteDifference[], base: string, rollback: boolean): readonly string[] =>
  found.flatMap(({ site, switches }) =>
    switches.flatMap(({ name, lines, rollback: back }) => {
      const sent = rollback ? back : lines;
      const way = rollback ? `back to ${base}` : `from ${base}`;
      return sent.length === 0 ? [] : [[`! ${site}/${name}: ${way}`, ...sent, ''].join('\n')];
    }),
  );

const shown = (found: readonly SiteDifference[], { base, format, rollback }: DiffOptions): boolean => {
  if (format === 'ios' || (rollback && format !== 'json')) {
    const texts = iosOf(found, base, rollback);
    for (const it of texts) print(it);
    if (texts.length === 0) say('No switch that both have changes.');
    return texts.length > 0;
  }
  if (format === 'json') printJson(found);
  else print(differenceMarkdown(found));
  return found.length > 0;
};

/**
 * What becomes of the sites of a git revision, worked out from two models: what
 * is added, changed and removed, what that stops, and in which order it is done.
 */
export const diff = async (stacks: readonly string[], options: DiffOptions): Promise<number> => {
  const now = await open(stacks);
  if (failed(now)) {
    say('A stack has errors; `rackwright check` shows them.');
    return exit.errors;
  }
  const then = checkOut(options.base);
  if (!then.ok) {
    say(`There is nothing to compare with: ${then.reason}.`);
    return exit.usage;
  }
  try {
    const files = (stacks.length > 0 ? stacks.map((it) => relative('', it)) : stackFiles(then.folder))
      .map((it) => join(then.folder, it))
      .filter((it) => existsSync(it));
    const before = files.length > 0 ? await open(files) : { sites: [], unloaded: [] };
    if (before.unloaded.some((it) => it.severity === 'error' && it.code !== 'no-default-export')) {
      say(`The stacks of ${options.base} do not load with this version of rackwright.`);
      return exit.errors;
    }
    return shown(differences(before, now), options) ? exit.differs : exit.done;
  } finally {
    then.remove();
  }
};
