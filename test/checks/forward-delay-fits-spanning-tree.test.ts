import { it } from 'vitest';
import { forwardDelayFitsSpanningTree as law } from '../../dsl/checks/forward-delay-fits-spanning-tree.ts';
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
  [true, 2],
  [true, 30],
  [true, undefined],
  [false, 0],
  [undefined, 1],
  [undefined, undefined],
])('says nothing of stp %s with %s', (stp, delay) => expectValid(law, bridge(stp, delay)));

it.each([0, 1])('refuses %d with spanning tree', (delay) =>
  expectFindings(law, bridge(true, delay), [
    `hv1.bridges.br2.forwardDelay: hv1 br2 has spanning tree with a forward delay of ${delay} s (+ hv1.bridges.br2.stp: spanning tree is on)`,
  ]),
);
