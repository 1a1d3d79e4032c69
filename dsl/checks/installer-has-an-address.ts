import { place, within } from '../language/place.ts';
import type { Check } from './check.ts';
import { installExample, listed } from './install-example.ts';

const why =
  'The installer fetches the distribution from an address of its own, and the network boot hands out one to each known card and to no other.';

export const installerHasAnAddress: Check = {
  code: 'installer-has-an-address',
  severity: 'error',
  law: 'An installer has an address in a subnet.',
  why,
  covers: [],
  fatal: true,
  judgesAbsence: true,
  bad:
    installExample({ address: '', nic: "'eno1'" })
      .replace('install: {', 'install: «{')
      .replace(/ {2}\},\n\}\);/, '  }»,\n});') + listed('web1'),
  good: installExample({}) + listed('web1'),
  *find({ hosts }) {
    for (const { name, install } of hosts) {
      if (install === undefined) continue;
      const { vlan, address } = install;
      if (address === undefined)
        yield {
          message: `${name} has no address while it is installed`,
          at: install.at,
          why,
          fix: `Add address to install${vlan.subnet === undefined ? '' : `, in ${vlan.subnet.text}`}.`,
        };
      else if (vlan.subnet === undefined)
        yield {
          message: `${name} is installed through VLAN ${vlan.name}, which has no subnet`,
          at: within(install.at, 'vlan'),
          also: [{ at: place(vlan.of), message: `VLAN ${vlan.name}` }],
          why,
          fix: `Give VLAN ${vlan.name} a subnet.`,
        };
    }
  },
};
