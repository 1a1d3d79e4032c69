import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { file, plan, script } from './plans.ts';
import { throwAwayRoot } from './throw-away-root.ts';

/** What a reader of each platform's folder takes for configuration: initscripts, NetworkManager, ifupdown. */
const readers: Readonly<Record<string, RegExp>> = {
  '/etc/sysconfig/network-scripts/ifcfg-bond0': /^ifcfg-/,
  '/etc/NetworkManager/system-connections/bond0.nmconnection': /^[^.].*\.nmconnection$|^[^.]+$/,
  '/etc/network/interfaces.d/bond0': /^[^.]/,
};

describe('killed between the temporary file and the rename', () => {
  for (const [path, reads] of Object.entries(readers)) {
    it(`${path} is exactly the old one, and the next run converges`, () => {
      const name = path.slice(path.lastIndexOf('/') + 1);
      const folder = path.slice(0, path.lastIndexOf('/'));
      const root = throwAwayRoot({
        standIns: { mv: `case "$*" in *backup*) exec /usr/bin/mv "$@" ;; esac; kill -9 $PPID` },
      });
      root.write(path, 'old\n', 0o600);
      const apply = script(
        plan([{ name: 'network', guard: 'network', steps: [file(path, 'new\n', { mode: '0600' })] }]),
      );
      root.run(apply);
      expect(root.commands().at(-1)).toMatch(new RegExp(`^mv .*/\\.rackwright\\.\\w{6} ${path}$`));
      const left = readdirSync(root.path + folder);
      expect(left).toHaveLength(2);
      expect(left.filter((it) => reads.test(it))).toEqual([name]);
      expect(root.read(path)).toBe('old\n');

      root.write('/local/sbin/mv', '#!/bin/bash\nexec /usr/bin/mv "$@"\n', 0o755);
      expect(root.run(apply)).toMatchObject({ status: 0, out: expect.stringContaining('1 changed, 0 ok') });
      expect(readdirSync(root.path + folder)).toEqual([name]);
      expect(root.read(path)).toBe('new\n');
    });
  }
});
