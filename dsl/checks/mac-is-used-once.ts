import { type Place, place } from '../language/place.ts';
import type { Check } from './check.ts';

const why =
  "A card has a MAC address of its own, so one of the two was copied. The script finds its machine and its cards by them, and two machines with one MAC address on a VLAN lose each other's frames.";

export const macIsUsedOnce: Check = {
  code: 'mac-is-used-once',
  severity: 'error',
  law: 'A MAC address belongs to one card of the site.',
  why,
  covers: ['IP-04', 'KS-13'],
  bad: `const web1 = server('web1', {
  platform: debian12,
  nics: {
    eno1: { mac: ‹'00:1e:c9:00:05:00'›, cable: sw1.port('Gi0/5') },
    eno2: { mac: «'00:1E:C9:00:05:00'», cable: sw1.port('Gi0/6') },
  },
  bonds: { bond0: { mode: 'lacp', members: ['eno1', 'eno2'] } },
  vlans: [{ vlan: net.management, on: 'bond0', address: '10.66.6.31' }],
});

export default stack('example', [sw1, web1]);
`,
  good: `const web1 = server('web1', {
  platform: debian12,
  nics: {
    eno1: { mac: '00:1e:c9:00:05:00', cable: sw1.port('Gi0/5') },
    eno2: { mac: '00:1e:c9:00:05:01', cable: sw1.port('Gi0/6') },
  },
  bonds: { bond0: { mode: 'lacp', members: ['eno1', 'eno2'] } },
  vlans: [{ vlan: net.management, on: 'bond0', address: '10.66.6.31' }],
});

export default stack('example', [sw1, web1]);
`,

  *find({ hosts }) {
    const first = new Map<string, { readonly who: string; readonly at: Place }>();
    for (const { name, of, nics, bmc } of hosts) {
      const cards = nics.map((it) => ({
        mac: it.mac,
        who: `${name} ${it.name}`,
        at: place(of, 'nics', it.name, 'mac'),
      }));
      if (bmc !== undefined) cards.push({ mac: bmc.mac, who: `${name} bmc`, at: place(of, 'bmc', 'mac') });
      for (const { mac, who, at } of cards) {
        const known = first.get(mac);
        if (known === undefined) {
          first.set(mac, { who, at });
          continue;
        }
        yield {
          message: `${who} has the MAC address ${mac}, and so has ${known.who}`,
          at,
          also: [{ at: known.at, message: `${known.who} has it` }],
          why,
          fix: 'Write the address that is printed on the card; `ip -o link` shows it.',
        };
      }
    }
  },
};
