import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';
import { originOf } from '../../dsl/language/origin.ts';
import type { Construct } from '../../dsl/language/place.ts';
import { load } from '../../dsl/source/load.ts';
import type { Sources } from '../../dsl/source/sources.ts';

export interface Made extends Construct {
  readonly spec: unknown;
}

const construct = (kind: string) => {
  const make = (name: string, spec: unknown): Made => ({ kind, name, spec, origin: originOf(make) });
  return make;
};

const vlans = <Key extends string>(spec: Record<Key, unknown>): Record<Key, Made> => {
  const made = (key: Key): Made => ({ kind: 'vlan', name: key, spec: spec[key], origin: originOf(vlans, [key]) });
  return Object.fromEntries((Object.keys(spec) as Key[]).map((key) => [key, made(key)])) as Record<Key, Made>;
};

const stack = (name: string, parts: readonly Made[], options: object = {}): Stack => ({
  kind: 'stack',
  name,
  constructs: parts,
  options,
  origin: originOf(stack),
});

export interface Stack extends Construct {
  readonly constructs: readonly Made[];
  readonly options: object;
}

/** As little of the language as a stack needs to have positions. */
export const rackwright = {
  server: construct('server'),
  hypervisor: construct('hypervisor'),
  port: (name: string) => ({ kind: 'port', name }),
  vlans,
  stack,
};

/** Files in a folder of their own, until the test is over. */
export const write = (files: Readonly<Record<string, string>>): string => {
  const folder = mkdtempSync(join(tmpdir(), 'rackwright-source-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  return folder;
};

export const provided = { rackwright, version: '1.0.0' };

/** Loads `stack.ts` of the files; a failure to load is a failure of the test. */
export const loaded = async (
  files: Readonly<Record<string, string>>,
): Promise<{
  folder: string;
  sources: Sources;
  site: Stack;
  parts: readonly Made[];
  part: (name: string) => Construct;
}> => {
  const folder = write(files);
  const result = await load(join(folder, 'stack.ts'), provided);
  if (!result.ok) throw new Error(JSON.stringify(result.findings, undefined, 2));
  const site = result.value as Stack;
  const parts = site.constructs;
  const part = (name: string): Construct => {
    const found = [site, ...parts].find((one) => one.name === name);
    if (found === undefined) throw new Error(`no ${name}`);
    return found;
  };
  return { folder, sources: result.sources, site, parts, part };
};
