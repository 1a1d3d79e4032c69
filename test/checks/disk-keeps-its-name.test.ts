import { it } from 'vitest';
import { diskKeepsItsName as law } from '../../dsl/checks/disk-keeps-its-name.ts';
import { expectFindings, expectValid } from './harness.ts';
import { installed } from './installed.ts';

it.each([
  'by-id/ata-Samsung_SSD_860_S4EV1',
  'by-id/nvme-eui.0025388b71000001',
  'by-path/pci-0000:03:00.0-scsi-0:2:0:0',
  'wwn/0x5000c500a1b2c3d4',
  'serial/Z1D5W8X2',
])('accepts %s', (disk) => expectValid(law, installed({ disk })));

it.each(['sda', '/dev/sda', 'vdb', 'hda', 'xvda', 'nvme0n1', 'mmcblk0', 'cciss/c0d0', 'sda1'])('finds %s', (disk) =>
  expectFindings(law, installed({ disk }), [
    `hv1.install.disk: hv1 installs on ${disk}, which is another disk when the kernel finds them in another order`,
  ]),
);

it.each(['by-uuid/1', '/dev/disk/by-id/x', 'by-id/', 'by-id/../sda', 'serial/a b', "serial/'", 'wwn/$(x)', 'label/x'])(
  'finds %s',
  (disk) =>
    expectFindings(law, installed({ disk }), [
      `hv1.install.disk: hv1 installs on '${disk}', which is not a name that stays`,
    ]),
);
