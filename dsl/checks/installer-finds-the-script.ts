import { within } from '../language/place.ts';
import type { Check } from './check.ts';
import { installExample, listed } from './install-example.ts';

const why =
  "A preseed file has no room for the host's script, and a shared kickstart none for those of all hosts: the installer fetches the script, and holds it to its checksum.";

export const installerFindsTheScript: Check = {
  code: 'installer-finds-the-script',
  severity: 'error',
  law: "An installer that does not carry the host's script knows where it is served.",
  why,
  covers: [],
  fatal: true,
  judgesAbsence: true,
  bad: installExample({ shared: "«'base'»" }) + listed('web1'),
  good: installExample({ shared: "'base'", server: "'http://10.66.8.250/example'" }) + listed('web1'),
  *find({ hosts }) {
    for (const { name, install } of hosts) {
      if (install === undefined || install.server !== undefined) continue;
      const preseed = install.installer.kind === 'preseed';
      if (!preseed && install.shared === undefined) continue;
      yield {
        message: `${name} fetches its script while it is installed, and no server is named`,
        at: preseed ? install.at : within(install.at, 'shared'),
        why,
        fix: "Write server: 'http://…', where this site's folder of out/ is served.",
      };
    }
  },
};
