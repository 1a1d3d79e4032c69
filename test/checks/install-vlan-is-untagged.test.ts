import { it } from 'vitest';
import { installVlanIsUntagged as law } from '../../dsl/checks/install-vlan-is-untagged.ts';
import { el9 } from '../../dsl/index.ts';
import { net } from '../emit/install/kickstarts.ts';
import { expectFindings, expectValid } from './harness.ts';
import { installed } from './installed.ts';

const untagged = { vlans: [{ vlan: net.install, on: 'bond0', untagged: true, address: '10.66.8.1' }] };

it('accepts a VLAN for installing alone, and one that the host has without a tag', () => {
  expectValid(law, installed({}));
  expectValid(law, installed({ address: undefined }, el9, untagged));
});

it('finds a VLAN that the host tags', () =>
  expectFindings(law, installed({ vlan: net.management }), [
    'hv1.install.vlan: hv1 is installed through VLAN management, which it expects on bond0 with a tag (+ hv1.bridges.br666: VLAN management on bond0)',
  ]));

it('finds another VLAN without a tag', () =>
  expectFindings(law, installed({ vlan: net.public }, el9, untagged), [
    'hv1.install.vlan: hv1 is installed through VLAN public, and what travels on bond0 without a tag is VLAN install (+ hv1.vlans.0: VLAN install on bond0)',
  ]));

it('looks at the carrier of the NIC only', () =>
  expectValid(
    law,
    installed({}, el9, {
      bonds: {},
      bridges: {},
      defaultRoute: 'none',
      vlans: [{ vlan: net.management, on: 'eth1', untagged: true, address: '10.66.6.1' }],
    }),
  ));
