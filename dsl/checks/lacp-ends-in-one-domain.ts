import type { Cable } from '../language/cable.ts';
import { place } from '../language/place.ts';
import type { Switch } from '../language/switch.ts';
import { isAggregate } from './aggregate.ts';
import type { Check } from './check.ts';

const why =
  'Links become one only where their far ends are one system. Of a bond that ends in two switches LACP uses the links to one of them and leaves the others idle; without LACP both switches learn the same addresses in turn. A stack of switches is one system, two switches with a link between them are not.';

/** The system that a cable ends in, and what to call it. */
const domainOf = (cable: Cable): { readonly key: Switch | string; readonly name: string } => {
  if (cable.kind === 'switch-port') return { key: cable.switch, name: cable.switch.name };
  return { key: cable.kind, name: cable.kind === 'crossover' ? 'a crossover' : `'${cable.description}'` };
};

/** An aggregate ends in one switch, or in one stack of switches. */
export const lacpEndsInOneDomain: Check = {
  code: 'lacp-ends-in-one-domain',
  severity: 'error',
  law: 'All cables of a bond in mode lacp, balance-xor or balance-rr end in one switch, or in one stack of switches.',
  why,
  covers: ['LAG-06'],
  bad: `const uplink = link('uplink', { cables: [[sw1.port('Gi0/25'), sw2.port('Gi0/25')]] });
const hv1 = hypervisor('hv1', {
  platform: el9,
  nics: {
    eno1: { mac: '00:1e:c9:00:01:00', cable: ‹sw1.port('Gi0/1')› },
    eno2: { mac: '00:1e:c9:00:01:01', cable: ‹sw2.port('Gi0/1')› },
  },
  bonds: { bond0: { mode: «'lacp'», members: ['eno1', 'eno2'] } },
  vlans: [{ vlan: net.management, on: 'bond0', address: '10.66.6.1' }],
});

export default stack('example', [sw1, sw2, uplink, hv1]);
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
    for (const { of, name, bonds } of hosts) {
      for (const bond of bonds) {
        if (!isAggregate(bond)) continue;
        const ends = new Map<Switch | string, { readonly nic: string; readonly name: string }>();
        for (const { name: nic, cable } of bond.members) {
          if (cable === undefined) continue;
          const { key, name: end } = domainOf(cable);
          if (!ends.has(key)) ends.set(key, { nic, name: end });
        }
        if (ends.size < 2) continue;
        const each = [...ends.values()];
        yield {
          message: `${name} ${bond.name} is ${bond.mode}, but ${each.map((it) => `${it.nic} ends in ${it.name}`).join(' and ')}`,
          at: place(of, 'bonds', bond.name, 'mode'),
          also: each.map((it) => ({ at: place(of, 'nics', it.nic, 'cable'), message: `${it.nic} ends in ${it.name}` })),
          why,
          fix: "Cable all members to one switch or to one stack of switches, or write mode: 'active-backup', which needs no agreement between switches.",
        };
      }
    }
  },
};
