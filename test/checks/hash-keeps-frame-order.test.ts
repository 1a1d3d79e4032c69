import { it } from 'vitest';
import { hashKeepsFrameOrder as law } from '../../dsl/checks/hash-keeps-frame-order.ts';
import { expectFindings, expectFixes, expectValid, host, site } from './harness.ts';

const on = (mode: string, xmit_hash_policy?: string) =>
  site([host('hv1', { bonds: { bond0: { mode, members: ['eth0', 'eth1'], options: { xmit_hash_policy } } } })]);

it.each([undefined, 'layer2', 'layer2+3', 'encap2+3', 'vlan+srcmac'])('takes %s', (policy) =>
  expectValid(law, on('lacp', policy)),
);

it('takes ports where there is no LACP', () => expectValid(law, on('balance-xor', 'layer3+4')));

it('finds a hash over ports', () => {
  expectFindings(law, on('lacp', 'layer3+4'), [
    'hv1.bonds.bond0.options.xmit_hash_policy: hv1 bond0 spreads by port numbers (layer3+4), so fragments of a packet can overtake it',
  ]);
  expectFixes(law, on('lacp', 'layer3+4'), [
    "Write 'layer2+3', or keep it where most traffic is between the same two addresses.",
  ]);
  expectFixes(law, on('lacp', 'encap3+4'), [
    "Write 'encap2+3', or keep it where most traffic is between the same two addresses.",
  ]);
});
