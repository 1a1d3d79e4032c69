import type { BondMode } from '../language/bond.ts';
import { type Place, place } from '../language/place.ts';
import type { Check, Found } from './check.ts';

const why =
  'A bond that looks neither at the carrier (miimon) nor for answers (arp_interval with targets) sends into a dead link for ever; with both, bonding.rst says, it trusts neither.';

/** Modes in which the driver takes no ARP probes: that they are written is another law's to say. */
const unprobed: readonly BondMode[] = ['lacp', 'balance-tlb', 'balance-alb'];

interface Watching {
  readonly miimon?: number | undefined;
  readonly arp_interval?: number | undefined;
  readonly arp_ip_target?: readonly string[] | undefined;
}

const judged = (who: string, mode: BondMode, options: Watching, at: (option: string) => Place): Found | undefined => {
  const { miimon, arp_interval: interval, arp_ip_target: targets } = options;
  const probes = unprobed.includes(mode) ? 0 : (interval ?? 0);
  const hasTargets = targets !== undefined && targets.length > 0;
  if (unprobed.includes(mode) && (interval !== undefined || targets !== undefined)) return undefined;
  if (miimon !== undefined && miimon > 0 && probes > 0) {
    return {
      message: `${who} watches its links in two ways: miimon is ${miimon} and arp_interval is ${probes}`,
      at: at('arp_interval'),
      also: [{ at: at('miimon'), message: `miimon is ${miimon}` }],
      why,
      fix: 'Remove arp_interval and arp_ip_target, or remove miimon.',
    };
  }
  if (probes > 0 && !hasTargets) {
    return {
      message: `${who} sends ARP probes every ${probes} ms, and to nobody`,
      at: at('arp_interval'),
      why,
      fix: 'Add arp_ip_target: with an address that always answers, or write miimon: 100 instead.',
    };
  }
  if (probes === 0 && hasTargets && !(interval === 0)) {
    return {
      message: `${who} has ARP targets, and never probes them`,
      at: at('arp_ip_target'),
      why,
      fix: 'Add arp_interval:, or remove arp_ip_target.',
    };
  }
  if (probes === 0 && (miimon === 0 || (miimon === undefined && interval === 0))) {
    const option = miimon === 0 ? 'miimon' : 'arp_interval';
    return {
      message: `${who} never looks at its links: ${option} is 0`,
      at: at(option),
      why,
      fix: `Write miimon: 100, or leave ${option} out, which is the same.`,
    };
  }
  return undefined;
};

/** A bond notices when a link is dead, in one way. */
export const bondWatchesItsLinks: Check = {
  code: 'bond-watches-its-links',
  severity: 'error',
  law: 'A bond watches its links by miimon, or by arp_interval with targets, and not by both.',
  why,
  covers: ['LAG-11'],
  bad: `const hv1 = hypervisor('hv1', {
  platform: el9,
  nics: {
    eno1: { mac: '00:1e:c9:00:01:00', cable: sw1.port('Gi0/1') },
    eno2: { mac: '00:1e:c9:00:01:01', cable: sw1.port('Gi0/2') },
  },
  bonds: { bond0: { mode: 'lacp', members: ['eno1', 'eno2'], options: { miimon: «0» } } },
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
  bonds: { bond0: { mode: 'lacp', members: ['eno1', 'eno2'], options: { miimon: 100 } } },
  vlans: [{ vlan: net.management, on: 'bond0', address: '10.66.6.1' }],
});

export default stack('example', [sw1, hv1]);
`,
  *find({ hosts }) {
    for (const { of, name, spec } of hosts) {
      for (const [bond, { mode, options }] of Object.entries(spec.bonds ?? {})) {
        const found = judged(`${name} ${bond}`, mode, options ?? {}, (option) =>
          place(of, 'bonds', bond, 'options', option),
        );
        if (found !== undefined) yield found;
      }
    }
  },
};
