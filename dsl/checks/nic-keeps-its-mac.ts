import type { PlatformFacts } from '../platforms/facts.ts';
import type { Check } from './check.ts';

const why =
  'The script finds a card by the address that it was made with, and the switch knows the other one; a tool that asks the kernel gets a third answer in a bond. The initscripts warn of both keys in one file.';

const spelling = {
  'early-ifcfg': /^MACADDR$/,
  ifcfg: /^MACADDR$/,
  'managed-ifcfg': /^MACADDR$/,
  keyfile: /^(ethernet|802-3-ethernet)\.(cloned-mac-address|assigned-mac-address)$/,
  ifupdown: /^hwaddress$/i,
} satisfies Record<PlatformFacts['network'], RegExp>;

export const nicKeepsItsMac: Check = {
  code: 'nic-keeps-its-mac',
  severity: 'warning',
  law: 'No raw key gives a NIC another MAC address.',
  why,
  covers: ['HF-09'],
  bad: `const web1 = server('web1', {
  platform: el6,
  nics: { eth0: { mac: '00:1e:c9:00:05:00', cable: sw1.port('Gi0/5'), raw: { «MACADDR»: '02:00:00:00:05:00' } } },
  vlans: [{ vlan: net.management, on: 'eth0', untagged: true, address: '10.66.6.31' }],
});

export default stack('example', [sw1, web1]);
`,
  good: `const web1 = server('web1', {
  platform: el6,
  nics: { eth0: { mac: '00:1e:c9:00:05:00', cable: sw1.port('Gi0/5') } },
  vlans: [{ vlan: net.management, on: 'eth0', untagged: true, address: '10.66.6.31' }],
});

export default stack('example', [sw1, web1]);
`,

  *find({ hosts }) {
    for (const { name, platform, nics } of hosts) {
      for (const nic of nics) {
        for (const { key, value, at } of nic.raw) {
          if (!spelling[platform.network].test(key)) continue;
          yield {
            message: `${name} ${nic.name} is told to use the MAC address ${value} instead of ${nic.mac}`,
            at,
            key: true,
            why,
            fix: `Remove ${key}.`,
          };
        }
      }
    }
  },
};
