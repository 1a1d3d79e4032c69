import { it } from 'vitest';
import { bondOptionExistsOnPlatform as law } from '../../dsl/checks/bond-option-exists-on-platform.ts';
import { debian12, debian13, el6, el9, el10 } from '../../dsl/index.ts';
import { box, expectFindings, expectFixes, expectValid, nics, plain, site } from './harness.ts';

const sw1 = plain('sw1');
const on = (platform: unknown, options?: object) =>
  site([
    sw1,
    box('web1', {
      platform,
      nics: nics(1, sw1.port('Gi0/1'), sw1.port('Gi0/2')),
      bonds: { bond0: { mode: 'lacp', members: ['eth0', 'eth1'], options } },
    }),
  ]);

it.each([
  ['no options', el6, undefined],
  ['what every kernel has', el6, { miimon: 100, lacp_rate: 'fast', xmit_hash_policy: 'layer3+4', min_links: 1 }],
  ['a new hash on a new kernel', el9, { xmit_hash_policy: 'vlan+srcmac', min_links: 1 }],
  ['a new hash on el10', el10, { xmit_hash_policy: 'encap3+4' }],
  ['a new hash on Debian', debian12, { xmit_hash_policy: 'encap2+3' }],
])('says nothing of %s', (_, platform, options) => expectValid(law, on(platform, options)));

it.each(['encap2+3', 'encap3+4', 'vlan+srcmac'])('refuses %s on el6', (xmit_hash_policy) => {
  expectFindings(law, on(el6, { xmit_hash_policy }), [
    `web1.bonds.bond0.options.xmit_hash_policy: web1 bond0 hashes by ${xmit_hash_policy}, which the kernel of Enterprise Linux 6 cannot`,
  ]);
  expectFixes(law, on(el6, { xmit_hash_policy }), ['Write one of layer2, layer2+3, layer3+4.']);
});

it('refuses min_links on Debian', () => {
  expectFindings(law, on(debian12, { min_links: 1 }), [
    'web1.bonds.bond0.options.min_links: web1 bond0 has min_links, for which Debian 12 has no word in its files',
  ]);
  expectFindings(law, on(debian13, { min_links: 2 }), [
    'web1.bonds.bond0.options.min_links: web1 bond0 has min_links, for which Debian 13 has no word in its files',
  ]);
});
