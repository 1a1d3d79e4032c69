import { mkdirSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { inside, rackwright, ran } from './package.ts';
import { edit, project } from './site.ts';

const git = (folder: string, ...words: readonly string[]): void => {
  const identity = ['-c', 'user.name=test', '-c', 'user.email=test@example.org', '-c', 'commit.gpgsign=false'];
  const { code, err } = ran('git', [...identity, ...words], { cwd: folder });
  if (code !== 0) throw new Error(err);
};

/** A project whose stacks are in git. */
const committed = (): string => {
  const folder = project();
  git(folder, 'init', '-q');
  git(folder, 'add', 'stacks', 'package.json', 'tsconfig.json');
  git(folder, 'commit', '-qm', 'as it was');
  return folder;
};

/** Another address for the hypervisor, and another word for a port. */
const changed = (folder: string): void =>
  edit(folder, 'stacks/site.ts', (text) => text.replaceAll("'Gi0/2'", "'Gi0/5'"));

describe('diff --base', () => {
  it('says nothing of what nobody would notice, and ends with 0', () => {
    const folder = committed();
    edit(folder, 'stacks/site.ts', (text) => `// Only a comment.\n${text}`);
    expect(rackwright(folder, 'diff', '--base', 'HEAD')).toEqual({ code: 0, out: 'No change.\n', err: '' });
    expect(rackwright(folder, 'diff', '--base', 'HEAD', '--json')).toEqual({ code: 0, out: '[]\n', err: '' });
    expect(rackwright(folder, 'diff', '--base', 'HEAD', '--format', 'ios')).toEqual({
      code: 0,
      out: '',
      err: 'No switch that both have changes.\n',
    });
  });

  it('is a page for a pull request, and ends with 2', () => {
    const folder = committed();
    changed(folder);
    const { code, out, err } = rackwright(folder, 'diff', '--base', 'HEAD');
    expect({ code, err }).toEqual({ code: 2, err: '' });
    expect(out).toMatch(/^## racks\n\n### Switch sw1\n\n- added Gi0\/5: hv1 eno2, in Po\d+\n- removed Gi0\/2: /);
    expect(out).toContain('\n- NIC eno2: cable sw1 Gi0/2 → sw1 Gi0/5\n');
    // Debian has one file for all devices: what the kernel shows is the same.
    expect(out).not.toContain('drops traffic**, when activated');
    expect(out).toMatch(/<summary>the way back<\/summary>\n\n```\n(.*\n)+```\n/);
    expect(out).toContain('\n### Order\n\n1. switches/sw1/config.ios\n2. hosts/hv1/apply.sh\n');
    expect(out).not.toMatch(inside);
  });

  it('is data for a program', () => {
    const folder = committed();
    changed(folder);
    const { code, out } = rackwright(folder, 'diff', '--base', 'HEAD', '--json');
    const [site] = JSON.parse(out);
    expect({ code, site: site.site, state: site.state }).toEqual({ code: 2, site: 'racks', state: 'changed' });
    expect(site.hosts).toMatchObject([
      { name: 'hv1', changes: [{ kind: 'changed', text: 'NIC eno2: cable sw1 Gi0/2 → sw1 Gi0/5' }], restarts: [] },
    ]);
    expect(site.switches[0]).toMatchObject({ name: 'sw1', gives: true, takesAway: true, reload: false });
  });

  it('is the lines for the switches, and those back', () => {
    const folder = committed();
    changed(folder);
    const there = rackwright(folder, 'diff', '--base', 'HEAD', '--format', 'ios');
    expect(there).toMatchObject({ code: 2, err: '', out: expect.stringMatching(/^! racks\/sw1: from HEAD\n/) });
    expect(there.out).toContain('default interface GigabitEthernet0/2\n');
    const back = rackwright(folder, 'diff', '--base', 'HEAD', '--rollback');
    expect(back).toMatchObject({ code: 2, err: '', out: expect.stringMatching(/^! racks\/sw1: back to HEAD\n/) });
    expect(back.out).toContain('default interface GigabitEthernet0/5\n');
  });

  it('knows a site that is new, and one that is gone', () => {
    const folder = committed();
    mkdirSync(join(folder, 'kept'));
    renameSync(join(folder, 'stacks/site.ts'), join(folder, 'kept/site.ts'));
    const gone = rackwright(folder, 'diff', '--base', 'HEAD');
    expect(gone).toMatchObject({ code: 2, out: expect.stringMatching(/^## racks \(removed\)\n/) });
    git(folder, 'rm', '-rq', '--cached', 'stacks');
    git(folder, 'commit', '-qm', 'gone');
    renameSync(join(folder, 'kept/site.ts'), join(folder, 'stacks/site.ts'));
    const fresh = rackwright(folder, 'diff', '--base', 'HEAD');
    expect(fresh).toMatchObject({ code: 2, out: expect.stringMatching(/^## racks \(added\)\n/) });
  });

  it('says why there is nothing to compare with', () => {
    const folder = committed();
    expect(rackwright(folder, 'diff', '--base', 'no-such-revision')).toEqual({
      code: 64,
      out: '',
      err: 'There is nothing to compare with: git knows no revision no-such-revision.\n',
    });
    changed(folder);
    edit(folder, 'stacks/site.ts', (text) => text.replaceAll('Gi0/5', 'Gi0/99'));
    expect(rackwright(folder, 'diff', '--base', 'HEAD')).toMatchObject({ code: 1, out: '' });
  });
});
