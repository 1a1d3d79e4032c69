import { it } from 'vitest';
import { diskIsInOneHost as law } from '../../dsl/checks/disk-is-in-one-host.ts';
import { expectFindings, expectValid } from './harness.ts';
import { both } from './installed.ts';

it('accepts disks of their own, and the same slot of two machines', () => {
  expectValid(law, both({ disk: 'serial/A' }, { disk: 'serial/B' }));
  expectValid(law, both({ disk: 'by-path/pci-0000:03:00.0-ata-1' }, { disk: 'by-path/pci-0000:03:00.0-ata-1' }));
});

it.each([
  ['serial/A', 'serial/A'],
  ['by-id/ata-X_A', 'by-id/ata-X_A'],
  ['wwn/0x5000c5', 'by-id/wwn-0x5000c5'],
])('finds %s and %s', (one, other) =>
  expectFindings(law, both({ disk: one }, { disk: other }), [
    `hv2.install.disk: hv2 is installed on ${other}, and so is hv1 (+ hv1.install.disk: the disk of hv1)`,
  ]),
);
