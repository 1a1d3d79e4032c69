import type { Attachment } from '../model/model.ts';
import { aliasesOf } from '../model/owned.ts';
import type { Check } from './check.ts';

const why = 'The kernel has room for 15 characters (IFNAMSIZ in linux/if.h) and refuses a device with a longer name.';
const longest = 15;

const deviceOf = ({ on, vlan }: Attachment): string => `${on}.${vlan.id}`;

export const deviceNameFitsTheKernel: Check = {
  code: 'device-name-fits-the-kernel',
  severity: 'error',
  law: 'The name of a VLAN device, which is that of its carrier and the id, has 15 characters at most, and on Enterprise Linux 5 that of an alias too.',
  why,
  covers: ['VLAN-13'],
  fatal: true,
  bad: `const web1 = server('web1', {
  platform: debian12,
  nics: { enp129s0f0np0: { mac: '00:1e:c9:00:05:00', cable: sw1.port('Gi0/5') } },
  vlans: [{ vlan: net.management, on: «'enp129s0f0np0'», address: '10.66.6.31' }],
});

export default stack('example', [sw1, web1]);
`,
  good: `const web1 = server('web1', {
  platform: debian12,
  nics: {
    enp129s0f0np0: { mac: '00:1e:c9:00:05:00', cable: sw1.port('Gi0/5') },
    enp129s0f1np1: { mac: '00:1e:c9:00:05:01', cable: sw1.port('Gi0/6') },
  },
  bonds: { bond0: { mode: 'lacp', members: ['enp129s0f0np0', 'enp129s0f1np1'] } },
  vlans: [{ vlan: net.management, on: 'bond0', address: '10.66.6.31' }],
});

export default stack('example', [sw1, web1]);
`,

  *find({ hosts }) {
    for (const { name, attachments, nics, bonds, devices, platform } of hosts) {
      for (const device of platform.network === 'early-ifcfg' ? devices : []) {
        const index = aliasesOf(device).findIndex((it) => it.length > longest);
        const address = device.addresses[index + 1];
        if (index < 0 || address === undefined) continue;
        yield {
          message: `the alias of ${device.name} on ${name} for ${address.address} would be called ${aliasesOf(device)[index]}`,
          at: address.at,
          why,
          fix: `Give ${device.name} a shorter name, or one address.`,
        };
      }
      const told = new Set<string>();
      for (const it of attachments) {
        const device = deviceOf(it);
        if (it.untagged || device.length <= longest || told.has(it.on)) continue;
        if (![...nics, ...bonds].some(({ name: carrier }) => carrier === it.on)) continue;
        told.add(it.on);
        yield {
          message: `the device of VLAN ${it.vlan.name} on ${name} would be called ${device}, which has ${device.length} characters`,
          at: { ...it.at, path: [...it.at.path, 'on'] },
          why,
          fix: `Put a bond with a short name over ${it.on}, or let udev name it shorter (a .link file) and write that name.`,
        };
      }
    }
  },
};
