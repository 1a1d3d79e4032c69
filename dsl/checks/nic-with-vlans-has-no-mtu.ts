import { place } from '../language/place.ts';
import type { Check } from './check.ts';

const why =
  'The MTU of a NIC follows from the VLANs on its cable, so that both ends and everything between agree. A number beside that would win in one place only.';

export const nicWithVlansHasNoMtu: Check = {
  code: 'nic-with-vlans-has-no-mtu',
  severity: 'error',
  law: 'An MTU is written on a NIC only where no VLAN of the plan travels.',
  why,
  covers: [],
  bad: `const web1 = server('web1', {
  platform: debian12,
  nics: { eno1: { mac: '00:1e:c9:00:05:00', cable: sw1.port('Gi0/5'), mtu: «9000» } },
  vlans: [‹{ vlan: net.management, on: 'eno1', untagged: true, address: '10.66.6.31' }›],
});

export default stack('example', [sw1, web1]);
`,
  good: `const web1 = server('web1', {
  platform: debian12,
  nics: {
    eno1: { mac: '00:1e:c9:00:05:00', cable: sw1.port('Gi0/5') },
    eno2: { mac: '00:1e:c9:00:05:01', cable: crossover, address: '192.168.255.1/30', mtu: 9000 },
  },
  vlans: [{ vlan: net.management, on: 'eno1', untagged: true, address: '10.66.6.31' }],
});

export default stack('example', [sw1, web1]);
`,

  *find({ hosts }) {
    for (const { of, name, spec, nics, attachments } of hosts) {
      for (const nic of nics) {
        if (spec.nics[nic.name]?.mtu === undefined) continue;
        const at = place(of, 'nics', nic.name, 'mtu');
        const riding = attachments.find((it) => it.on === nic.name);
        if (nic.master !== undefined && spec.bonds?.[nic.master] !== undefined) {
          yield {
            message: `${name} ${nic.name} has an MTU of its own, and is a member of ${nic.master}`,
            at,
            also: [{ at: place(of, 'bonds', nic.master, 'members'), message: `the members of ${nic.master}` }],
            why,
            fix: 'Remove mtu here, and write it on the VLAN that needs it.',
          };
        } else if (riding !== undefined) {
          yield {
            message: `${name} ${nic.name} has an MTU of its own, and VLAN ${riding.vlan.name} travels on it`,
            at,
            also: [{ at: riding.at, message: `VLAN ${riding.vlan.name} on ${nic.name}` }],
            why,
            fix: `Remove mtu here, and write it on VLAN ${riding.vlan.name} if it is meant.`,
          };
        }
      }
    }
  },
};
