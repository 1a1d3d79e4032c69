import { it } from 'vitest';
import { switchCarriesTheMtu as law } from '../../dsl/checks/switch-carries-the-mtu.ts';
import { unmodelled } from '../../dsl/index.ts';
import { box, expectFindings, expectFixes, expectValid, joined, nics, pair, plain, plan, site } from './harness.ts';

const lan = plan({
  disks: { id: 670, mtu: 9100 },
  plain: { id: 671, mtu: 9000 },
  ring: { id: 672, mtu: 9198 },
  huge: { id: 673, mtu: 9216 },
  usual: { id: 674 },
});
const sw1 = plain('sw1');
const sw2 = plain('sw2');
const core = pair('core');
const on = (name: string, n: number, of: { port(name: string): unknown }, port: string, ...vlans: unknown[]) =>
  box(name, { nics: nics(n, of.port(port)), vlans: vlans.map((vlan) => ({ vlan, on: 'eth0' })) });

it.each([
  ['the largest of a 3560G', site([sw1, on('web1', 1, sw1, 'Gi0/1', lan.plain, lan.usual)])],
  ['the largest of a 9300', site([core, on('web1', 1, core, 'Gi1/0/1', lan.ring)])],
  [
    'what no switch sees',
    site([
      box('web1', {
        nics: { eth0: { mac: '00:1e:c9:00:01:00', cable: unmodelled('a router') } },
        vlans: [{ vlan: lan.huge, on: 'eth0' }],
      }),
    ]),
  ],
])('says nothing of %s', (_, of) => expectValid(law, of));

it('says it once for a VLAN, of every switch on its way', () => {
  const between = joined('between', { cables: [[sw1.port('Gi0/25'), sw2.port('Gi0/25')]] });
  const of = site([sw1, sw2, between, on('web1', 1, sw1, 'Gi0/1', lan.disks), on('web2', 2, sw2, 'Gi0/1', lan.disks)]);
  expectFindings(law, of, [
    'disks.mtu: VLAN disks has an MTU of 9100, and sw1 and sw2 can carry no more than 9000 (+ sw1: sw1 is a Catalyst 3560G, which carries 9000 bytes at most, sw2: sw2 is a Catalyst 3560G, which carries 9000 bytes at most)',
  ]);
  expectFixes(law, of, ['Write mtu: 9000.']);
});

it('looks at a switch between two others, which has no host on the VLAN', () => {
  const a = joined('a', { cables: [[core.port('Gi1/0/24'), sw1.port('Gi0/25')]] });
  const b = joined('b', { cables: [[sw1.port('Gi0/26'), sw2.port('Gi0/26')]] });
  expectFindings(
    law,
    site([core, sw1, sw2, a, b, on('web1', 1, core, 'Gi1/0/1', lan.disks), on('web2', 2, sw2, 'Gi0/1', lan.disks)]),
    [
      'disks.mtu: VLAN disks has an MTU of 9100, and sw1 and sw2 can carry no more than 9000 (+ sw1: sw1 is a Catalyst 3560G, which carries 9000 bytes at most, sw2: sw2 is a Catalyst 3560G, which carries 9000 bytes at most)',
    ],
  );
});

it('finds two VLANs, each once', () => {
  expectFindings(law, site([core, on('web1', 1, core, 'Gi1/0/1', lan.huge, lan.ring, lan.disks)]), [
    'huge.mtu: VLAN huge has an MTU of 9216, and core can carry no more than 9198 (+ core: core is a Catalyst 9300, which carries 9198 bytes at most)',
  ]);
});
