import { place } from '../language/place.ts';
import type { Check } from './check.ts';
import { installExample, listed } from './install-example.ts';

const why =
  'The installer pins its one card by the MAC address that the stack gives to it; of a card that is not there it knows none.';

export const installerHasANic: Check = {
  code: 'installer-has-a-nic',
  severity: 'error',
  law: 'The NIC of the installer is one of the host, by its key.',
  why,
  covers: [],
  fatal: true,
  judgesAbsence: true,
  bad: installExample({ nic: "«'eno2'»" }) + listed('web1'),
  good: installExample({}) + listed('web1'),
  *find({ hosts }) {
    for (const { name, of, spec, nics } of hosts) {
      const nic = spec.install?.nic;
      if (nic === undefined || nics.some((it) => it.name === nic)) continue;
      yield {
        message: `${name} is installed through ${nic}, which is none of its NICs`,
        at: place(of, 'install', 'nic'),
        why,
        fix:
          nics.length === 0 ? 'Add the NIC to nics.' : `Write one of ${nics.map((it) => `'${it.name}'`).join(', ')}.`,
      };
    }
  },
};
