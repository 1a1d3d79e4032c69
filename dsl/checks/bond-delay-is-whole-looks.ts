import { place } from '../language/place.ts';
import type { Check } from './check.ts';

const why =
  'The driver waits for a number of looks at the carrier. It rounds a delay that is no multiple of miimon down, to none at all where it is shorter, and knows no delay where ARP probes watch the links.';

const usual = 100;

/** A bond waits for whole looks at its links. */
export const bondDelayIsWholeLooks: Check = {
  code: 'bond-delay-is-whole-looks',
  severity: 'warning',
  law: 'updelay and downdelay are multiples of miimon.',
  why,
  covers: [],
  bad: `const hv1 = hypervisor('hv1', {
  platform: el9,
  nics: {
    eno1: { mac: '00:1e:c9:00:01:00', cable: sw1.port('Gi0/1') },
    eno2: { mac: '00:1e:c9:00:01:01', cable: sw1.port('Gi0/2') },
  },
  bonds: { bond0: { mode: 'lacp', members: ['eno1', 'eno2'], options: { miimon: ‹100›, updelay: «250» } } },
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
  bonds: { bond0: { mode: 'lacp', members: ['eno1', 'eno2'], options: { miimon: 100, updelay: 300 } } },
  vlans: [{ vlan: net.management, on: 'bond0', address: '10.66.6.1' }],
});

export default stack('example', [sw1, hv1]);
`,
  *find({ hosts }) {
    for (const { of, name, spec } of hosts) {
      for (const [bond, { options }] of Object.entries(spec.bonds ?? {})) {
        const probing = options?.arp_interval !== undefined && options.miimon === undefined;
        const miimon = probing ? 0 : (options?.miimon ?? usual);
        // Without any watching there is nothing to wait for, and another law says so.
        if (miimon === 0 && !probing) continue;
        for (const option of ['updelay', 'downdelay'] as const) {
          const delay = options?.[option];
          if (delay === undefined || delay === 0 || (miimon > 0 && delay % miimon === 0)) continue;
          yield {
            message: probing
              ? `${name} ${bond} has ${option} ${delay}, which means nothing beside arp_interval`
              : `${name} ${bond} has ${option} ${delay}, which is no multiple of miimon ${miimon}`,
            at: place(of, 'bonds', bond, 'options', option),
            also:
              options?.miimon === undefined
                ? []
                : [{ at: place(of, 'bonds', bond, 'options', 'miimon'), message: `miimon is ${miimon}` }],
            why,
            fix: probing
              ? `Remove ${option}, or watch the links by miimon.`
              : `Write ${Math.ceil(delay / miimon) * miimon}.`,
          };
        }
      }
    }
  },
};
