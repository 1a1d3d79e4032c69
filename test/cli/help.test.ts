import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { rackwright, temporary } from './package.ts';

const commands = ['synth', 'check', 'explain', 'why', 'diff', 'init'];

it('--version is the version of the package, and all that is printed', () => {
  const { version } = JSON.parse(readFileSync('package.json', 'utf8'));
  expect(rackwright(temporary(), '--version')).toEqual({ code: 0, out: `${version}\n`, err: '' });
});

it('--help names every command', () => {
  const { code, out, err } = rackwright(temporary(), '--help');
  expect({ code, err }).toEqual({ code: 0, err: '' });
  const named = [...out.matchAll(/^ {2}([a-z]+)(?: \[| <)/gm)].map((it) => it[1]);
  expect(named.filter((it) => it !== 'help' && it !== 'rackwright')).toEqual(commands);
});

it.each(commands)('%s --help has an example whose options exist', (command) => {
  const { code, out, err } = rackwright(temporary(), command, '--help');
  expect({ code, err }).toEqual({ code: 0, err: '' });
  const examples = out.split(/\nExamples?:\n/)[1] ?? '';
  expect(examples).toContain(`  rackwright ${command} `);
  expect(out).toContain('--json');
  for (const [option] of examples.matchAll(/--[a-z]+/g)) expect(out.split('\nExample')[0]).toContain(option);
});
