import { place } from '../language/place.ts';
import { reach } from '../model/reach.ts';
import type { Check } from './check.ts';

const why =
  'A site consists of what its stack lists, so that nothing joins it by accident: a switch that is not listed would get no configuration, and the cable would end in nothing.';

/** Nothing joins a site by being mentioned. */
export const referencedIsListed: Check = {
  code: 'referenced-is-listed',
  severity: 'error',
  law: 'A switch, a link or a host that something refers to is in the list of the stack.',
  why,
  covers: [],
  fatal: true,
  readsAsWritten: true,
  bad: `const hv1 = hypervisor('hv1', {
  platform: el9,
  nics: { eno1: { mac: '00:1e:c9:00:01:00', cable: «sw1.port('Gi0/1')» } },
  vlans: [{ vlan: net.management, on: 'eno1', address: '10.66.6.1' }],
});

export default ‹›stack('example', [hv1]);
`,
  good: `const hv1 = hypervisor('hv1', {
  platform: el9,
  nics: { eno1: { mac: '00:1e:c9:00:01:00', cable: sw1.port('Gi0/1') } },
  vlans: [{ vlan: net.management, on: 'eno1', address: '10.66.6.1' }],
});

export default stack('example', [sw1, hv1]);
`,
  *find({ stack }) {
    for (const { to, by, path } of reach(stack).references) {
      if (to.kind === 'vlan') continue;
      yield {
        message: `${by.name} refers to ${to.name}, which stack ${stack.name} does not list`,
        at: place(by, ...path),
        also: [{ at: place(stack), message: `the list has no ${to.name}` }],
        why,
        fix: `Add ${to.name} to the list: stack('${stack.name}', [${to.name}, …]).`,
      };
    }
  },
};
