import { it } from 'vitest';
import { linkCarriesOnlyWhatIsNeeded as law } from '../../dsl/checks/link-carries-only-what-is-needed.ts';
import type { Vlan } from '../../dsl/language/vlan.ts';
import { expectFindings, expectFixes, expectValid, host, joined, net, nics, plain, site } from './harness.ts';

const [sw1, sw2] = [plain('sw1'), plain('sw2')];
const on = (vlans?: readonly Vlan[]) =>
  site([
    sw1,
    sw2,
    joined('uplink', { cables: [[sw1.port('Gi0/25'), sw2.port('Gi0/25')]], vlans }),
    host('hv1', {
      nics: nics(1, sw1.port('Gi0/1')),
      vlans: [
        { vlan: net.management, on: 'eth0' },
        { vlan: net.storage, on: 'eth0' },
      ],
    }),
    host('hv2', { nics: nics(2, sw2.port('Gi0/1')), vlans: [{ vlan: net.management, on: 'eth0' }] }),
  ]);

it('takes what is derived, what both sides need, and less', () => {
  expectValid(law, on());
  expectValid(law, on([net.management]));
  expectValid(law, on([]));
});

it('takes a VLAN that something described is on', () => {
  const lab = plain('lab', { ports: { 'Gi0/1': { trunk: [net.storage], description: 'array' } } });
  const up = joined('up', { cables: [[sw1.port('Gi0/26'), lab.port('Gi0/26')]], vlans: [net.storage] });
  const hv1 = host('hv1', { nics: nics(1, sw1.port('Gi0/1')), vlans: [{ vlan: net.storage, on: 'eth0' }] });
  expectValid(law, site([sw1, lab, up, hv1]));
});

it('finds a VLAN that ends on one side, and one that is nowhere', () => {
  const of = on([net.public, net.management, net.storage]);
  expectFindings(law, of, [
    'uplink.vlans.0: link uplink carries VLAN public, which nothing on one side of it uses',
    'uplink.vlans.2: link uplink carries VLAN storage, which nothing on one side of it uses',
  ]);
  expectFixes(law, on([net.management, net.storage]), [
    'Remove VLAN storage, or leave vlans out: what both sides need is worked out.',
  ]);
});
