import { describe, expect, it } from 'vitest';
import { platformIds } from '../../dsl/language/platform.ts';
import { resolve } from '../../dsl/model/resolve.ts';
import { runAtTree, snapshot, temporaryFolder } from '../emit/bash/throw-away-root.ts';
import { scriptsOf } from '../whole/compile.ts';
import { platformSites, sites } from '../whole/sites.ts';

const real = sites.filter((it) => !platformSites.includes(it));

it('every platform has a small stack, and a host in a real site', () => {
  const named = (of: typeof sites): readonly string[] => [
    ...new Set(of.flatMap((it) => resolve(it).hosts.map(({ platform }) => platform.id))),
  ];
  expect([...named(platformSites)].sort()).toEqual([...platformIds].sort());
  expect([...named(real)].sort()).toEqual([...platformIds].sort());
});

/** Of machines that are alike the first is enough. */
const scripts = real.flatMap((site) => {
  const seen = new Set<string>();
  return scriptsOf(site).flatMap(([host, script]) => {
    const alike = host.replace(/\d+$/, '');
    return seen.size < seen.add(alike).size ? [[`${site.name} ${alike}`, script] as const] : [];
  });
});

describe.each(scripts)('%s', (_, script) => {
  it('converges a tree once, and then nothing is to do', () => {
    const root = temporaryFolder();
    expect(runAtTree(script, root)).toMatchObject({ status: 0, err: '' });
    const before = snapshot(root);
    expect(runAtTree(script, root, ['--check'])).toMatchObject({ status: 0, err: '' });
    expect(snapshot(root)).toEqual(before);
  });
});
