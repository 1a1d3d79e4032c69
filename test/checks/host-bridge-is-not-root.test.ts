import { it } from 'vitest';
import { hostBridgeIsNotRoot as law } from '../../dsl/checks/host-bridge-is-not-root.ts';
import { expectFindings, expectFixes, expectValid, host, net, nics, site } from './harness.ts';

const on = (raw: object | undefined, stp = true) =>
  site([host('hv1', { nics: nics(1, undefined), bridges: { br2: { vlan: net.public, on: 'eth0', stp, raw } } })]);

it('takes no priority, a high one, and any where there is no tree', () => {
  expectValid(law, on(undefined));
  expectValid(law, on({ 'bridge.priority': '32768' }));
  expectValid(law, on({ bridge_bridgeprio: '61440' }));
  expectValid(law, on({ BRIDGING_OPTS: 'hello_time=200' }));
  expectValid(law, on({ 'bridge.priority': '0' }, false));
});

it.each([
  ['bridge.priority', '4096', 4096],
  ['bridge_bridgeprio', '0', 0],
  ['BRIDGING_OPTS', 'hello_time=200 priority=8192', 8192],
])('finds a low one in %s', (key, value, priority) => {
  expectFindings(law, on({ [key]: value }), [
    `hv1.bridges.br2.raw.${key}: hv1 br2 has the priority ${priority}, which makes it the root of VLAN public`,
  ]);
  expectFixes(law, on({ [key]: value }), ['Take it out, which makes it 32768, or write 61440.']);
});
