import type { Attachment } from '../model/model.ts';
import type { Check } from './check.ts';

const why = 'A frame without a tag does not say where it belongs: a switch port puts all of them into one VLAN.';

export const oneUntaggedVlanPerCable: Check = {
  code: 'one-untagged-vlan-per-cable',
  severity: 'error',
  law: 'On a NIC or bond at most one VLAN travels without a tag.',
  why,
  covers: ['VLAN-05'],
  fatal: true,
  bad: `const office = vlans({ printers: { id: 20, subnet: '10.20.0.0/24' }, phones: { id: 21 } });
const web1 = server('web1', {
  platform: debian12,
  nics: { eno1: { mac: '00:1e:c9:00:05:00', cable: sw1.port('Gi0/5') } },
  vlans: [
    { vlan: office.printers, on: 'eno1', untagged: ‹true›, address: '10.20.0.31' },
    { vlan: office.phones, on: 'eno1', untagged: «true» },
  ],
  defaultRoute: 'none',
});

export default stack('example', [sw1, web1]);
`,
  good: `const office = vlans({ printers: { id: 20, subnet: '10.20.0.0/24' }, phones: { id: 21 } });
const web1 = server('web1', {
  platform: debian12,
  nics: { eno1: { mac: '00:1e:c9:00:05:00', cable: sw1.port('Gi0/5') } },
  vlans: [
    { vlan: office.printers, on: 'eno1', untagged: true, address: '10.20.0.31' },
    { vlan: office.phones, on: 'eno1' },
  ],
  defaultRoute: 'none',
});

export default stack('example', [sw1, web1]);
`,

  *find({ hosts }) {
    for (const { name, attachments } of hosts) {
      const first = new Map<string, Attachment>();
      for (const it of attachments) {
        if (!it.untagged) continue;
        const known = first.get(it.on);
        if (known === undefined) {
          first.set(it.on, it);
          continue;
        }
        // One VLAN twice on one cable is another law's.
        if (known.vlan === it.vlan) continue;
        const untagged = (of: Attachment) => ({ ...of.at, path: [...of.at.path, 'untagged'] });
        yield {
          message: `VLAN ${it.vlan.name} and VLAN ${known.vlan.name} both travel on ${name} ${it.on} without a tag`,
          at: untagged(it),
          also: [{ at: untagged(known), message: `VLAN ${known.vlan.name}` }],
          why,
          fix: 'Remove untagged from one of them.',
        };
      }
    }
  },
};
