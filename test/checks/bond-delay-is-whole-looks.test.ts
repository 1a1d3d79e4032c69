import { it } from 'vitest';
import { bondDelayIsWholeLooks as law } from '../../dsl/checks/bond-delay-is-whole-looks.ts';
import { expectFindings, expectFixes, expectValid, host, nics, site } from './harness.ts';

const on = (options?: object) =>
  site([
    host('hv1', {
      nics: nics(1, undefined, undefined),
      bonds: { bond0: { mode: 'active-backup', members: ['eth0', 'eth1'], options } },
    }),
  ]);

it('takes multiples, none, and delays of a bond that watches nothing, which is another law', () => {
  expectValid(law, on());
  expectValid(law, on({ updelay: 200, downdelay: 0 }));
  expectValid(law, on({ miimon: 50, updelay: 150, downdelay: 50 }));
  expectValid(law, on({ miimon: 0, updelay: 30 }));
  expectValid(law, on({ arp_interval: 100, arp_ip_target: ['10.0.0.1'], updelay: 0 }));
});

it('finds delays that are rounded', () => {
  const of = on({ miimon: 100, updelay: 250, downdelay: 50 });
  expectFindings(law, of, [
    'hv1.bonds.bond0.options.updelay: hv1 bond0 has updelay 250, which is no multiple of miimon 100 (+ hv1.bonds.bond0.options.miimon: miimon is 100)',
    'hv1.bonds.bond0.options.downdelay: hv1 bond0 has downdelay 50, which is no multiple of miimon 100 (+ hv1.bonds.bond0.options.miimon: miimon is 100)',
  ]);
  expectFixes(law, of, ['Write 300.', 'Write 100.']);
  expectFindings(law, on({ updelay: 30 }), [
    'hv1.bonds.bond0.options.updelay: hv1 bond0 has updelay 30, which is no multiple of miimon 100',
  ]);
});

it('finds delays beside ARP probes', () => {
  const of = on({ arp_interval: 100, arp_ip_target: ['10.0.0.1'], updelay: 200 });
  expectFindings(law, of, [
    'hv1.bonds.bond0.options.updelay: hv1 bond0 has updelay 200, which means nothing beside arp_interval',
  ]);
  expectFixes(law, of, ['Remove updelay, or watch the links by miimon.']);
});
