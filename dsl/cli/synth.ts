import { existsSync, readdirSync } from 'node:fs';
import { join, normalize, resolve } from 'node:path';
import { artifactsOf } from '../compile.ts';
import type { SourceFinding } from '../diagnostics/diagnostic.ts';
import { toJson } from '../diagnostics/json.ts';
import { pretty } from '../diagnostics/print.ts';
import type { Artifact } from '../emit/step.ts';
import { placeText } from '../language/place.ts';
import { converge, type Difference } from '../output/tree.ts';
import { failureOf, failureText, hasFolder } from './disk.ts';
import { colours, counted, exit, printJson, progress, say, terminal, typed } from './say.ts';
import { failed, located, open, type Session, type Site, sayNothingToCompile } from './session.ts';

export interface SynthOptions {
  readonly check?: boolean;
  readonly out: string;
  readonly json?: boolean;
}

const words: Readonly<Record<Difference['change'], readonly [string, string]>> = {
  new: ['wrote', 'is missing'],
  changed: ['updated', 'differs'],
  mode: ['updated the mode of', 'has another mode'],
  stale: ['removed', 'is stale'],
};

function* ticking(artifacts: Iterable<Artifact>, tick: () => void): Generator<Artifact> {
  for (const it of artifacts) {
    yield it;
    tick();
  }
}

const shape = (out: string): string => normalize(out).replace(/(?<=.)\/+$/, '');

interface Warning {
  readonly code: string;
  readonly at: string;
  readonly message: string;
}

const warningsOf = ({ sites, unloaded }: Session): readonly Warning[] => [
  ...unloaded.map(({ code, at, message }: SourceFinding) => ({ code, at: `${at.file}:${at.line}`, message })),
  ...sites
    .flatMap((it) => it.judgement.findings)
    .filter((it) => it.severity === 'warning')
    .map(({ code, at, message }) => ({ code, at: placeText(at), message })),
];

/** One line a warning: `check` has the positions, which cost a third of a second. */
const warn = (warnings: readonly Warning[]): void => {
  for (const { code, at, message } of warnings) say(`${colours.yellow(`warning[${code}]`)} ${at}: ${message}`);
  if (warnings.length > 0) say('`rackwright check` shows where, why and what to write instead.');
};

const report = (differences: readonly Difference[], out: string, check: boolean): void => {
  const most = 20;
  for (const { path, change, line } of differences.slice(0, most)) {
    const name = join(out, path);
    const at = line === undefined ? name : `${name}:${line}`;
    say(check ? `${at} ${words[change][1]}` : `${words[change][0]} ${name}`);
  }
  if (differences.length > most) say(`… and ${differences.length - most} more`);
};

/** Folders of sites that no stack makes any more. They may be somebody else's, so they are named and not removed. */
const orphans = (out: string, sites: readonly Site[]): readonly string[] => {
  const made = new Set(sites.map((it) => it.judgement.stack.name));
  if (!existsSync(out)) return [];
  return readdirSync(out).filter((it) => !made.has(it) && existsSync(join(out, it, 'site.json')));
};

const again = (stacks: readonly string[], out: string): string =>
  ['rackwright synth', ...stacks.map(typed), ...(out === 'out' ? [] : [`--out ${typed(out)}`])].join(' ');

const sayFindings = (findings: readonly SourceFinding[], json: boolean): void => {
  if (json) printJson({ ok: false, findings: JSON.parse(toJson(findings, process.cwd())) });
  else say(`${pretty(findings, terminal())}\nNothing was written.`);
};

/** Compiles stacks into the output folder. Nothing is written unless every stack is without errors. */
export const synth = async (
  stacks: readonly string[],
  { check = false, out: asked, json = false }: SynthOptions,
): Promise<number> => {
  if (asked === '') {
    say("--out '' names no folder. Name one, or leave it out for out/.");
    return exit.usage;
  }
  const out = shape(asked);
  const session = await open(stacks);
  if (failed(session)) {
    sayFindings(await located(session), json);
    return exit.errors;
  }
  const { sites } = session;
  if (sites.length === 0) return sayNothingToCompile();
  if (!check && !sites.every((it) => hasFolder(resolve(out, it.judgement.stack.name)))) return exit.errors;

  const differences: Difference[] = [];
  const bar = progress('files');
  let files = 0;
  try {
    for (const { judgement } of sites) {
      const artifacts = ticking(artifactsOf(judgement), () => {
        files += 1;
        bar.tick();
      });
      for (const it of converge(out, judgement.stack.name, artifacts, !check)) differences.push(it);
    }
  } catch (error) {
    const failure = failureOf(error);
    if (failure === undefined) throw error;
    bar.done();
    say(failureText(failure));
    if (!check && differences.length > 0)
      say(
        `${counted(differences.length, 'file')} changed before that; run \`${again(stacks, out)}\` when it is mended.`,
      );
    return exit.errors;
  }
  bar.done();
  if (json) printJson({ ok: true, out, files, differences, warnings: warningsOf(session) });
  else {
    warn(warningsOf(session));
    report(differences, out, check);
    say(`${counted(files, 'file')}, ${differences.length} ${check ? 'stale' : 'changed'}`);
    if (check && differences.length > 0) say(`Run \`${again(stacks, out)}\` and commit ${out}/.`);
    if (stacks.length === 0)
      for (const name of orphans(out, sites))
        say(`No stack makes ${join(out, name)}/ now. If its stack is gone, remove the folder.`);
  }
  return check && differences.length > 0 ? exit.differs : exit.done;
};
