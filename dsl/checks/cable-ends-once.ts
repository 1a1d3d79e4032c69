import type { Claim } from '../model/model.ts';
import type { Check } from './check.ts';

const why =
  'A port takes one plug. Of two cables one is written down wrong, and the switch would be set up for a machine that is not there.';

/** More about a port is no second use of it. */
const isUse = ({ kind, use }: Claim): boolean =>
  kind === 'cable' || use === 'unused' || (use !== undefined && ('access' in use || 'trunk' in use));

const whatFor = ({ kind, use, who }: Claim): string => {
  if (kind === 'cable') return who;
  return use === 'unused' || use?.description === undefined ? 'unused' : `'${use.description}'`;
};

/** One cable's two ends in one port are a link's mistake. */
const isOneCable = (a: Claim, b: Claim): boolean =>
  a.at.of === b.at.of && a.at.of.kind === 'link' && a.at.path[1] === b.at.path[1];

/** A switch port has one use. */
export const cableEndsOnce: Check = {
  code: 'cable-ends-once',
  severity: 'error',
  law: 'One cable ends in a switch port, and a port that the switch calls unused or describes as something else takes none.',
  why,
  covers: ['SW-06', 'LAG-07'],
  fatal: true,
  bad: `const hv1 = hypervisor('hv1', {
  platform: el9,
  nics: { eno1: { mac: '00:1e:c9:00:01:00', cable: ‹sw1.port('Gi0/1')› } },
  vlans: [{ vlan: net.management, on: 'eno1', address: '10.66.6.1' }],
});
const hv2 = hypervisor('hv2', {
  platform: el9,
  nics: { eno1: { mac: '00:1e:c9:00:02:00', cable: «sw1.port('Gi0/1')» } },
  vlans: [{ vlan: net.management, on: 'eno1', address: '10.66.6.2' }],
});

export default stack('example', [sw1, hv1, hv2]);
`,
  good: `const hv1 = hypervisor('hv1', {
  platform: el9,
  nics: { eno1: { mac: '00:1e:c9:00:01:00', cable: sw1.port('Gi0/1') } },
  vlans: [{ vlan: net.management, on: 'eno1', address: '10.66.6.1' }],
});
const hv2 = hypervisor('hv2', {
  platform: el9,
  nics: { eno1: { mac: '00:1e:c9:00:02:00', cable: sw1.port('Gi0/2') } },
  vlans: [{ vlan: net.management, on: 'eno1', address: '10.66.6.2' }],
});

export default stack('example', [sw1, hv1, hv2]);
`,
  *find({ claims }) {
    const taken = new Map<Claim['switch'], Map<string, Claim>>();
    for (const claim of claims) {
      if (!isUse(claim)) continue;
      const { switch: of, port } = claim;
      const ports = taken.get(of) ?? new Map<string, Claim>();
      taken.set(of, ports);
      const first = ports.get(port);
      if (first === undefined) {
        ports.set(port, claim);
        continue;
      }
      if (isOneCable(first, claim)) continue;
      const unused = claim.use === 'unused';
      const who = [...new Set([first, claim].map((it) => `by ${whatFor(it)}`))].join(' and ');
      yield {
        message: unused
          ? `${of.name} ${port} is called unused, and ${whatFor(first)} is plugged into it`
          : `${of.name} ${port} is taken twice: ${who}`,
        at: claim.at,
        also: [{ at: first.at, message: `${whatFor(first)} ends in ${of.name} ${port}` }],
        why,
        fix: unused
          ? `Remove ${port} from ports, or move the cable to another port.`
          : 'Give one of them the port that it is really plugged into.',
      };
    }
  },
};
