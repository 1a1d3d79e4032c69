import { it } from 'vitest';
import { bondWatchesItsLinks as law } from '../../dsl/checks/bond-watches-its-links.ts';
import { expectFindings, expectFixes, expectValid, host, nics, site } from './harness.ts';

const on = (mode: string, options?: object) =>
  site([
    host('hv1', {
      nics: nics(1, undefined, undefined),
      bonds: { bond0: { mode, members: ['eth0', 'eth1'], options } },
    }),
  ]);
const target = { arp_ip_target: ['10.66.6.254'] };

it.each([
  ['lacp', undefined],
  ['lacp', { lacp_rate: 'fast' }],
  ['lacp', { miimon: 50 }],
  ['active-backup', { arp_interval: 200, ...target }],
  ['active-backup', { miimon: 0, arp_interval: 200, ...target }],
  ['active-backup', { miimon: 100, arp_interval: 0 }],
])('takes one way of watching: %s %j', (mode, options) => expectValid(law, on(mode, options)));

it('leaves ARP options of a mode without them to the law about options', () => {
  expectValid(law, on('lacp', { arp_interval: 200 }));
  expectValid(law, on('balance-alb', { miimon: 100, arp_interval: 200, ...target }));
});

it.each([
  ['none', { miimon: 0 }, 'miimon: hv1 bond0 never looks at its links: miimon is 0'],
  [
    'none, written otherwise',
    { arp_interval: 0 },
    'arp_interval: hv1 bond0 never looks at its links: arp_interval is 0',
  ],
  ['none, written twice', { miimon: 0, arp_interval: 0 }, 'miimon: hv1 bond0 never looks at its links: miimon is 0'],
  [
    'both',
    { miimon: 100, arp_interval: 200, ...target },
    'arp_interval: hv1 bond0 watches its links in two ways: miimon is 100 and arp_interval is 200 (+ hv1.bonds.bond0.options.miimon: miimon is 100)',
  ],
  [
    'probes without targets',
    { arp_interval: 200 },
    'arp_interval: hv1 bond0 sends ARP probes every 200 ms, and to nobody',
  ],
  [
    'an empty list of targets',
    { arp_interval: 200, arp_ip_target: [] },
    'arp_interval: hv1 bond0 sends ARP probes every 200 ms, and to nobody',
  ],
  ['targets without probes', { ...target }, 'arp_ip_target: hv1 bond0 has ARP targets, and never probes them'],
] as const)('finds %s', (_, options, expected) => {
  expectFindings(law, on('active-backup', options), [`hv1.bonds.bond0.options.${expected}`]);
});

it('says what to write', () => {
  expectFixes(law, on('lacp', { miimon: 0 }), ['Write miimon: 100, or leave miimon out, which is the same.']);
});
