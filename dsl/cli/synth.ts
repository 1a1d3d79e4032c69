import { artifactsOf } from '../compile.ts';
import { pretty } from '../diagnostics/print.ts';
import type { Artifact } from '../emit/step.ts';
import { placeText } from '../language/place.ts';
import { converge, type Difference } from '../output/tree.ts';
import { colours, exit, print, progress, say, terminal } from './say.ts';
import { failed, located, open, type Site } from './session.ts';

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

function* counted(artifacts: Iterable<Artifact>, tick: () => void): Generator<Artifact> {
  for (const it of artifacts) {
    yield it;
    tick();
  }
}

/** One line a warning: `check` has the positions, which cost a third of a second. */
const warn = (sites: readonly Site[]): void => {
  const warnings = sites.flatMap((it) => it.judgement.findings).filter((it) => it.severity === 'warning');
  for (const { code, message, at } of warnings)
    say(`${colours.yellow(`warning[${code}]`)} ${placeText(at)}: ${message}`);
  if (warnings.length > 0) say('`rackwright check` shows where, why and what to write instead.');
};

const report = (differences: readonly Difference[], out: string, check: boolean): void => {
  const most = 20;
  for (const { path, change, line } of differences.slice(0, most)) {
    say(
      check
        ? `${out}/${path}${line === undefined ? '' : `:${line}`} ${words[change][1]}`
        : `${words[change][0]} ${out}/${path}`,
    );
  }
  if (differences.length > most) say(`… and ${differences.length - most} more`);
};

/** Compiles stacks into the output folder. Nothing is written unless every stack is without errors. */
export const synth = async (
  stacks: readonly string[],
  { check = false, out, json = false }: SynthOptions,
): Promise<number> => {
  const session = await open(stacks);
  if (failed(session)) {
    const findings = await located(session);
    if (json) print(JSON.stringify({ ok: false, findings }, undefined, 2));
    else say(pretty(findings, terminal()));
    return exit.errors;
  }
  if (session.sites.length === 0) {
    say('There is no stack: name one, or put one into stacks/. `rackwright init DIR` makes a project that has one.');
    return exit.usage;
  }
  const differences: Difference[] = [];
  const bar = progress('files');
  let files = 0;
  for (const { judgement } of session.sites) {
    const artifacts = counted(artifactsOf(judgement), () => {
      files += 1;
      bar.tick();
    });
    differences.push(...converge(out, judgement.stack.name, artifacts, !check));
  }
  bar.done();
  if (!json) {
    warn(session.sites);
    report(differences, out, check);
    say(`${files} files, ${differences.length} ${check ? 'stale' : 'changed'}`);
    if (check && differences.length > 0) say(`Run \`rackwright synth\` and commit ${out}/.`);
  } else print(JSON.stringify({ ok: true, files, differences }, undefined, 2));
  return check && differences.length > 0 ? exit.differs : exit.done;
};
