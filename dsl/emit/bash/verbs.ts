import activate from './verbs/activate.sh';
import backup from './verbs/backup.sh';
import compare from './verbs/compare.sh';
import device from './verbs/device.sh';
import example from './verbs/example.sh';
import files from './verbs/files.sh';
import guard from './verbs/guard.sh';
import history from './verbs/history.sh';
import judge from './verbs/judge.sh';
import kernel from './verbs/kernel.sh';
import leftovers from './verbs/leftovers.sh';
import look from './verbs/look.sh';
import options from './verbs/options.sh';
import others from './verbs/others.sh';
import owned from './verbs/owned.sh';
import packages from './verbs/packages.sh';
import preflight from './verbs/preflight.sh';
import probe from './verbs/probe.sh';
import profiles from './verbs/profiles.sh';
import remove from './verbs/remove.sh';
import replace from './verbs/replace.sh';
import restarts from './verbs/restarts.sh';
import restore from './verbs/restore.sh';
import run from './verbs/run.sh';
import services from './verbs/services.sh';
import supervise from './verbs/supervise.sh';
import takedown from './verbs/takedown.sh';
import total from './verbs/total.sh';
import undo from './verbs/undo.sh';
import walk from './verbs/walk.sh';

/** In the order in which a script carries them, which is the one to read them in. */
export const texts = [
  example,
  run,
  options,
  preflight,
  walk,
  total,
  owned,
  look,
  files,
  judge,
  replace,
  backup,
  packages,
  services,
  restarts,
  kernel,
  device,
  others,
  activate,
  profiles,
  compare,
  leftovers,
  remove,
  takedown,
  history,
  undo,
  guard,
  probe,
  supervise,
  restore,
];

/** A function of the shell: its lines with the comment above it, and what it calls. */
interface Verb {
  readonly name: string;
  readonly lines: readonly string[];
  readonly calls: readonly string[];
}

/** What a script carries of one file: its law, and those of its functions that are used. */
export interface Chapter {
  readonly law: readonly string[];
  readonly lines: readonly string[];
}

/** What every script brings itself; example.sh has one of each for its reader and its linter. */
export const broughtByTheScript = /^(host|is_platform|nics|sections|section_\w+)$/;

/**
 * The functions of a file, by its layout: a function opens with `name() {`
 * and closes with the first `}`, both at the left margin.
 */
const split = (source: string): readonly Omit<Verb, 'calls'>[] => {
  const verbs: Omit<Verb, 'calls'>[] = [];
  let comment: string[] = [];
  let open: { readonly name: string; readonly lines: string[] } | undefined;
  for (const line of source.split('\n')) {
    const name = /^(\w+)\(\) \{$/.exec(line)?.[1];
    if (open === undefined && name !== undefined) open = { name, lines: comment };
    if (open !== undefined) {
      open.lines.push(line);
      if (line === '}') {
        if (!broughtByTheScript.test(open.name)) verbs.push(open);
        open = undefined;
        comment = [];
      }
    } else comment = line.startsWith('#') ? [...comment, line] : [];
  }
  return verbs;
};

/** Strings without a command in them, and comments, call nothing. */
const inert = /'[^']*'|"(?:[^"\\$]|\\.|\$(?!\())*"|^\s*#.*/g;

const words = (lines: readonly string[]): ReadonlySet<string> =>
  new Set(lines.flatMap((line) => line.replace(inert, ' ').match(/\w+/g) ?? []));

/** The comment at its head. */
const lawOf = (source: string): readonly string[] => {
  const [, ...lines] = source.split('\n');
  return lines.slice(
    0,
    lines.findIndex((line) => !line.startsWith('#')),
  );
};

/**
 * What carries the functions of some files into a script: a chapter of each
 * file, with those that the script uses, and those that they call. A word that
 * is a function's name counts as a call: one too many does no harm, a missing
 * one would.
 */
export const carrierOf = (sources: readonly string[]): ((used: ReadonlySet<string>) => readonly Chapter[]) => {
  const files = sources.map((source) => ({ law: lawOf(source), functions: split(source) }));
  const names = new Set(files.flatMap(({ functions }) => functions.map(({ name }) => name)));
  const chapters = files.map(({ law, functions }) => ({
    law,
    verbs: functions.map((it): Verb => ({ ...it, calls: [...words(it.lines)].filter((word) => names.has(word)) })),
  }));
  const verbsByName = new Map(chapters.flatMap(({ verbs }) => verbs.map((verb) => [verb.name, verb])));
  return (used) => {
    const carried = new Set<string>();
    const carry = (name: string): void => {
      const verb = verbsByName.get(name);
      if (verb === undefined) throw new Error(`verbs/ has no function ${name}`);
      if (carried.has(name)) return;
      carried.add(name);
      verb.calls.forEach(carry);
    };
    used.forEach(carry);
    return chapters
      .map(({ law, verbs }) => ({
        law,
        lines: verbs.filter(({ name }) => carried.has(name)).flatMap(({ lines }) => [...lines, '']),
      }))
      .filter(({ lines }) => lines.length > 0);
  };
};

export const verbsFor = carrierOf(texts);
