import { within } from '../language/place.ts';
import type { Check } from './check.ts';
import { installExample, listed } from './install-example.ts';

const why =
  'An installation erases the whole disk. Who renames the disk or copies the host has to say again that the new one may be lost.';

export const erasingHasConsent: Check = {
  code: 'erasing-has-consent',
  severity: 'error',
  law: 'Whoever installs a host says which disk may be erased, by its name.',
  why,
  covers: ['KS-09'],
  fatal: true,
  judgesAbsence: true,
  bad: installExample({ wipe: "«'yes, erase serial/S4EVNX0N100106'»" }) + listed('web1'),
  good: installExample({}) + listed('web1'),
  *find({ hosts }) {
    for (const { name, spec, install } of hosts) {
      const wipe = spec.install?.wipe;
      if (install === undefined || wipe === `yes, erase ${install.disk}`) continue;
      yield {
        message:
          wipe === undefined
            ? `${name} would erase ${install.disk}, and nobody has said that it may`
            : `${name} would erase ${install.disk}, and what is said is '${wipe}'`,
        at: within(install.at, wipe === undefined ? 'disk' : 'wipe'),
        why,
        fix: `Write wipe: 'yes, erase ${install.disk}' if everything on that disk may be lost.`,
      };
    }
  },
};
