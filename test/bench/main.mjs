/**
 * How long `synth` takes, and what it needs: of the two real sites, and of
 * sites of 100, 1,000 and 10,000 hypervisors beside the bare program that
 * writes the same bytes. Times are those of whole processes, Node's start
 * included; the peak is that of the Node process.
 *
 *   npm run bench                  everything but the last of these
 *   npm run bench -- sites 1000    only those
 *   npm run bench -- host          a host's script beside others, on a host where nothing is to do
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { host } from './host.mjs';
import { siteOf } from './site.mjs';
import { sample, wordsFrom } from './words.mjs';

const here = import.meta.dirname;
const cli = resolve(here, '../../dist/cli.js');
const folder = mkdtempSync(join(tmpdir(), 'rackwright-bench-'));

// Node reads the certificates that this names at every start, which takes longer than a small site.
const { NODE_EXTRA_CA_CERTS: _, ...environment } = process.env;

const run = (program, ...args) => {
  // What an earlier run left to be written would be written now.
  spawnSync('sync');
  const before = performance.now();
  const { status, stderr, output } = spawnSync(
    process.execPath,
    ['--import', join(here, 'measured.mjs'), program, ...args],
    { env: environment, stdio: ['ignore', 'ignore', 'pipe', 'pipe'], encoding: 'utf8' },
  );
  const wall = (performance.now() - before) / 1000;
  if (status !== 0) throw new Error(`${program} ${args.join(' ')}: ${status}\n${stderr}`);
  return { wall, ...JSON.parse(output[3]) };
};

const median = (runs) => {
  const middle = (key) => runs.map((it) => it[key]).sort((a, b) => a - b)[Math.floor(runs.length / 2)];
  return { wall: middle('wall'), cpu: middle('cpu'), peak: middle('peak') };
};
const times = (count, once) => median(Array.from({ length: count }, once));

const row = (name, it, bare) => {
  const ratio = bare === undefined ? '' : `${(it.wall / bare.wall).toFixed(1)} (cpu ${(it.cpu / bare.cpu).toFixed(1)})`;
  const cells = [it.wall.toFixed(2), it.cpu.toFixed(2), it.peak.toFixed(0)].map((text) => text.padStart(8));
  console.log(`${name.padEnd(24)}${cells.join('')}  ${ratio}`);
};

const empty = (out) => {
  rmSync(out, { recursive: true, force: true });
  mkdirSync(out, { recursive: true });
};

/** Fresh, and again with nothing to do. */
const synth = (count, name, stacks) => {
  const out = join(folder, name);
  const fresh = times(count, () => {
    empty(out);
    return run(cli, 'synth', ...stacks, '--out', out);
  });
  return { out, fresh, again: times(count, () => run(cli, 'synth', ...stacks, '--out', out)) };
};

const stackOf = (count) => {
  const file = join(folder, `${count}.ts`);
  writeFileSync(file, siteOf(count));
  return file;
};

const sites = () => {
  const { fresh, again } = synth(5, 'sites', ['stacks/reference.ts', 'stacks/dc2.ts']);
  row('both sites', fresh);
  row('both sites, unchanged', again);
};

const hypervisors = (count) => {
  const runs = count >= 10_000 ? 3 : 5;
  run(cli, 'synth', stackOf(sample), '--out', join(folder, 'sample'));
  const words = join(folder, 'words.json');
  writeFileSync(words, JSON.stringify(wordsFrom(join(folder, 'sample', 'bench'))));

  const { out, fresh, again } = synth(runs, String(count), [stackOf(count)]);
  const plain = join(folder, `${count}-bare`);
  const bare = times(runs, () => {
    empty(plain);
    return run(join(here, 'bare.mjs'), String(count), words, join(plain, 'bench'));
  });
  const { status, stdout } = spawnSync('diff', ['-r', '-q', plain, out], { encoding: 'utf8' });
  if (status !== 0)
    throw new Error(`the bare program wrote something else:\n${stdout.split('\n').slice(0, 20).join('\n')}`);
  row(`${count}`, fresh, bare);
  row(`${count}, unchanged`, again, bare);
  row(`${count}, bare program`, bare);
  rmSync(out, { recursive: true });
  rmSync(plain, { recursive: true });
};

const cases = {
  sites,
  100: () => hypervisors(100),
  1000: () => hypervisors(1000),
  10000: () => hypervisors(10_000),
  host: () => host(folder),
};
const asked = process.argv.slice(2);
const unknown = asked.filter((it) => cases[it] === undefined);
if (unknown.length > 0)
  throw new Error(`there is no ${unknown.join(', ')}; there are ${Object.keys(cases).join(', ')}`);

try {
  if (asked.join() !== 'host') console.log(`${''.padEnd(24)}  wall s   cpu s peak MB  times the bare program`);
  for (const name of asked.length > 0 ? asked : ['sites', '100', '1000', '10000']) cases[name]();
} finally {
  rmSync(folder, { recursive: true, force: true });
}
