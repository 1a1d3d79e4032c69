import { place } from '../language/place.ts';
import type { Check } from './check.ts';

const why =
  'An odd first byte marks a group of receivers (IEEE 802), so no card has such an address, nor one of zeros only; the script would refuse every machine.';

const isACards = (mac: string): boolean =>
  mac !== '00:00:00:00:00:00' && Number.parseInt(mac.slice(0, 2), 16) % 2 === 0;

export const macIsACardsOwn: Check = {
  code: 'mac-is-a-cards-own',
  severity: 'error',
  law: 'A MAC address is one that a card can have: no group address, not all zeros.',
  why,
  covers: [],
  bad: `const web1 = server('web1', {
  platform: debian12,
  nics: { eno1: { mac: «'01:00:5e:00:05:00'», cable: sw1.port('Gi0/5') } },
  vlans: [{ vlan: net.management, on: 'eno1', untagged: true, address: '10.66.6.31' }],
});

export default stack('example', [sw1, web1]);
`,
  good: `const web1 = server('web1', {
  platform: debian12,
  nics: { eno1: { mac: '00:1e:c9:00:05:00', cable: sw1.port('Gi0/5') } },
  vlans: [{ vlan: net.management, on: 'eno1', untagged: true, address: '10.66.6.31' }],
});

export default stack('example', [sw1, web1]);
`,

  *find({ hosts }) {
    for (const { name, of, nics, bmc } of hosts) {
      const cards = nics.map((it) => ({
        mac: it.mac,
        who: `${name} ${it.name}`,
        at: place(of, 'nics', it.name, 'mac'),
      }));
      if (bmc !== undefined) cards.push({ mac: bmc.mac, who: `${name} bmc`, at: place(of, 'bmc', 'mac') });
      for (const { mac, who, at } of cards) {
        if (isACards(mac)) continue;
        yield {
          message: `${who} has the MAC address ${mac}, which no card has`,
          at,
          why,
          fix: 'Write the address that is printed on the card; `ip -o link` shows it.',
        };
      }
    }
  },
};
