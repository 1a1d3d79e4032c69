import { existsSync, readFileSync } from 'node:fs';
import { relative, resolve, sep } from 'node:path';
import { artifactsOf } from '../compile.ts';
import type { Locate } from '../diagnostics/diagnostic.ts';
import { didYouMean } from '../diagnostics/did-you-mean.ts';
import { pathFrom } from '../diagnostics/print.ts';
import { covers, followers } from '../emit/followers.ts';
import { singly } from '../emit/lines.ts';
import type { Line } from '../emit/step.ts';
import { type Construct, type From, type Place, place, placeText, reasons } from '../language/place.ts';
import { createLocator, placesAt } from '../source/locate.ts';
import { counted, exit, print, printJson, say } from './say.ts';
import { failed, open, type Site, sayNothingToCompile } from './session.ts';

export interface WhyOptions {
  readonly out: string;
  readonly stack: readonly string[];
  readonly json: boolean;
}

/** One reason, as data. */
type Reason =
  | {
      readonly kind: 'value';
      readonly place: string;
      readonly file: string;
      readonly line: number;
      readonly column: number;
      readonly text: string;
    }
  | { readonly kind: 'default'; readonly reason: string };

const most = 12;

const told = (from: readonly From[], locate: Locate): Reason[] => {
  const all = reasons(from).map((it): Reason => {
    if (it.kind === 'default') return { kind: 'default', reason: it.reason };
    const { file, line, column, text } = locate(it);
    return {
      kind: 'value',
      place: placeText(it),
      file: pathFrom(process.cwd(), file),
      line,
      column,
      text: text.trim(),
    };
  });
  return [...new Map(all.map((it) => [JSON.stringify(it), it])).values()];
};

const asText = (it: Reason): string =>
  it.kind === 'default' ? `default: ${it.reason}` : `${it.file}:${it.line}:${it.column}  ${it.place}  ${it.text}`;

const printReasons = (found: readonly Reason[], indent: string): void => {
  for (const it of found.slice(0, most)) print(`${indent}${asText(it)}`);
  if (found.length > most) print(`${indent}… and ${found.length - most} more`);
};

/** An artifact's line: what it follows from. Undefined where the file is no artifact of these sites. */
const whyArtifact = async (
  sites: readonly Site[],
  file: string,
  number: number,
  { out, json }: WhyOptions,
): Promise<number | undefined> => {
  const path = relative(resolve(out), resolve(file)).split(sep).join('/');
  const [name = '', ...rest] = path.split('/');
  const site = sites.find((it) => it.judgement.stack.name === name);
  if (site === undefined || path.startsWith('..')) return undefined;
  for (const artifact of artifactsOf(site.judgement)) {
    if (artifact.path !== rest.join('/')) continue;
    const lines: Line[] = [...singly(artifact.lines)];
    if (lines.map((it) => `${it.text}\n`).join('') !== readFileSync(file, 'utf8')) {
      say(
        `${file} is not what the stack compiles to now, so no line of it can be explained. Run \`rackwright synth\` first.`,
      );
      return exit.differs;
    }
    const line = lines[number - 1];
    if (line === undefined) {
      say(`${file} has no line ${number}; its last one is ${lines.length}.`);
      return exit.usage;
    }
    const found = told([...line.from, ...(artifact.from ?? [])], await createLocator(site.sources));
    if (json) printJson({ line: line.text, from: found });
    else {
      print(line.text);
      printReasons(found, '  ');
    }
    return exit.done;
  }
  say(`The stack ${name} makes no ${rest.join('/')}; its folder is ${out}/${name}/.`);
  return exit.usage;
};

/** Values of a stack: where they stand, and the lines that follow from them. */
const printFollowers = async (site: Site, at: readonly Place[], { out, json }: WhyOptions): Promise<number> => {
  const found = told(at, await createLocator(site.sources));
  const lines = [...followers(artifactsOf(site.judgement), at)].map((it) => ({
    ...it,
    path: `${out}/${site.judgement.stack.name}/${it.path}`,
  }));
  if (json) printJson({ places: found, lines });
  else {
    printReasons(found, '');
    for (const { path, line, text } of lines) print(`  ${path}:${line}  ${text.trim()}`);
    say(`${counted(lines.length, 'line')} ${lines.length === 1 ? 'follows' : 'follow'} from it`);
  }
  return exit.done;
};

