import { it } from 'vitest';
import { forwardDelayNeedsSpanningTree as law } from '../../dsl/checks/forward-delay-needs-spanning-tree.ts';
import { expectFindings, expectValid, host, net, nics, plain, site } from './harness.ts';

const sw1 = plain('sw1');
const bridge = (stp?: boolean, forwardDelay?: number) =>
  site([
    sw1,
    host('hv1', {
      nics: nics(1, sw1.port('Gi0/1')),
      bridges: { br2: { vlan: net.public, on: 'eth0', stp, forwardDelay } },
    }),
  ]);

it.each([
  [true, 5],
  [undefined, 0],
  [false, 0],
  [undefined, undefined],
])('says nothing of stp %s with %s', (stp, delay) => expectValid(law, bridge(stp, delay)));

it.each([undefined, false])('finds a delay with stp %s', (stp) =>
  expectFindings(law, bridge(stp, 5), [
    'hv1.bridges.br2.forwardDelay: hv1 br2 has a forward delay of 5 s and no spanning tree',
  ]),
);
