import { place } from '../language/place.ts';
import type { SiteSwitch, SiteVlan } from '../model/model.ts';
import type { Check } from './check.ts';

const why =
  'A switch drops a frame that is larger than it can carry and tells nobody: logins and pings work, and the first large transfer hangs.';

export const switchCarriesTheMtu: Check = {
  code: 'switch-carries-the-mtu',
  severity: 'error',
  law: 'No VLAN has a larger MTU than a switch that it passes can carry.',
  why,
  covers: ['MTU-01'],
  bad: `const jumbo = vlans({ disks: { id: 670, subnet: '10.67.0.0/24', mtu: «9100», trust: 'storage' } });
const sw3 = ‹catalyst3560g›('sw3', { model: 'WS-C3560G-24TS' });
const nas1 = server('nas1', {
  platform: debian12,
  nics: { eno1: { mac: '00:1e:c9:00:05:00', cable: sw3.port('Gi0/5') } },
  vlans: [{ vlan: jumbo.disks, on: 'eno1', untagged: true, address: '10.67.0.31' }],
  defaultRoute: 'none',
});

export default stack('example', [sw3, nas1]);
`,
  good: `const jumbo = vlans({ disks: { id: 670, subnet: '10.67.0.0/24', mtu: 9000, trust: 'storage' } });
const sw3 = catalyst3560g('sw3', { model: 'WS-C3560G-24TS' });
const nas1 = server('nas1', {
  platform: debian12,
  nics: { eno1: { mac: '00:1e:c9:00:05:00', cable: sw3.port('Gi0/5') } },
  vlans: [{ vlan: jumbo.disks, on: 'eno1', untagged: true, address: '10.67.0.31' }],
  defaultRoute: 'none',
});

export default stack('example', [sw3, nas1]);
`,

  *find({ vlans, switches }) {
    const short = new Map<SiteVlan, SiteSwitch[]>();
    for (const it of switches) {
      for (const { vlan } of it.vlans) {
        if (vlan.mtu.value <= it.facts.largestMtu) continue;
        const known = short.get(vlan);
        if (known === undefined) short.set(vlan, [it]);
        else known.push(it);
      }
    }
    for (const vlan of vlans) {
      const those = short.get(vlan);
      if (those === undefined) continue;
      const most = Math.min(...those.map((it) => it.facts.largestMtu));
      yield {
        message: `VLAN ${vlan.name} has an MTU of ${vlan.mtu.value}, and ${those.map((it) => it.name).join(' and ')} can carry no more than ${most}`,
        at: place(vlan.of, 'mtu'),
        also: those.map((it) => ({
          at: place(it.of),
          message: `${it.name} is a ${it.facts.title}, which carries ${it.facts.largestMtu} bytes at most`,
        })),
        why,
        fix: `Write mtu: ${most}.`,
      };
    }
  },
};
