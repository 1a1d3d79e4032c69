import { it } from 'vitest';
import { addressIsInItsSubnet } from '../../dsl/checks/address-is-in-its-subnet.ts';
import { addressIsUsedOnce } from '../../dsl/checks/address-is-used-once.ts';
import { installerHasAnAddress as law } from '../../dsl/checks/installer-has-an-address.ts';
import { el9 } from '../../dsl/index.ts';
import { net } from '../emit/install/kickstarts.ts';
import { expectFindings, expectValid } from './harness.ts';
import { both, installed } from './installed.ts';

const own = { vlans: [{ vlan: net.install, on: 'bond0', untagged: true, address: '10.66.8.1' }] };

it('accepts one of its own, and that of the host', () => {
  expectValid(law, installed({}));
  expectValid(law, installed({ address: undefined }, el9, own));
  expectValid(addressIsUsedOnce, installed({}, el9, own));
});

it('finds none', () =>
  expectFindings(law, installed({ address: undefined }), ['hv1.install: hv1 has no address while it is installed']));

it('finds a VLAN without a subnet', () =>
  expectFindings(law, installed({ vlan: net.public }), [
    'hv1.install.vlan: hv1 is installed through VLAN public, which has no subnet (+ public: VLAN public)',
  ]));

it('is an address like any other', () => {
  expectFindings(addressIsInItsSubnet, installed({ address: '10.66.9.1' }), [
    'hv1.install.address: the installer of hv1 has the address 10.66.9.1, which is not in 10.66.8.0/24, the subnet of VLAN install (+ install.subnet: the subnet of VLAN install)',
  ]);
  expectFindings(addressIsUsedOnce, both({}, { address: '10.66.8.1' }), [
    'hv2.install.address: the installer of hv2 has the address 10.66.8.1, and so has the installer of hv1 (+ hv1.install.address: the installer of hv1 has it)',
  ]);
});
