import { existsSync, readFileSync } from 'node:fs';
import { relative, resolve, sep } from 'node:path';
import { artifactsOf } from '../compile.ts';
import type { Locate } from '../diagnostics/diagnostic.ts';
import { pathFrom } from '../diagnostics/print.ts';
import type { Artifact, Line } from '../emit/step.ts';
import { type Construct, type From, type Place, place, placeText } from '../language/place.ts';
import { createLocator, placesAt } from '../source/locate.ts';
import { exit, print, say } from './say.ts';
import { open, type Site } from './session.ts';

const most = 12;

/** Whether one place is the other or is inside it. */
export const covers = (outer: From, inner: Place): boolean =>
  outer.kind === 'place' &&
  outer.of === inner.of &&
  outer.path.length <= inner.path.length &&
  outer.path.every((key, index) => key === inner.path[index]);

const explained = (from: readonly From[], locate: Locate): string[] => {
  const seen = new Set<string>();
  const lines = from.flatMap((it) => {
    if (it.kind === 'default') return [`default: ${it.reason}`];
    const { file, line, column, text } = locate(it);
    return [`${pathFrom(process.cwd(), file)}:${line}:${column}  ${placeText(it)}  ${text.trim()}`];
  });
  const once = lines.filter((it) => !seen.has(it) && seen.add(it));
  return once.length <= most ? once : [...once.slice(0, most), `… and ${once.length - most} more places`];
};

const stale = (path: string): number => {
  say(
    `${path} is not what the stack compiles to now, so no line of it can be explained. Run \`rackwright synth\` first.`,
  );
  return exit.differs;
};

/** An artifact's line: what it follows from. */
const whyArtifact = async (
  sites: readonly Site[],
  out: string,
  file: string,
  number: number,
): Promise<number | undefined> => {
  const path = relative(resolve(out), resolve(file)).split(sep).join('/');
  const [name = '', ...rest] = path.split('/');
  const site = sites.find((it) => it.judgement.stack.name === name);
  if (site === undefined || path.startsWith('..')) return undefined;
  for (const artifact of artifactsOf(site.judgement)) {
    if (artifact.path !== rest.join('/')) continue;
    const lines: Line[] = [...artifact.lines];
    if (lines.map((it) => `${it.text}\n`).join('') !== readFileSync(file, 'utf8')) return stale(file);
    const line = lines[number - 1];
    if (line === undefined) {
      say(`${file} has ${lines.length} lines.`);
      return exit.usage;
    }
    print(line.text);
    for (const it of explained(line.from, await createLocator(site.sources))) print(`  ${it}`);
    return exit.done;
  }
  say(`The stack ${name} emits no ${rest.join('/')}.`);
  return exit.errors;
};

function* followers(artifacts: Iterable<Artifact>, at: readonly Place[]): Generator<string> {
  for (const { path, lines } of artifacts) {
    let number = 0;
    for (const { text, from } of lines) {
      number += 1;
      if (from.some((it) => at.some((one) => covers(it, one) || covers(one, it as Place))))
        yield `${path}:${number}  ${text.trim()}`;
    }
  }
}

const printFollowers = async (site: Site, at: readonly Place[], out: string): Promise<number> => {
  const locate = await createLocator(site.sources);
  for (const it of explained(at, locate)) print(it);
  let count = 0;
  for (const line of followers(artifactsOf(site.judgement), at)) {
    print(`  ${out}/${site.judgement.stack.name}/${line}`);
    count += 1;
  }
  say(`${count} lines follow from it`);
  return exit.done;
};

const numeric = (key: string): string | number => (/^\d+$/.test(key) ? Number(key) : key);

/** `site/host.bonds.bond0`: keys may have dots themselves (`br0.5`), so the walk takes the longest that fits. */
const placeNamed = (construct: Construct & { readonly spec: unknown }, dotted: string): Place => {
  let value: unknown = construct.spec;
  const path: (string | number)[] = [];
  let rest = dotted;
  while (rest !== '') {
    const keys: readonly string[] = typeof value === 'object' && value !== null ? Object.keys(value) : [];
    const key =
      keys.filter((it) => rest === it || rest.startsWith(`${it}.`)).sort((a, b) => b.length - a.length)[0] ??
      rest.split('.')[0] ??
      '';
    path.push(Array.isArray(value) ? numeric(key) : key);
    value = typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined;
    rest = rest.slice(key.length + 1);
  }
  return place(construct, ...path);
};

const whyPlace = async (sites: readonly Site[], target: string, out: string): Promise<number | undefined> => {
  const slash = target.indexOf('/');
  const site = sites.find((it) => it.judgement.stack.name === target.slice(0, slash));
  if (slash < 0 || site === undefined) return undefined;
  const [name = '', ...path] = target.slice(slash + 1).split('.');
  const construct = site.judgement.model.reached.find((it) => it.name === name);
  if (construct === undefined) {
    say(`The stack ${site.judgement.stack.name} has no ${name}.`);
    return exit.errors;
  }
  return printFollowers(site, [placeNamed(construct, path.join('.'))], out);
};

const whySource = async (
  sites: readonly Site[],
  file: string,
  line: number,
  out: string,
): Promise<number | undefined> => {
  for (const site of sites) {
    const constructs: readonly Construct[] = [...site.judgement.model.reached, site.judgement.stack];
    const at = await placesAt(site.sources, constructs, resolve(file), line);
    if (at.length > 0) return printFollowers(site, at, out);
  }
  return undefined;
};

/** What a line of an artifact follows from, or what follows from a line of a stack or from a value. */
export const why = async (
  target: string,
  { out, stack }: { readonly out: string; readonly stack: readonly string[] },
): Promise<number> => {
  const { sites, unloaded } = await open(stack);
  if (unloaded.some((it) => it.severity === 'error')) {
    say('A stack does not load; `rackwright check` says why.');
    return exit.errors;
  }
  const [, file, line] = /^(.*?):(\d+)(?::\d+)?$/.exec(target) ?? [];
  const answer =
    file !== undefined && existsSync(file)
      ? ((await whyArtifact(sites, out, file, Number(line))) ?? (await whySource(sites, file, Number(line), out)))
      : await whyPlace(sites, target, out);
  if (answer !== undefined) return answer;
  say(
    `${target} is neither a line of ${out}/, nor a line of a stack, nor a value such as ${sites[0]?.judgement.stack.name ?? 'site'}/host.bonds.bond0.`,
  );
  return exit.usage;
};
