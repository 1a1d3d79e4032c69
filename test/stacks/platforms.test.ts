import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { judgeStack } from '../../dsl/judge.ts';
import { runAtTree, snapshot, temporaryFolder } from '../emit/bash/throw-away-root.ts';
import { scriptsOf } from '../whole/compile.ts';
import { platformSites } from '../whole/sites.ts';

/** A tree of a machine that has its secrets. */
const tree = (): string => {
  const root = temporaryFolder();
  const secrets = join(root, 'etc/rackwright/secrets');
  mkdirSync(secrets, { recursive: true, mode: 0o700 });
  writeFileSync(join(secrets, 'hv1-key'), 'the key of hv1\n', { mode: 0o600 });
  return root;
};

describe.each(platformSites.map((site) => [site.name, site] as const))('the stack of %s', (_, site) => {
  const scripts = scriptsOf(site);

  it('has its known findings and no other', () => {
    const { findings, accepted } = judgeStack(site);
    expect(findings.map((it) => `${it.severity} ${it.code}`).sort()).toEqual([
      'info spanning-tree-has-a-loop-to-cut',
      'warning channel-members-are-alike',
      'warning native-vlan-is-not-management',
    ]);
    expect(accepted.map((it) => it.finding.code)).toEqual(['spanning-tree-timers-agree']);
    expect(scripts.map(([host]) => host)).toEqual(['db1', 'db2', 'hv1']);
  });

  it.each(scripts)(
    '%s: a tree is converged once; then only what was edited is seen, shown and put right',
    (_host, script) => {
      const root = tree();
      const first = runAtTree(script, root);
      expect(first).toMatchObject({ status: 0, err: '' });
      expect(first.out).toMatch(/^[1-9]\d* changed, 0 ok, \d+ skipped$/m);
      const whole = snapshot(root);
      const second = runAtTree(script, root);
      expect(second).toMatchObject({ status: 0, err: '' });
      expect(second.out).toMatch(/^0 changed, [1-9]\d* ok, \d+ skipped$/m);
      expect(runAtTree(script, root, ['--check'])).toMatchObject({ status: 0, err: '' });
      expect(snapshot(root)).toEqual(whole);

      const [file = ''] = Object.keys(whole).filter((it) => /(ifcfg-eth1|\/eth1\.nmconnection|\/interfaces)$/.test(it));
      writeFileSync(join(root, file), '# edited\n');
      const edited = snapshot(root);
      const check = runAtTree(script, root, ['--check', '--diff']);
      expect(check).toMatchObject({ status: 4, err: '', out: expect.stringContaining('-# edited\n') });
      expect(snapshot(root)).toEqual(edited);
      expect(runAtTree(script, root).out).toMatch(/^1 changed, /m);
    },
  );
});
