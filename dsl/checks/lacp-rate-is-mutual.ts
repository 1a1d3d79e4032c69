import { channelName } from './channel-place.ts';
import type { Check } from './check.ts';

const why =
  'lacp_rate is what the host asks of the switch. Each side asks for itself, and this family of switches cannot ask for more than one LACPDU in 30 seconds: the host notices a dead link without carrier after 3 seconds, the switch after 90, and sends into it meanwhile.';

/** Both ends of a channel notice a dead link equally soon. */
export const lacpRateIsMutual: Check = {
  code: 'lacp-rate-is-mutual',
  severity: 'warning',
  law: "A bond asks for lacp_rate 'fast' only of a switch that can ask for it too.",
  why,
  covers: ['LAG-15'],
  bad: `const hv1 = hypervisor('hv1', {
  platform: el9,
  nics: {
    eno1: { mac: '00:1e:c9:00:01:00', cable: sw1.port('Gi0/1') },
    eno2: { mac: '00:1e:c9:00:01:01', cable: sw1.port('Gi0/2') },
  },
  bonds: { bond0: { mode: 'lacp', members: ['eno1', 'eno2'], options: { lacp_rate: «'fast'» } } },
  vlans: [{ vlan: net.management, on: 'bond0', address: '10.66.6.1' }],
});

export default stack('example', [sw1, hv1]);
`,
  good: `const hv1 = hypervisor('hv1', {
  platform: el9,
  nics: {
    eno1: { mac: '00:1e:c9:00:01:00', cable: core.port('Gi1/0/1') },
    eno2: { mac: '00:1e:c9:00:01:01', cable: core.port('Gi2/0/1') },
  },
  bonds: { bond0: { mode: 'lacp', members: ['eno1', 'eno2'], options: { lacp_rate: 'fast' } } },
  vlans: [{ vlan: net.management, on: 'bond0', address: '10.66.6.1' }],
});

export default stack('example', [core, hv1]);
`,
  *find({ switches }) {
    for (const { name, channels, facts } of switches) {
      if (facts.choosesLacpRate) continue;
      for (const channel of channels) {
        const [asked] = channel.lacpRate.from;
        if (channel.lacpRate.value !== 'fast' || channel.mode.value !== 'active' || asked?.kind !== 'place') continue;
        yield {
          message: `${channelName(channel)} asks for lacp_rate fast, and ${name}, a ${facts.title}, cannot ask for it in turn`,
          at: asked,
          why,
          fix: "Remove lacp_rate, which makes it 'slow' at both ends.",
        };
      }
    }
  },
};
