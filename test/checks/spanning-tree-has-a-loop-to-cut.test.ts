import { it } from 'vitest';
import { spanningTreeHasALoopToCut as law } from '../../dsl/checks/spanning-tree-has-a-loop-to-cut.ts';
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

it.each([undefined, false])('says nothing of stp %s', (stp) => expectValid(law, bridge(stp)));

it('finds it on a bridge, which has one uplink', () => {
  expectFindings(law, bridge(true), ['hv1.bridges.br2.stp: hv1 br2 has spanning tree, and eth0.2 is its only uplink']);
});
