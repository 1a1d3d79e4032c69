import { rmSync } from 'node:fs';
import { ownFolder } from '../own-folder.ts';
import { bench, type Outcome } from './bench.ts';
import { template } from './image.ts';
import { now } from './patience.ts';
import { lanes } from './scenarios/index.ts';
import { shell } from './shell.ts';

/** A folder in memory for sockets and disks. */
const labFolder = (): string => {
  const folder = ownFolder('/dev/shm', 'rackwright-lab.');
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
  return folder;
};

const say = (text: string): void => {
  process.stderr.write(`${text}\n`);
};

const described = (failure: unknown): string =>
  failure instanceof Error
    ? `${failure.message}\n${(failure.stack ?? '').split('\n').slice(-8).join('\n')}`
    : String(failure);

const table = (outcomes: readonly Outcome[], seconds: number): string => {
  const width = Math.max(...outcomes.map((it) => it.name.length), 8);
  const row = (name: string, result: string, took: string, note = ''): string =>
    `${name.padEnd(width)}  ${result.padEnd(6)}  ${took.padStart(7)}  ${note}`.trimEnd();
  return [
    row('scenario', 'result', 'seconds'),
    ...outcomes.map((it) =>
      row(
        it.name,
        it.failure === undefined ? 'passed' : 'FAILED',
        it.seconds.toFixed(1),
        it.failure === undefined ? it.notes.join('; ') : '',
      ),
    ),
    row('all', outcomes.every((it) => it.failure === undefined) ? 'passed' : 'FAILED', seconds.toFixed(1)),
  ].join('\n');
};

const all = lanes.flat();

const unknownAmong = (names: readonly string[]): string | undefined =>
  names.find((name) => !all.some((it) => it.name === name));

/** `--within SECONDS` in front: all of it must not take longer. */
const bounded = ([first, seconds, ...others]: readonly string[]): readonly string[] => {
  if (first !== '--within') return [first, seconds, ...others].filter((it) => it !== undefined);
  setTimeout(() => {
    say(`stopped after ${seconds} s`);
    process.exit(1);
  }, Number(seconds) * 1000).unref();
  return others;
};

const main = async (words: readonly string[]): Promise<number> => {
  const began = now();
  const [first, ...others] = bounded(words);
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
    process.on(signal, () => {
      say(`stopped by ${signal}`);
      process.exit(1);
    });
  if (first === 'shell') {
    await shell(others, await template(say), labFolder(), say);
    return 0;
  }
  const names = first === undefined ? all.map((it) => it.name) : [first, ...others];
  const unknown = unknownAmong(names);
  if (unknown !== undefined) {
    say(`There is no scenario ${unknown}, only ${all.map((it) => it.name).join(', ')}; and shell STACK.`);
    return 64;
  }
  const { lane } = bench(await template(say), labFolder(), say);
  const outcomes: Outcome[] = [];
  const heard = (outcome: Outcome): void => {
    const { name, seconds, notes, failure } = outcome;
    outcomes.push(outcome);
    say(`${failure === undefined ? 'passed' : 'FAILED'}  ${name}  ${seconds.toFixed(1)} s`);
    if (failure !== undefined) say([described(failure), ...notes].join('\n'));
  };
  await Promise.all(
    lanes.map((it) =>
      lane(
        it.filter(({ name }) => names.includes(name)),
        heard,
      ),
    ),
  );
  outcomes.sort((a, b) => names.indexOf(a.name) - names.indexOf(b.name));
  process.stdout.write(`${table(outcomes, now() - began)}\n`);
  return outcomes.every((it) => it.failure === undefined) ? 0 : 1;
};

// Machines end with this process, whatever ends it; its exit handler takes the folder along.
main(process.argv.slice(2)).then(
  (code) => process.exit(code),
  (error) => {
    say(described(error));
    process.exit(1);
  },
);
