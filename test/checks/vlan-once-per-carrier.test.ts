import { it } from 'vitest';
import { vlanOncePerCarrier as law } from '../../dsl/checks/vlan-once-per-carrier.ts';
import { expectFindings, expectFixes, expectValid, host, net, nics, site } from './harness.ts';

const on = (spec: object) => site([host('hv1', { nics: nics(1, undefined, undefined), ...spec })]);

it('takes each VLAN once, and one VLAN on two carriers', () => {
  expectValid(
    law,
    on({ bridges: { br2: { vlan: net.public, on: 'eth0' } }, vlans: [{ vlan: net.management, on: 'eth0' }] }),
  );
  expectValid(
    law,
    on({
      vlans: [
        { vlan: net.management, on: 'eth0' },
        { vlan: net.management, on: 'eth1' },
      ],
    }),
  );
});

it('finds a VLAN on a bridge and on the host', () => {
  const of = on({
    bridges: { br2: { vlan: net.public, on: 'eth0' } },
    vlans: [{ vlan: net.public, on: 'eth0', address: '192.0.2.1' }],
  });
  expectFindings(law, of, ['hv1.vlans.0.vlan: hv1 eth0 has VLAN public twice (+ hv1.bridges.br2.vlan: first on br2)']);
  expectFixes(law, of, ['Keep br2; an address of the host in VLAN public belongs on it.']);
});

it('finds two bridges and two VLANs, with a tag or without', () => {
  expectFindings(
    law,
    on({ bridges: { br2: { vlan: net.public, on: 'eth0' }, br3: { vlan: net.public, on: 'eth0', untagged: true } } }),
    ['hv1.bridges.br3.vlan: hv1 eth0 has VLAN public twice (+ hv1.bridges.br2.vlan: first on br2)'],
  );
  const twice = on({
    vlans: [
      { vlan: net.public, on: 'eth0' },
      { vlan: net.public, on: 'eth0', untagged: true },
    ],
  });
  expectFindings(law, twice, ['hv1.vlans.1.vlan: hv1 eth0 has VLAN public twice (+ hv1.vlans.0.vlan: first here)']);
  expectFixes(law, twice, ['Keep one of them, with all addresses in a list.']);
});
