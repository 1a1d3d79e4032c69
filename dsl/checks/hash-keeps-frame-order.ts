import { place } from '../language/place.ts';
import type { Check } from './check.ts';

const why =
  '802.3ad wants the frames of one conversation in order. A hash over ports sends the fragments of a packet, which have no port, over another link than its head; bonding.rst calls layer3+4 and encap3+4 not fully compliant. Switches of today put up with it.';

const overPorts: readonly string[] = ['layer3+4', 'encap3+4'];

/** A LACP bond keeps a conversation on one link. */
export const hashKeepsFrameOrder: Check = {
  code: 'hash-keeps-frame-order',
  // No switch of this list refuses it: advice, where the list says warning.
  severity: 'info',
  law: 'The transmit hash of a LACP bond reads no port numbers.',
  why,
  covers: ['LAG-14'],
  bad: `const hv1 = hypervisor('hv1', {
  platform: el9,
  nics: {
    eno1: { mac: '00:1e:c9:00:01:00', cable: sw1.port('Gi0/1') },
    eno2: { mac: '00:1e:c9:00:01:01', cable: sw1.port('Gi0/2') },
  },
  bonds: { bond0: { mode: 'lacp', members: ['eno1', 'eno2'], options: { xmit_hash_policy: «'layer3+4'» } } },
  vlans: [{ vlan: net.management, on: 'bond0', address: '10.66.6.1' }],
});

export default stack('example', [sw1, hv1]);
`,
  good: `const hv1 = hypervisor('hv1', {
  platform: el9,
  nics: {
    eno1: { mac: '00:1e:c9:00:01:00', cable: sw1.port('Gi0/1') },
    eno2: { mac: '00:1e:c9:00:01:01', cable: sw1.port('Gi0/2') },
  },
  bonds: { bond0: { mode: 'lacp', members: ['eno1', 'eno2'], options: { xmit_hash_policy: 'layer2+3' } } },
  vlans: [{ vlan: net.management, on: 'bond0', address: '10.66.6.1' }],
});

export default stack('example', [sw1, hv1]);
`,
  *find({ hosts }) {
    for (const { of, name, spec } of hosts) {
      for (const [bond, { mode, options }] of Object.entries(spec.bonds ?? {})) {
        const policy = options?.xmit_hash_policy;
        if (mode !== 'lacp' || policy === undefined || !overPorts.includes(policy)) continue;
        yield {
          message: `${name} ${bond} spreads by port numbers (${policy}), so fragments of a packet can overtake it`,
          at: place(of, 'bonds', bond, 'options', 'xmit_hash_policy'),
          why,
          fix: `Write '${policy.replace('3+4', '2+3')}', or keep it where most traffic is between the same two addresses.`,
        };
      }
    }
  },
};
