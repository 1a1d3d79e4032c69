import { it } from 'vitest';
import { extendedVlanNeedsVtpTransparent as law } from '../../dsl/checks/extended-vlan-needs-vtp-transparent.ts';
import type { Switch } from '../../dsl/language/switch.ts';
import { access, expectFindings, expectFixes, expectValid, host, nics, plain, plan, site } from './harness.ts';

const on = (of: Switch, ...ids: number[]) => {
  const vlans = Object.values(plan(Object.fromEntries(ids.map((id) => [`v${id}`, { id }])))).map((vlan) => ({
    vlan,
    on: 'eth0',
  }));
  return site([of, host('hv1', { nics: nics(1, of.port(of.portNames[0] ?? '')), vlans })]);
};

it('takes ids of the normal range, VTP transparent, and a newer system', () => {
  expectValid(law, on(plain('sw1'), 2, 1001));
  expectValid(law, on(plain('sw1', { vtp: 'transparent' }), 1006, 4094));
  expectValid(law, on(access('edge'), 2000));
});

it('leaves an id that cannot be to the law about ids', () => expectValid(law, on(plain('sw1'), 5000)));

it('finds a switch that cannot make its VLANs, once', () => {
  expectFindings(law, on(plain('sw1'), 2, 1006), [
    'sw1: sw1 is to have VLAN v1006 (1006), and nothing puts it into VTP transparent mode (+ v1006.id: VLAN v1006 is above 1005)',
  ]);
  expectFindings(law, on(plain('sw1'), 2000, 3000), [
    'sw1: sw1 is to have the VLANs v2000 (2000), v3000 (3000), and nothing puts it into VTP transparent mode (+ v2000.id: VLAN v2000 is above 1005, v3000.id: VLAN v3000 is above 1005)',
  ]);
  expectFixes(law, on(plain('sw1'), 2000), ["Write vtp: 'transparent' in sw1, or use an id from 1 to 1001."]);
});
