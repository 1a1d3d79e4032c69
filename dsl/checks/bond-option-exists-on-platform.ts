import { place } from '../language/place.ts';
import { byCount } from '../text/compare.ts';
import type { Check } from './check.ts';

const why =
  "A driver refuses an option or a value that it does not know, and the bond stays at its default; an option that the platform's files have no word for never reaches the driver.";

export const bondOptionExistsOnPlatform: Check = {
  code: 'bond-option-exists-on-platform',
  severity: 'error',
  law: 'The platform of a host has the bond options that are written for it.',
  why,
  covers: ['LAG-13'],
  bad: `const web1 = server('web1', {
  platform: debian12,
  nics: {
    eno1: { mac: '00:1e:c9:00:05:00', cable: sw1.port('Gi0/5') },
    eno2: { mac: '00:1e:c9:00:05:01', cable: sw1.port('Gi0/6') },
  },
  bonds: { bond0: { mode: 'lacp', members: ['eno1', 'eno2'], options: { «min_links»: 1 } } },
  vlans: [{ vlan: net.management, on: 'bond0', address: '10.66.6.31' }],
});

export default stack('example', [sw1, web1]);
`,
  good: `const web1 = server('web1', {
  platform: el9,
  nics: {
    eno1: { mac: '00:1e:c9:00:05:00', cable: sw1.port('Gi0/5') },
    eno2: { mac: '00:1e:c9:00:05:01', cable: sw1.port('Gi0/6') },
  },
  bonds: { bond0: { mode: 'lacp', members: ['eno1', 'eno2'], options: { min_links: 1 } } },
  vlans: [{ vlan: net.management, on: 'bond0', address: '10.66.6.31' }],
});

export default stack('example', [sw1, web1]);
`,

  *find({ hosts }) {
    for (const { of, name, spec, platform } of hosts) {
      for (const bond of Object.keys(spec.bonds ?? {}).sort(byCount)) {
        const options = spec.bonds?.[bond]?.options ?? {};
        for (const option of platform.withoutBondOptions) {
          if (options[option] === undefined) continue;
          yield {
            message: `${name} ${bond} has ${option}, for which ${platform.title} has no word in its files`,
            at: place(of, 'bonds', bond, 'options', option),
            key: true,
            why,
            fix: `Remove ${option}.`,
          };
        }
        const policy = options.xmit_hash_policy;
        if (policy === undefined || platform.hashPolicies.includes(policy)) continue;
        yield {
          message: `${name} ${bond} hashes by ${policy}, which the kernel of ${platform.title} cannot`,
          at: place(of, 'bonds', bond, 'options', 'xmit_hash_policy'),
          why,
          fix: `Write one of ${platform.hashPolicies.join(', ')}.`,
        };
      }
    }
  },
};
