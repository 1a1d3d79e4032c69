import { describe, expect, it } from 'vitest';
import { lintedAlone } from '../emit/bash/shellcheck.ts';
import { firstOfEach } from '../emit/bash/watched.ts';
import { apart, oneOfEachSet } from '../emit/bash/without-verbs.ts';
import { platforms } from '../emit/network/sites.ts';
import { fewer } from '../fewer.ts';
import { scriptsOf } from '../whole/compile.ts';
import { sites } from '../whole/sites.ts';
import { linted } from './linted.ts';

const scripts = sites.flatMap((site) =>
  scriptsOf(site).map(([host, script]) => [`${site.name} ${host}`, script] as const),
);

const platformOf = (script: string): string | undefined => /^# .* on (.*)\.$/m.exec(script)?.[1];

/** A whole one is read of each set of verbs; of each platform is enough where there is no time for more. */
const whole = fewer ? firstOfEach(scripts, ([, script]) => platformOf(script)) : scripts;

// The verbs are nine tenths of a script, and ShellCheck's work grows faster than a script does.
describe('ShellCheck has nothing to say', () => {
  it.each(oneOfEachSet(whole))('about a whole script, of those that carry the same verbs: %s', async (_, script) => {
    expect(await linted(script)).toBe('');
  });

  it.each(scripts)('about what a script says of its machine: %s', async (_, script) => {
    expect(apart(script).said).toMatch(/^sections\(\) \{$/m);
    expect(await lintedAlone(script)).toBe('');
  });

  it('of each platform at least', () => {
    expect(new Set(whole.map(([, script]) => platformOf(script))).size).toBe(platforms.length);
  });

  it('and would, if there were something', async () => {
    const [, script = ''] = scripts[0] ?? [];
    const wrong = script.replace(/^section_\w+\(\) \{\n/m, (begin) => `${begin}  rm $1\n`);
    expect(await lintedAlone(wrong)).toContain('SC2086');
    const unused = script.replace(/^ {2}site=/m, '  sight=1\n$&');
    expect(await lintedAlone(unused)).toContain('sight appears unused');
  });
});