/** `bonds.bond0` inside a construct. A key may have dots itself (`eth0.5`), so the longest key that fits is taken. */
const placeNamed = (
  construct: Construct & { readonly spec: unknown },
  dotted: string,
): { readonly at: Place } | { readonly missing: string; readonly keys: readonly string[] } => {
  let value: unknown = construct.spec;
  const path: (string | number)[] = [];
  for (let rest = dotted; rest !== ''; ) {
    const keys = typeof value === 'object' && value !== null ? Object.keys(value) : [];
    const fitting = keys.filter((it) => rest === it || rest.startsWith(`${it}.`)).sort((a, b) => b.length - a.length);
    const [key] = fitting;
    if (key === undefined) return { missing: rest.split('.')[0] ?? rest, keys };
    path.push(Array.isArray(value) ? Number(key) : key);
    value = Reflect.get(Object(value), key);
    rest = rest.slice(key.length + 1);
  }
  return { at: place(construct, ...path) };
};

const whyPlace = async (sites: readonly Site[], target: string, options: WhyOptions): Promise<number | undefined> => {
  const slash = target.indexOf('/');
  const site = sites.find((it) => it.judgement.stack.name === target.slice(0, slash));
  if (slash < 0 || site === undefined) return undefined;
  const [name = '', ...path] = target.slice(slash + 1).split('.');
  const { stack, model } = site.judgement;
  const construct = model.reached.find((it) => it.name === name);
  if (construct === undefined) {
    const names = model.reached.map((it) => it.name);
    say(
      `The stack ${stack.name} has no '${name}'${didYouMean(name, names) || `; it has ${names.slice(0, 12).join(', ')}.`}`,
    );
    return exit.usage;
  }
  const named = placeNamed(construct, path.join('.'));
  if ('at' in named) return printFollowers(site, [named.at], options);
  const before = target.slice(0, target.length - path.join('.').length - 1);
  const has = named.keys.length === 0 ? '.' : `; there is ${named.keys.slice(0, 12).join(', ')}.`;
  say(`${before} has no '${named.missing}' in ${target}${didYouMean(named.missing, named.keys) || has}`);
  return exit.usage;
};

const whySource = async (
  sites: readonly Site[],
  file: string,
  line: number,
  options: WhyOptions,
): Promise<number | undefined> => {
  for (const site of sites) {
    const constructs: readonly Construct[] = [...site.judgement.model.reached, site.judgement.stack];
    const at = await placesAt(site.sources, constructs, resolve(file), line);
    const innermost = at.filter(
      (it) => !at.some((other) => other !== it && other.path.length > it.path.length && covers(it, other)),
    );
    if (innermost.length > 0) return printFollowers(site, innermost, options);
  }
  if (!sites.some((it) => resolve(it.file) === resolve(file))) return undefined;
  say(`No value stands on line ${line} of ${file}.`);
  return exit.usage;
};

/** What a line of an artifact follows from, or what follows from a line of a stack or from a value. */
export const why = async (target: string, options: WhyOptions): Promise<number> => {
  const session = await open(options.stack);
  const { sites, unloaded } = session;
  if (sites.length === 0 && unloaded.length === 0) return sayNothingToCompile();
  if (failed(session)) {
    say('There are errors, so nothing follows from anything; `rackwright check` says which.');
    return exit.errors;
  }
  const [, file, line] = /^(.*?):(\d+)(?::\d+)?$/.exec(target) ?? [];
  const answer =
    file !== undefined && existsSync(file)
      ? ((await whyArtifact(sites, file, Number(line), options)) ??
        (await whySource(sites, file, Number(line), options)))
      : await whyPlace(sites, target, options);
  if (answer !== undefined) return answer;
  const example = sites[0]?.judgement.stack.name ?? 'site';
  say(
    `${target} is neither a line of ${options.out}/, nor a line of a stack, nor a value such as ${example}/host.bonds.bond0.`,
  );
  return exit.usage;
};
