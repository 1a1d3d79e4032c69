import { expect, it } from 'vitest';
import { cli, ran } from './package.ts';
import { project } from './site.ts';

/** Another Node by its number, which tells the flags that it is asked for. */
const preload = (version: string): string =>
  `data:text/javascript,${encodeURIComponent(`
    import v8 from 'node:v8';
    import { syncBuiltinESMExports } from 'node:module';
    Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '${version}' } });
    v8.setFlagsFromString = (flag) => console.error('flag ' + flag);
    syncBuiltinESMExports();
  `)}`;

const flags = (version: string, ...words: readonly string[]): readonly string[] => {
  const { code, err } = ran(process.execPath, ['--import', preload(version), cli(), ...words], { cwd: project() });
  expect(code).toBe(0);
  return err.split('\n').filter((it) => it.startsWith('flag '));
};

it('V8 is told how to keep its heap small and when to optimize where much is made, by a Node that knows the words', () => {
  expect(flags('20.0.0', 'synth')).toHaveLength(3);
  expect(flags('21.0.0', 'synth')).toHaveLength(2);
  expect(flags('24.9.0', 'synth')).toHaveLength(3);
  expect(flags('25.0.0', 'synth')).toEqual([]);
  expect(flags('20.0.0', 'check')).toEqual([]);
  expect(flags('20.0.0', '--version')).toEqual([]);
});
