import { within } from '../language/place.ts';
import type { Check } from './check.ts';
import { installExample, listed } from './install-example.ts';

const why =
  'Firmware and installers send frames without a tag, and a switch port has one VLAN for those. The host itself is told to tag, or to expect another VLAN there.';

export const installVlanIsUntagged: Check = {
  code: 'install-vlan-is-untagged',
  severity: 'error',
  law: 'The VLAN of the installer is the one that travels without a tag to the NIC, also when the host runs.',
  why,
  covers: ['KS-05'],
  fatal: true,
  bad:
    installExample({ vlan: '«net.management»', address: '' }).replace(
      "[{ vlan: net.management, on: 'eno1', address: '10.66.6.35' }]",
      "[‹{ vlan: net.management, on: 'eno1', address: '10.66.6.35' }›]",
    ) + listed('web1'),
  good:
    installExample({ vlan: 'net.management', address: '' }).replace("on: 'eno1',", "on: 'eno1', untagged: true,") +
    listed('web1'),
  *find({ hosts }) {
    for (const { name, attachments, install } of hosts) {
      if (install === undefined) continue;
      const { nic, vlan } = install;
      const carrier = nic.master === undefined || attachments.some(({ on }) => on === nic.name) ? nic.name : nic.master;
      for (const it of attachments) {
        if (it.on !== carrier || it.untagged === (it.vlan === vlan)) continue;
        yield {
          message: it.untagged
            ? `${name} is installed through VLAN ${vlan.name}, and what travels on ${carrier} without a tag is VLAN ${it.vlan.name}`
            : `${name} is installed through VLAN ${vlan.name}, which it expects on ${carrier} with a tag`,
          at: within(install.at, 'vlan'),
          also: [{ at: it.at, message: `VLAN ${it.vlan.name} on ${carrier}` }],
          why,
          fix: it.untagged
            ? `Write the VLAN ${it.vlan.name}, or remove untagged there.`
            : 'Write a VLAN that is for installing alone, or untagged: true there.',
        };
        break;
      }
    }
  },
};
