import { place } from '../language/place.ts';
import type { Check } from './check.ts';

const why =
  'A switch port carries the VLANs that ride on its cable and nothing else, so the frames of an address on the bare NIC reach nobody, or a VLAN that nobody chose.';

export const nicAddressIsOffThePlan: Check = {
  code: 'nic-address-is-off-the-plan',
  severity: 'error',
  law: 'An address stands on a NIC itself only where its cable does not end in a switch of the site.',
  why,
  covers: ['VLAN-05'],
  bad: `const web1 = server('web1', {
  platform: debian12,
  nics: { eno1: { mac: '00:1e:c9:00:05:00', cable: ‹sw1.port('Gi0/5')›, address: «'10.66.6.31/24'» } },
  defaultRoute: 'none',
});

export default stack('example', [sw1, web1]);
`,
  good: `const web1 = server('web1', {
  platform: debian12,
  nics: {
    eno1: { mac: '00:1e:c9:00:05:00', cable: sw1.port('Gi0/5') },
    eno2: { mac: '00:1e:c9:00:05:01', cable: crossover, address: '192.168.255.1/30' },
  },
  vlans: [{ vlan: net.management, on: 'eno1', untagged: true, address: '10.66.6.31' }],
});

export default stack('example', [sw1, web1]);
`,

  *find({ hosts }) {
    for (const { of, name, spec, nics } of hosts) {
      for (const { name: nic, cable, master } of nics) {
        if (spec.nics[nic]?.address === undefined || cable?.kind !== 'switch-port') continue;
        // A member of a bond has no address wherever its cable ends: that is another law.
        if (master !== undefined && spec.bonds?.[master] !== undefined) continue;
        yield {
          message: `${name} ${nic} has an address of its own, and its cable ends in ${cable.switch.name} ${cable.port}`,
          at: place(of, 'nics', nic, 'address'),
          also: [{ at: place(of, 'nics', nic, 'cable'), message: `${nic} ends in ${cable.switch.name} ${cable.port}` }],
          why,
          fix: `Write it under vlans: { vlan: …, on: '${nic}', untagged: true, address: '…' }.`,
        };
      }
    }
  },
};
