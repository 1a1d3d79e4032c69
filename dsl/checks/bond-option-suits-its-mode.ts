import type { BondMode, BondOption } from '../language/bond.ts';
import { place } from '../language/place.ts';
import type { Check } from './check.ts';

const why =
  'The bonding driver refuses or ignores an option of another mode (bonding.rst names the modes of each), and NetworkManager then refuses the whole profile: the bond does not come up.';

const oneAtATime: readonly BondMode[] = ['active-backup', 'balance-tlb', 'balance-alb'];
const probing: readonly BondMode[] = ['active-backup', 'balance-rr', 'balance-xor', 'broadcast'];
const hashing: readonly BondMode[] = ['lacp', 'balance-xor', 'balance-tlb'];
const negotiating: readonly BondMode[] = ['lacp'];

/** The modes that know an option; one that is not here is for all. */
const modesOf: Readonly<Partial<Record<BondOption, readonly BondMode[]>>> = {
  primary: oneAtATime,
  arp_interval: probing,
  arp_ip_target: probing,
  xmit_hash_policy: hashing,
  lacp_rate: negotiating,
  min_links: negotiating,
  ad_select: negotiating,
};

/** An option means something in the mode of its bond. */
export const bondOptionSuitsItsMode: Check = {
  code: 'bond-option-suits-its-mode',
  severity: 'error',
  law: 'The options of a bond are options of its mode.',
  why,
  covers: ['LAG-12'],
  bad: `const hv1 = hypervisor('hv1', {
  platform: el9,
  nics: {
    eno1: { mac: '00:1e:c9:00:01:00', cable: sw1.port('Gi0/1') },
    eno2: { mac: '00:1e:c9:00:01:01', cable: sw1.port('Gi0/2') },
  },
  bonds: { bond0: { mode: ‹'lacp'›, members: ['eno1', 'eno2'], options: { primary: «'eno1'» } } },
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
  bonds: { bond0: { mode: 'active-backup', members: ['eno1', 'eno2'], options: { primary: 'eno1' } } },
  vlans: [{ vlan: net.management, on: 'bond0', address: '10.66.6.1' }],
});

export default stack('example', [sw1, hv1]);
`,
  *find({ hosts }) {
    for (const { of, name, spec } of hosts) {
      for (const [bond, { mode, options }] of Object.entries(spec.bonds ?? {})) {
        for (const [option, modes] of Object.entries(modesOf)) {
          if (options?.[option as BondOption] === undefined || modes.includes(mode)) continue;
          yield {
            message: `${name} ${bond} has the option ${option}, which means nothing in mode ${mode}`,
            at: place(of, 'bonds', bond, 'options', option),
            also: [{ at: place(of, 'bonds', bond, 'mode'), message: `${bond} is ${mode}` }],
            why,
            fix: `Remove ${option}; it is for mode ${modes.join(', ')}.`,
          };
        }
      }
    }
  },
};
