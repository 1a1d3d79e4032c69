import { it } from 'vitest';
import { networkScriptsStayOut as law } from '../../dsl/checks/network-scripts-stay-out.ts';
import { el6, el7, el8, el9 } from '../../dsl/index.ts';
import { expectFindings, expectValid, host, net, nics, plain, site } from './harness.ts';

const sw1 = plain('sw1');
const on = (platform: unknown, packages: readonly string[], bridge: object = {}) =>
  site([
    sw1,
    host('hv1', {
      platform,
      nics: nics(1, sw1.port('Gi0/1')),
      bridges: { br2: { vlan: net.public, on: 'eth0', ...bridge } },
      packages,
    }),
  ]);

it.each([
  ['other packages', el8, ['vim-enhanced', 'network-scripts-team']],
  ['el6, whose scripts they are', el6, ['network-scripts']],
  ['el9, which has keyfiles', el9, ['network-scripts']],
])('says nothing of %s', (_, platform, packages) => expectValid(law, on(platform, packages)));

it('warns of a second reader, and names each delay that it would shorten', () => {
  expectFindings(law, on(el8, ['vim-enhanced', 'network-scripts'], { stp: true, forwardDelay: 4 }), [
    'hv1.packages.1: hv1 installs network-scripts, a second reader of its ifcfg files (+ hv1.bridges.br2.forwardDelay: 4 seconds, which the scripts make a hundredth of)',
  ]);
});

it.each([
  ['without spanning tree', { forwardDelay: 4 }],
  ['with the delay that nobody wrote', { stp: true }],
])('names no delay %s', (_, bridge) => {
  expectFindings(law, on(el7, ['network-scripts'], bridge), [
    'hv1.packages.0: hv1 installs network-scripts, a second reader of its ifcfg files',
  ]);
});
