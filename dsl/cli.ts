#!/usr/bin/env node
import { setFlagsFromString } from 'node:v8';
import { Command, CommanderError, Option } from 'commander';
import type { Format } from './cli/check.ts';
import { exit, say } from './cli/say.ts';

/**
 * What V8 is told before it compiles a site.
 *
 * Thousands of hosts run through hundreds of functions, each a few thousand times. V8 would optimize them all at about
 * the moment when the work is done: of 1,000 hosts that took more than half of the processor time. It waits fifteen times
 * longer, so that it optimizes what 10,000 hosts need.
 *
 * The model lives long and looks like what the emitters throw away host by host, so V8 would put both among the old
 * objects, which it rarely sweeps: at 10,000 hosts that costs 150 MB. A V8 that does not know the flags would print so.
 */
const tuneEngine = (): void => {
  const node = Number(process.versions.node.split('.')[0]);
  if (node < 20 || node > 24) return;
  if (node === 20) setFlagsFromString('--interrupt-budget=1000000');
  if (node >= 22) setFlagsFromString('--invocation-count-for-turbofan=45000');
  setFlagsFromString('--no-allocation-site-pretenuring');
  setFlagsFromString('--heap-growing-percent=50');
};

// A reader that stops reading (head) is no reason to complain, nor to stop half-way: the exit code stays the command's.
const gone = new Set(['EPIPE', 'ERR_STREAM_DESTROYED']);
process.stderr.on('error', () => {});
process.stdout.on('error', ({ code, message }: NodeJS.ErrnoException) => {
  if (gone.has(code ?? '')) return;
  say(`What was asked for cannot be written to standard output: ${message}.`);
  process.exit(exit.errors);
});

/** What commander says of wrong usage, in the words of the rest. */
const usage = (text: string): string =>
  text
    .replace(
      /^error: option '(--\w+) .*' argument '(.*)' is invalid\. Allowed choices are (.*)\.$/m,
      "$1 takes one of $3, not '$2'.",
    )
    .replace(/^error: missing required argument '(.*)'$/m, 'It takes a $1, and there is none.')
    .replace(/^error: too many arguments.*$/m, 'There are more arguments than it takes.')
    .replace(/^error: (.)(.*)$/m, (_, first: string, rest: string) => `${first.toUpperCase()}${rest}.`);

const version = async (): Promise<string> => (await import('./source/installed.ts')).ownVersion();

const program = async (): Promise<number> => {
  let code: number = exit.done;
  const out = () => new Option('--out <dir>', 'the folder of the artifacts').default('out');
  const root = new Command('rackwright')
    .description('Compiles a site, written in TypeScript, to scripts and switch configuration.')
    .version(await version())
    .exitOverride()
    .configureOutput({ writeErr: say, outputError: (text, write) => write(usage(text)) })
    .addHelpText('after', '\nExample:\n  rackwright init my-racks')
    .showHelpAfterError('See `rackwright --help`.');

  root
    .command('synth [stacks...]')
    .showHelpAfterError('See `rackwright synth --help`.')
    .description('compile stacks (stacks/*.ts unless named) into out/')
    .option('--check', 'write nothing; exit 2 when out/ is stale')
    .addOption(out())
    .option('--json', 'print what changed as JSON')
    .addHelpText('after', '\nExample:\n  rackwright synth stacks/dc1.ts --out out')
    .action(async (stacks: string[], options: { check?: boolean; out: string; json?: boolean }) => {
      tuneEngine();
      code = await (await import('./cli/synth.ts')).synth(stacks, options);
    });
  root
    .command('check [stacks...]')
    .showHelpAfterError('See `rackwright check --help`.')
    .description('judge stacks and write nothing')
    .addOption(
      new Option('--format <format>', 'how findings are printed')
        .choices(['pretty', 'json', 'github', 'sarif'])
        .default('pretty'),
    )
    .option('--json', 'the same as --format json')
    .addHelpText('after', '\nExample:\n  rackwright check --format github')
    .action(async (stacks: string[], options: { format: Format; json?: boolean }) => {
      code = await (await import('./cli/check.ts')).check(stacks, { format: options.json ? 'json' : options.format });
    });
  root
    .command('explain [code]')
    .showHelpAfterError('See `rackwright explain --help`.')
    .description('print the page of a rule, or list all rules')
    .option('--json', 'print it as JSON')
    .addHelpText('after', '\nExample:\n  rackwright explain lacp-ends-in-one-domain')
    .action(async (rule: string | undefined, options: { json?: boolean }) => {
      code = (await import('./cli/explain.ts')).explain(rule, options);
    });
  root
    .command('why <target>')
    .showHelpAfterError('See `rackwright why --help`.')
    .description('what a line of out/ follows from, or what follows from a line of a stack or a value')
    .addOption(out())
    .option('--stack <file...>', 'the stacks to look in (stacks/*.ts unless named)')
    .option('--json', 'print it as JSON')
    .addHelpText(
      'after',
      '\nExamples:\n  rackwright why out/dc1/hosts/hv1/apply.sh:120\n  rackwright why stacks/dc1.ts:32\n  rackwright why dc1/hv1.bonds.bond0',
    )
    .action(async (target: string, options: { out: string; stack?: string[]; json?: boolean }) => {
      code = await (await import('./cli/why.ts')).why(target, {
        out: options.out,
        stack: options.stack ?? [],
        json: options.json ?? false,
      });
    });
  root
    .command('diff [stacks...]')
    .showHelpAfterError('See `rackwright diff --help`.')
    .description('what turns the switches of a git revision into those of the stacks as they are')
    .requiredOption('--base <rev>', 'the git revision to compare with')
    .option('--rollback', 'the way back')
    .option('--json', 'print it as JSON')
    .addHelpText('after', '\nExample:\n  rackwright diff --base HEAD~1 --rollback')
    .action(async (stacks: string[], options: { base: string; rollback?: boolean; json?: boolean }) => {
      const { base, rollback = false, json = false } = options;
      code = await (await import('./cli/diff.ts')).diff(stacks, { base, rollback, json });
    });
  root
    .command('init <dir>')
    .showHelpAfterError('See `rackwright init --help`.')
    .description('make a new project that compiles at once')
    .option('--json', 'print what was made as JSON')
    .addHelpText('after', '\nExample:\n  rackwright init my-racks && cd my-racks && npm install && npm run synth')
    .action(async (dir: string, options: { json?: boolean }) => {
      code = (await import('./cli/init.ts')).init(dir, options);
    });
  root
    .command('schema', { hidden: true })
    .description('print the JSON Schema of site.json')
    .action(async () => {
      code = (await import('./cli/schema.ts')).schema();
    });

  try {
    await root.parseAsync();
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    return error.exitCode === 0 ? exit.done : exit.usage;
  }
  return code;
};

try {
  process.exitCode = await program();
} catch (error) {
  const { failureOf, failureText } = await import('./cli/disk.ts');
  const failure = failureOf(error);
  if (failure !== undefined) say(failureText(failure));
  else
    say(
      `rackwright failed, which is a mistake in it and not in your stack: ${error instanceof Error ? error.message : error}\nSet RACKWRIGHT_DEBUG=1 to see where, and report it.`,
    );
  if (process.env.RACKWRIGHT_DEBUG !== undefined && error instanceof Error) say(error.stack ?? '');
  process.exitCode = exit.errors;
}
