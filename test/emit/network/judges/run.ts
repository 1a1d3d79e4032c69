import { spawnSync } from 'node:child_process';

export interface Ran {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a tool that nobody here wrote. One that is missing fails the test, with the package that has it. */
export const run = (debianPackage: string, command: readonly string[], input = ''): Ran => {
  const [tool = '', ...rest] = command;
  const { error, status, stdout, stderr } = spawnSync(tool, rest, { input, encoding: 'utf8', timeout: 50_000 });
  if (error !== undefined) {
    const missing = (error as NodeJS.ErrnoException).code === 'ENOENT';
    throw new Error(
      missing ? `${tool} is not installed: apt-get install ${debianPackage}` : `${tool}: ${error.message}`,
    );
  }
  return { status, stdout, stderr };
};
