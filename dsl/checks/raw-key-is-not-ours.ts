import { sayInsteadOf } from '../model/owned.ts';
import type { PlatformFacts } from '../platforms/facts.ts';
import { unreachable } from '../text/unreachable.ts';
import type { Check } from './check.ts';

const why =
  'What is derived, the switch and the other hosts agree with. A raw key with another value for it would hold on this device only, and some readers take the first of two lines and some the last.';

const form = (network: PlatformFacts['network']): string => {
  if (network === 'early-ifcfg' || network === 'ifcfg' || network === 'managed-ifcfg') return 'a key of an ifcfg file';
  if (network === 'keyfile') return 'a key of a keyfile';
  if (network === 'ifupdown') return 'an option of /etc/network/interfaces';
  return unreachable(network);
};

export const rawKeyIsNotOurs: Check = {
  code: 'raw-key-is-not-ours',
  severity: 'error',
  law: 'A raw key is none that is derived from the stack.',
  why,
  covers: [],
  fatal: true,
  bad: `const web1 = server('web1', {
  platform: debian12,
  nics: { eno1: { mac: '00:1e:c9:00:05:00', cable: sw1.port('Gi0/5'), raw: { «mtu»: '9000' } } },
  vlans: [{ vlan: net.management, on: 'eno1', untagged: true, address: '10.66.6.31' }],
});

export default stack('example', [sw1, web1]);
`,
  good: `const web1 = server('web1', {
  platform: debian12,
  nics: { eno1: { mac: '00:1e:c9:00:05:00', cable: sw1.port('Gi0/5'), raw: { 'up': 'ethtool -K eno1 tso off' } } },
  vlans: [{ vlan: net.management, on: 'eno1', untagged: true, address: '10.66.6.31' }],
});

export default stack('example', [sw1, web1]);
`,

  *find({ hosts }) {
    for (const { name, platform, devices } of hosts) {
      for (const device of devices) {
        for (const { key, at } of device.raw) {
          const say = sayInsteadOf(platform.network, key);
          if (say === undefined) continue;
          const nothing = say.startsWith('nothing');
          yield {
            message: `${name} ${device.name} has the raw key ${key}, ${form(platform.network)} that is derived`,
            at,
            key: true,
            why,
            fix: nothing ? 'Remove it.' : `Remove it, and write ${say}.`,
          };
        }
      }
    }
  },
};
