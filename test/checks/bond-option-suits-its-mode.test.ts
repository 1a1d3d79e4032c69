import { it } from 'vitest';
import { bondOptionSuitsItsMode as law } from '../../dsl/checks/bond-option-suits-its-mode.ts';
import { expectFindings, expectFixes, expectValid, host, nics, site } from './harness.ts';

const on = (mode: string, options?: object) =>
  site([
    host('hv1', {
      nics: nics(1, undefined, undefined),
      bonds: { bond0: { mode, members: ['eth0', 'eth1'], options } },
    }),
  ]);

it.each([
  [
    'lacp',
    {
      lacp_rate: 'fast',
      xmit_hash_policy: 'layer2+3',
      min_links: 1,
      ad_select: 'stable',
      miimon: 100,
      updelay: 200,
      downdelay: 200,
    },
  ],
  ['active-backup', { primary: 'eth0', arp_interval: 100, arp_ip_target: ['10.0.0.1'] }],
  ['balance-rr', { arp_interval: 100, arp_ip_target: ['10.0.0.1'] }],
  ['balance-xor', { arp_interval: 100, arp_ip_target: ['10.0.0.1'], xmit_hash_policy: 'layer2' }],
  ['broadcast', { arp_interval: 100, arp_ip_target: ['10.0.0.1'] }],
  ['balance-tlb', { primary: 'eth0', xmit_hash_policy: 'layer2' }],
  ['balance-alb', { primary: 'eth0', miimon: 50 }],
  ['lacp', undefined],
])('takes the options of mode %s', (mode, options) => expectValid(law, on(mode, options)));

it.each([
  [
    'lacp',
    { primary: 'eth0', arp_interval: 100, arp_ip_target: ['10.0.0.1'] },
    ['primary', 'arp_interval', 'arp_ip_target'],
  ],
  [
    'active-backup',
    { lacp_rate: 'slow', xmit_hash_policy: 'layer2', min_links: 0, ad_select: 'count' },
    ['xmit_hash_policy', 'lacp_rate', 'min_links', 'ad_select'],
  ],
  ['balance-rr', { primary: 'eth0', xmit_hash_policy: 'layer2' }, ['primary', 'xmit_hash_policy']],
  ['balance-alb', { arp_interval: 100, xmit_hash_policy: 'layer2' }, ['arp_interval', 'xmit_hash_policy']],
  ['balance-tlb', { arp_ip_target: ['10.0.0.1'] }, ['arp_ip_target']],
])('finds those of another in mode %s', (mode, options, wrong) => {
  expectFindings(
    law,
    on(mode, options),
    wrong.map(
      (it) =>
        `hv1.bonds.bond0.options.${it}: hv1 bond0 has the option ${it}, which means nothing in mode ${mode} (+ hv1.bonds.bond0.mode: bond0 is ${mode})`,
    ),
  );
});

it('says what the option is for', () => {
  expectFixes(law, on('lacp', { primary: 'eth0' }), [
    'Remove primary; it is for mode active-backup, balance-tlb, balance-alb.',
  ]);
});
