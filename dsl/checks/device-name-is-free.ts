import { place } from '../language/place.ts';
import { byCount } from '../text/compare.ts';
import type { Check } from './check.ts';

/** `lo` is the loopback device; the others are folders of /proc/sys/net/ipv4/conf and a file of /sys/class/net. */
const taken = new Set(['lo', 'all', 'default', 'bonding_masters']);

const titles = { nics: 'NIC', bonds: 'bond', bridges: 'bridge' } as const;

export const deviceNameIsFree: Check = {
  code: 'device-name-is-free',
  severity: 'error',
  law: 'The name of a NIC, bond or bridge is none that means something else to the system.',
  why: "To the network scripts of Enterprise Linux 6 and Debian a name with a dot, or vlan and a number, is a VLAN device (interfaces(5)); and lo, all, default and bonding_masters are the system's own.",
  covers: [],
  bad: `const hv1 = hypervisor('hv1', {
  platform: el9,
  nics: {
    eno1: { mac: '00:1e:c9:00:01:00', cable: sw1.port('Gi0/1') },
    eno2: { mac: '00:1e:c9:00:01:01', cable: sw1.port('Gi0/2') },
  },
  bonds: { bond0: { mode: 'lacp', members: ['eno1', 'eno2'] } },
  bridges: { «vlan666»: { vlan: net.management, on: 'bond0', address: '10.66.6.11' } },
});

export default stack('example', [sw1, hv1]);
`,
  good: `const hv1 = hypervisor('hv1', {
  platform: el9,
  nics: {
    eno1: { mac: '00:1e:c9:00:01:00', cable: sw1.port('Gi0/1') },
    eno2: { mac: '00:1e:c9:00:01:01', cable: sw1.port('Gi0/2') },
  },
  bonds: { bond0: { mode: 'lacp', members: ['eno1', 'eno2'] } },
  bridges: { br666: { vlan: net.management, on: 'bond0', address: '10.66.6.11' } },
});

export default stack('example', [sw1, hv1]);
`,

  *find({ hosts }) {
    for (const { of, name, spec } of hosts) {
      for (const group of ['nics', 'bonds', 'bridges'] as const) {
        for (const key of Object.keys(spec[group] ?? {}).sort(byCount)) {
          const isVlan = key.includes('.') || /^vlan\d+$/.test(key);
          if (!isVlan && !taken.has(key)) continue;
          yield {
            message: `${name} calls a ${titles[group]} ${key}, which ${isVlan ? 'is the name of a VLAN device' : 'the system has already'}`,
            at: place(of, group, key),
            key: true,
            why: isVlan
              ? 'Network scripts make a VLAN device of such a name (interfaces(5)).'
              : 'The kernel has that name for something else.',
            fix:
              group === 'nics' && isVlan
                ? 'Write the name of the card, and the VLAN under vlans or bridges.'
                : `Choose another name, such as ${{ nics: 'eth0', bonds: 'bond0', bridges: 'br0' }[group]}.`,
          };
        }
      }
    }
  },
};
