import { place } from '../language/place.ts';
import type { Check } from './check.ts';

const why =
  "The switch's channel is made of the ports that the members' cables end in. A member whose cable is not told is plugged in all the same, into a port outside of the channel: a loop, or a port that etherchannel guard shuts.";

/** A bond's cables are all told, or none is. */
export const bondIsCabledWhole: Check = {
  code: 'bond-is-cabled-whole',
  severity: 'error',
  law: 'When the cable of one member of a bond is told, so are those of the others.',
  why,
  covers: ['LAG-09'],
  judgesAbsence: true,
  bad: `const hv1 = hypervisor('hv1', {
  platform: el9,
  nics: {
    eno1: { mac: '00:1e:c9:00:01:00', cable: ‹sw1.port('Gi0/1')› },
    eno2: «{ mac: '00:1e:c9:00:01:01' }»,
  },
  bonds: { bond0: { mode: 'lacp', members: ['eno1', 'eno2'] } },
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
  bonds: { bond0: { mode: 'lacp', members: ['eno1', 'eno2'] } },
  vlans: [{ vlan: net.management, on: 'bond0', address: '10.66.6.1' }],
});

export default stack('example', [sw1, hv1]);
`,
  *find({ hosts }) {
    for (const { of, name, bonds } of hosts) {
      for (const bond of bonds) {
        const told = bond.members.find((it) => it.cable !== undefined);
        if (told === undefined) continue;
        for (const member of bond.members) {
          if (member.cable !== undefined) continue;
          yield {
            message: `${name} ${member.name} is a member of ${bond.name}, and nothing says where its cable ends`,
            at: member.at,
            also: [{ at: place(of, 'nics', told.name, 'cable'), message: `the cable of ${told.name}` }],
            why,
            fix: "Add cable: with the switch port, crossover, or unmodelled('…').",
          };
        }
      }
    }
  },
};
