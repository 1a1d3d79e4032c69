import type { Place } from '../language/place.ts';
import { type Given, givenAddresses } from '../model/addresses.ts';
import type { Check } from './check.ts';

const why =
  'Two machines with one address take turns in answering: connections break at random. The scripts of Enterprise Linux 6 ask the wire first and leave the interface without an address.';

export const addressIsUsedOnce: Check = {
  code: 'address-is-used-once',
  severity: 'error',
  law: 'An address belongs to one machine of the site.',
  why,
  covers: ['IP-03'],
  bad: `const web = (name: 'web1' | 'web2', n: 5 | 6, address: '10.66.6.31') =>
  server(name, {
    platform: debian12,
    nics: { eno1: { mac: \`00:1e:c9:00:05:0\${n}\`, cable: sw1.port(\`Gi0/\${n}\`) } },
    vlans: [{ vlan: net.management, on: 'eno1', untagged: true, address }],
  });

export default stack('example', [sw1, web('web1', 5, ‹'10.66.6.31'›), web('web2', 6, «'10.66.6.31'»)]);
`,
  good: `const web = (name: 'web1' | 'web2', n: 5 | 6) =>
  server(name, {
    platform: debian12,
    nics: { eno1: { mac: \`00:1e:c9:00:05:0\${n}\`, cable: sw1.port(\`Gi0/\${n}\`) } },
    vlans: [{ vlan: net.management, on: 'eno1', untagged: true, address: \`10.66.6.3\${n}\` }],
  });

export default stack('example', [sw1, web('web1', 5), web('web2', 6)]);
`,

  *find(model) {
    const first = new Map<string, Pick<Given, 'who' | 'at'>>();
    const free = (address: string, who: string, at: Place) => {
      const known = first.get(address);
      if (known === undefined) first.set(address, { who, at });
      return known;
    };
    for (const { address, vlan, who, at } of givenAddresses(model)) {
      // Who takes the gateway's address is told so by another law.
      if (address === vlan.gateway) continue;
      const known = free(address, who, at);
      if (known === undefined) continue;
      yield {
        message: `${who} has the address ${address}, and so has ${known.who}`,
        at,
        also: [{ at: known.at, message: `${known.who} has it` }],
        why,
        fix: `Give one of them another address${vlan.subnet === undefined ? '' : ` in ${vlan.subnet.text}`}.`,
      };
    }
  },
};
