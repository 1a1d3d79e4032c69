import { place } from '../language/place.ts';
import type { SiteVlan } from '../model/model.ts';
import type { Network } from '../text/ipv4.ts';
import type { Check } from './check.ts';

const why = 'An address in both has two ways to it, and a router takes the narrower one whatever was meant.';

interface Planned {
  readonly vlan: SiteVlan;
  readonly subnet: Network;
}

export const subnetsDoNotOverlap: Check = {
  code: 'subnets-do-not-overlap',
  severity: 'error',
  law: 'The subnets of two VLANs have no address in common.',
  why,
  covers: ['IP-08'],
  bad: `const office = vlans({
  office: { id: 20, subnet: ‹'10.20.0.0/16'› },
  guests: { id: 30, subnet: «'10.20.30.0/24'» },
});
const web1 = server('web1', {
  platform: debian12,
  nics: { eno1: { mac: '00:1e:c9:00:05:00', cable: sw1.port('Gi0/5') } },
  vlans: [
    { vlan: office.office, on: 'eno1', address: '10.20.0.31' },
    { vlan: office.guests, on: 'eno1' },
  ],
  defaultRoute: 'none',
});

export default stack('example', [sw1, web1]);
`,
  good: `const office = vlans({
  office: { id: 20, subnet: '10.20.0.0/16' },
  guests: { id: 30, subnet: '10.30.0.0/24' },
});
const web1 = server('web1', {
  platform: debian12,
  nics: { eno1: { mac: '00:1e:c9:00:05:00', cable: sw1.port('Gi0/5') } },
  vlans: [
    { vlan: office.office, on: 'eno1', address: '10.20.0.31' },
    { vlan: office.guests, on: 'eno1' },
  ],
  defaultRoute: 'none',
});

export default stack('example', [sw1, web1]);
`,

  *find({ vlans }) {
    const planned = vlans
      .flatMap((vlan): Planned[] => (vlan.subnet === undefined ? [] : [{ vlan, subnet: vlan.subnet }]))
      .sort((a, b) => a.subnet.first - b.subnet.first || a.subnet.prefix - b.subnet.prefix);
    // Networks nest or are apart, so it is enough to remember the one that reaches furthest.
    let widest: Planned | undefined;
    for (const it of planned) {
      if (widest === undefined || it.subnet.first > widest.subnet.last) {
        widest = it;
        continue;
      }
      const same = it.subnet.first === widest.subnet.first && it.subnet.prefix === widest.subnet.prefix;
      yield {
        message: `VLAN ${it.vlan.name} has the subnet ${it.subnet.text}, ${same ? 'and so has' : `which is part of ${widest.subnet.text} of`} VLAN ${widest.vlan.name}`,
        at: place(it.vlan.of, 'subnet'),
        also: [{ at: place(widest.vlan.of, 'subnet'), message: `the subnet of VLAN ${widest.vlan.name}` }],
        why,
        fix: `Write a subnet for VLAN ${it.vlan.name} that lies outside ${widest.subnet.text}.`,
      };
    }
  },
};
