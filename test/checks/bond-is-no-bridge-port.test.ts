import { it } from 'vitest';
import { bondIsNoBridgePort as law } from '../../dsl/checks/bond-is-no-bridge-port.ts';
import { el5, el6 } from '../../dsl/index.ts';
import { expectFindings, expectValid, host, net, nics, plain, site } from './harness.ts';

const sw1 = plain('sw1');
const on = (platform: unknown, bridge: object) =>
  site([
    sw1,
    host('hv1', {
      platform,
      nics: nics(1, sw1.port('Gi0/1'), sw1.port('Gi0/2'), sw1.port('Gi0/3')),
      bonds: { bond0: { mode: 'lacp', members: ['eth0', 'eth1'] } },
      bridges: { br2: { vlan: net.public, ...bridge } },
    }),
  ]);

it.each([
  ['a tagged VLAN on the bond', el5, { on: 'bond0' }],
  ['a card as a port', el5, { on: 'eth2', untagged: true }],
  ['another release', el6, { on: 'bond0', untagged: true }],
])('says nothing of %s', (_, platform, bridge) => expectValid(law, on(platform, bridge)));

it('refuses the bond itself', () => {
  expectFindings(law, on(el5, { on: 'bond0', untagged: true }), [
    'hv1.bridges.br2.untagged: hv1 br2 has bond0 itself for a port, which Enterprise Linux 5 cannot bring up (+ hv1.bonds.bond0: bond0)',
  ]);
});
