import { within } from '../language/place.ts';
import type { Check } from './check.ts';
import { installExample, listed } from './install-example.ts';

const why = 'Without a password and without a key nobody gets into the new machine, not even on its console.';

export const rootCanLogIn: Check = {
  code: 'root-can-log-in',
  severity: 'warning',
  law: 'Somebody can log in to a machine that was installed.',
  why,
  covers: [],
  judgesAbsence: true,
  bad: installExample({ root: "«'locked'»" }, { sshKeys: false }) + listed('web1'),
  good: installExample({}) + listed('web1'),
  *find({ hosts }) {
    for (const { name, spec, install } of hosts) {
      if (install?.root !== 'locked' || (spec.sshKeys?.keys.length ?? 0) > 0) continue;
      // A user's own file or command may bring the account.
      if ([spec.files, spec.commands].some((it) => Object.keys(it ?? {}).length > 0)) continue;
      yield {
        message: `${name} is installed with root locked, and has no key that would let anybody in`,
        at: within(install.at, 'root'),
        why,
        fix: 'Add sshKeys to the host, or write a hash in root.',
      };
    }
  },
};
