import { didYouMean } from '../diagnostics/did-you-mean.ts';
import type { Switch } from '../language/switch.ts';
import type { Check } from './check.ts';

const why = 'The switch refuses an interface that its hardware does not have, and with it every line of that port.';

/** The port that another spelling of its name means: `gi0/1`, `GigabitEthernet0/1`. */
const otherwiseSpelt = (port: string, { portNames }: Switch): string | undefined => {
  const [, word = '', rest = ''] = /^([a-z]+) ?(\d.*)$/.exec(port.toLowerCase()) ?? [];
  return portNames.find((it) => it.toLowerCase() === word.slice(0, 2) + rest);
};

/** `Gi0/1 to Gi0/28, Te1/1/1 to Te1/1/8`: the ports of a switch, run by run. */
const portRuns = ({ portNames }: Switch): string => {
  const runs = new Map<string, [first: string, last: string]>();
  for (const port of portNames) {
    const group = port.slice(0, port.lastIndexOf('/'));
    runs.set(group, [runs.get(group)?.[0] ?? port, port]);
  }
  return [...runs.values()].map(([first, last]) => (first === last ? first : `${first} to ${last}`)).join(', ');
};

/** A port is one that the hardware has. */
export const portExists: Check = {
  code: 'port-exists',
  severity: 'error',
  law: 'Every port that a cable ends in, or that a switch speaks of, is one of its model, in the short form of its name.',
  why,
  covers: ['SW-07'],
  fatal: true,
  bad: `const hv1 = hypervisor('hv1', {
  platform: el9,
  nics: { eno1: { mac: '00:1e:c9:00:01:00', cable: «sw1.port('Gi0/29')» } },
  vlans: [{ vlan: net.management, on: 'eno1', address: '10.66.6.1' }],
});

export default stack('example', [sw1, hv1]);
`,
  good: `const hv1 = hypervisor('hv1', {
  platform: el9,
  nics: { eno1: { mac: '00:1e:c9:00:01:00', cable: sw1.port('Gi0/28') } },
  vlans: [{ vlan: net.management, on: 'eno1', address: '10.66.6.1' }],
});

export default stack('example', [sw1, hv1]);
`,
  *find({ claims }) {
    const ports = new Map<Switch, ReadonlySet<string>>();
    for (const { switch: of, port, at, kind } of claims) {
      const known = ports.get(of) ?? new Set(of.portNames);
      ports.set(of, known);
      // Without ports the model itself is unknown, and the schema says so.
      if (known.has(port) || known.size === 0) continue;
      const meant = otherwiseSpelt(port, of);
      yield {
        message: `${of.name} has no port '${port}'${meant === undefined ? didYouMean(port, of.portNames) : `; it is called "${meant}"`}`,
        at,
        ...(kind === 'use' ? { key: true } : {}),
        why,
        fix: meant === undefined ? `Write one of ${portRuns(of)}.` : `Write '${meant}'.`,
      };
    }
  },
};
