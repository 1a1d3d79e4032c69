import { place } from '../language/place.ts';
import type { Switch } from '../language/switch.ts';
import type { Check } from './check.ts';

const why =
  'A stack of switches keeps its links when a member loses power, but not the links that end in that member. A bond that ends in one member alone is down with it.';

const unitOf = (port: string): string | undefined => /^[A-Za-z]+(\d+)\/\d+\/\d+$/.exec(port)?.[1];

const unitsOf = (of: Switch): ReadonlySet<string | undefined> => new Set(of.portNames.map(unitOf));

/** A bond outlives a member of the stack. */
export const bondSpansStackMembers: Check = {
  code: 'bond-spans-stack-members',
  severity: 'warning',
  law: 'The cables of a bond to a stack of switches end in more than one of its members.',
  why,
  covers: ['LAG-16'],
  bad: `const hv1 = hypervisor('hv1', {
  platform: el9,
  nics: {
    eno1: { mac: '00:1e:c9:00:01:00', cable: ‹core.port('Gi1/0/1')› },
    eno2: { mac: '00:1e:c9:00:01:01', cable: ‹core.port('Gi1/0/2')› },
  },
  bonds: { bond0: { mode: 'lacp', members: «['eno1', 'eno2']» } },
  vlans: [{ vlan: net.management, on: 'bond0', address: '10.66.6.1' }],
});

export default stack('example', [core, hv1]);
`,
  good: `const hv1 = hypervisor('hv1', {
  platform: el9,
  nics: {
    eno1: { mac: '00:1e:c9:00:01:00', cable: core.port('Gi1/0/1') },
    eno2: { mac: '00:1e:c9:00:01:01', cable: core.port('Gi2/0/1') },
  },
  bonds: { bond0: { mode: 'lacp', members: ['eno1', 'eno2'] } },
  vlans: [{ vlan: net.management, on: 'bond0', address: '10.66.6.1' }],
});

export default stack('example', [core, hv1]);
`,
  *find({ hosts }) {
    const stacked = new Map<Switch, boolean>();
    for (const { of, name, bonds } of hosts) {
      for (const { name: bond, members } of bonds) {
        const ends = members.flatMap(({ name: nic, cable }) =>
          cable?.kind === 'switch-port' ? [{ nic, ...cable }] : [],
        );
        const [first] = ends;
        if (first === undefined || ends.length < 2 || ends.length < members.length) continue;
        const isStack = stacked.get(first.switch) ?? unitsOf(first.switch).size > 1;
        stacked.set(first.switch, isStack);
        const unit = unitOf(first.port);
        if (!isStack || ends.some((it) => it.switch !== first.switch || unitOf(it.port) !== unit)) continue;
        yield {
          message: `every cable of ${name} ${bond} ends in member ${unit} of ${first.switch.name}`,
          at: place(of, 'bonds', bond, 'members'),
          also: ends.map((it) => ({ at: place(of, 'nics', it.nic, 'cable'), message: `${it.nic} ends in ${it.port}` })),
          why,
          fix: `Move a cable to a port of another member of ${first.switch.name}.`,
        };
      }
    }
  },
};
