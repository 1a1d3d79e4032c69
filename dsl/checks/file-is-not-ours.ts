import { place } from '../language/place.ts';
import { ownedPaths } from '../model/owned.ts';
import { byText } from '../text/compare.ts';
import type { Check } from './check.ts';

const why = 'Two contents for one file: each run would write both, and the last one would stay.';

/** Where the script keeps what it replaced, and where the secrets are. */
const kept = /^\/(var\/lib|etc)\/rackwright\//;

export const fileIsNotOurs: Check = {
  code: 'file-is-not-ours',
  severity: 'error',
  law: 'files names no file that is written for another word of the stack.',
  why,
  covers: [],
  fatal: true,
  bad: `const web1 = server('web1', {
  platform: debian12,
  dns: ‹['10.66.6.53']›,
  nics: { eno1: { mac: '00:1e:c9:00:05:00', cable: sw1.port('Gi0/5') } },
  vlans: [{ vlan: net.management, on: 'eno1', untagged: true, address: '10.66.6.31' }],
  files: { «'/etc/resolv.conf'»: { content: 'options rotate' } },
});

export default stack('example', [sw1, web1]);
`,
  good: `const web1 = server('web1', {
  platform: debian12,
  dns: ['10.66.6.53'],
  nics: { eno1: { mac: '00:1e:c9:00:05:00', cable: sw1.port('Gi0/5') } },
  vlans: [{ vlan: net.management, on: 'eno1', untagged: true, address: '10.66.6.31' }],
  files: { '/etc/motd': { content: 'web1' } },
});

export default stack('example', [sw1, web1]);
`,

  *find({ hosts }) {
    for (const host of hosts) {
      const paths = Object.keys(host.spec.files ?? {}).sort(byText);
      if (paths.length === 0) continue;
      const owned = ownedPaths(host);
      for (const path of paths) {
        const at = place(host.of, 'files', path);
        const from = owned.get(path);
        if (kept.test(path)) {
          yield {
            message: `${path} of ${host.name} is in a folder that Rackwright keeps for itself`,
            at,
            key: true,
            why: 'The script finds there what it has replaced, and the secrets that it hands out.',
            fix: 'Choose another path.',
          };
        } else if (from !== undefined) {
          yield {
            message:
              from.kind === 'default'
                ? `${path} of ${host.name} is not the stack's to write: ${from.reason}`
                : `${path} of ${host.name} is written for ${[host.name, ...from.path].join('.')}`,
            at,
            key: true,
            also:
              from.kind === 'default' || from.path.length === 0
                ? []
                : [{ at: from, message: `${path} is written for it` }],
            why,
            fix: 'Remove it here, and say it in the words of the language or in raw; or leave out what it is written for.',
          };
        }
      }
    }
  },
};
