import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { onTestFinished } from 'vitest';

/** How a run of the command line ended. */
export interface Ran {
  readonly status: number | null;
  readonly out: string;
  readonly err: string;
}

export interface Cli {
  readonly run: (
    words: readonly string[],
    options?: { readonly cwd?: string; readonly env?: NodeJS.ProcessEnv },
  ) => Ran;
}

/** The command line as the package's own script builds it, in a folder that goes with the test; what it does not bundle is found from there. */
export const builtCli = (): Cli => {
  const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as { scripts: Readonly<Record<string, string>> };
  const folder = resolve('node_modules/.cache', `rackwright-test-${process.pid}`);
  mkdirSync(folder, { recursive: true });
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const build = (scripts['build:js'] ?? '').replace('--outdir=dist', `--outdir=${folder}/dist`);
  execFileSync('bash', ['-c', build], {
    env: { ...process.env, PATH: `${resolve('node_modules/.bin')}:${process.env.PATH}` },
  });
  execFileSync('cp', ['package.json', folder]);
  return {
    run: (words, { cwd, env = {} } = {}) => {
      const { status, stdout, stderr } = spawnSync(process.execPath, [join(folder, 'dist/cli.js'), ...words], {
        encoding: 'utf8',
        env: { ...process.env, NO_COLOR: '1', ...env },
        ...(cwd === undefined ? {} : { cwd }),
      });
      return { status, out: stdout, err: stderr };
    },
  };
};
