import { existsSync } from 'node:fs';
import { join, relative } from 'node:path';
import { transition } from '../emit/cisco/transition.ts';
import type { SiteSwitch } from '../model/model.ts';
import { checkOut } from '../source/revision.ts';
import { exit, print, say } from './say.ts';
import { failed, open, type Session, stackFiles } from './session.ts';

export interface DiffOptions {
  readonly base: string;
  readonly rollback: boolean;
  readonly json: boolean;
}

interface SwitchChange {
  readonly site: string;
  readonly switch: string;
  /** In the order in which they are sent. */
  readonly lines: readonly string[];
}

const switchesOf = ({ sites }: Session): Map<string, SiteSwitch> =>
  new Map(
    sites.flatMap(({ judgement: { model } }) => model.switches.map((it) => [`${model.name}/${it.name}`, it] as const)),
  );

/** Only switches that both have: a switch that is new takes its config.ios, and one that is gone is unplugged. */
const changes = (from: Session, to: Session): SwitchChange[] => {
  const before = switchesOf(from);
  return [...switchesOf(to)].flatMap(([name, after]) => {
    const old = before.get(name);
    const lines = old === undefined ? [] : transition(old, after).map((it) => it.text);
    const [site = '', it = ''] = name.split('/');
    return lines.length === 0 ? [] : [{ site, switch: it, lines }];
  });
};

/**
 * What turns the switches of a revision into those of the stacks as they are,
 * or back: worked out from two models. Unlike config.ios it also takes away
 * what is no longer there.
 */
export const diff = async (stacks: readonly string[], { base, rollback, json }: DiffOptions): Promise<number> => {
  const now = await open(stacks);
  if (failed(now)) {
    say('A stack has errors; `rackwright check` shows them.');
    return exit.errors;
  }
  const then = checkOut(base);
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
      say(`The stacks of ${base} do not load with this version of rackwright.`);
      return exit.errors;
    }
    const found = rollback ? changes(now, before) : changes(before, now);
    if (json) print(JSON.stringify(found, undefined, 2));
    for (const it of json ? [] : found)
      print(
        [`! ${it.site}/${it.switch}: ${rollback ? `back to ${base}` : `from ${base}`}`, ...it.lines, ''].join('\n'),
      );
    if (found.length === 0) say('No switch that both have changes.');
    return found.length > 0 ? exit.differs : exit.done;
  } finally {
    then.remove();
  }
};
