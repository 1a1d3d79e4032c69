import { it } from 'vitest';
import { installerHasANic as law } from '../../dsl/checks/installer-has-a-nic.ts';
import { expectFindings, expectValid } from './harness.ts';
import { installed } from './installed.ts';

it('accepts a NIC of the host', () => expectValid(law, installed({ nic: 'eth1' })));

it.each(['bond0', 'eth9', 'constructor'])('finds %s', (nic) =>
  expectFindings(law, installed({ nic }), [
    `hv1.install.nic: hv1 is installed through ${nic}, which is none of its NICs`,
  ]),
);
