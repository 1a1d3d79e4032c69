import { it } from 'vitest';
import { spanningTreeTimersAgree as law } from '../../dsl/checks/spanning-tree-timers-agree.ts';
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
  [true, 11],
  [true, 30],
  [true, undefined],
  [undefined, 5],
  [true, 1],
])('says nothing of stp %s with %s', (stp, delay) => expectValid(law, bridge(stp, delay)));

it.each([2, 5, 10])('finds %d', (delay) =>
  expectFindings(law, bridge(true, delay), [
    `hv1.bridges.br2.forwardDelay: hv1 br2 has a forward delay of ${delay} s, too short for the maximum age of 20 s`,
  ]),
);
