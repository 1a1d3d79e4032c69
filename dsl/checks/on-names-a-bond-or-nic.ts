import { didYouMean } from '../diagnostics/did-you-mean.ts';
import { place } from '../language/place.ts';
import type { Check } from './check.ts';
import { uplinksOf } from './uplinks.ts';
import { writtenKeys } from './written.ts';

const why =
  'A bridge or a VLAN rides on a device of the same host; one that rides on nothing never comes up, and no switch port would carry it.';

const listed = (names: readonly string[]): string => names.map((it) => `'${it}'`).join(' or ');

/** What a bridge or a VLAN rides on exists. */
export const onNamesABondOrNic: Check = {
  code: 'on-names-a-bond-or-nic',
  severity: 'error',
  law: 'on names a bond of the host, or a NIC of it.',
  why,
  covers: ['HF-13'],
  bad: `const hv1 = hypervisor('hv1', {
  platform: el9,
  nics: { eno1: { mac: '00:1e:c9:00:01:00', cable: sw1.port('Gi0/1') } },
  vlans: [
    { vlan: net.management, on: 'eno1', address: '10.66.6.1' },
    { vlan: net.storage, on: «'eno2'», address: '10.66.7.1' },
  ],
});

export default stack('example', [sw1, hv1]);
`,
  good: `const hv1 = hypervisor('hv1', {
  platform: el9,
  nics: { eno1: { mac: '00:1e:c9:00:01:00', cable: sw1.port('Gi0/1') } },
  vlans: [
    { vlan: net.management, on: 'eno1', address: '10.66.6.1' },
    { vlan: net.storage, on: 'eno1', address: '10.66.7.1' },
  ],
});

export default stack('example', [sw1, hv1]);
`,
  *find({ hosts }) {
    for (const host of hosts) {
      const { of, name } = host;
      const nics = writtenKeys(of, 'nics');
      const bonds = writtenKeys(of, 'bonds');
      const known = new Set([...nics, ...bonds]);
      for (const { on, path } of uplinksOf(host)) {
        if (known.has(on)) continue;
        const bonded = new Set(host.bonds.flatMap((it) => it.members.map((nic) => nic.name)));
        const free = [...bonds, ...nics.filter((it) => !bonded.has(it))];
        const isBridge = writtenKeys(of, 'bridges').includes(on);
        yield {
          message: isBridge
            ? `${name} ${path.join('.')} is on ${on}, which is a bridge and no bond or NIC`
            : `${name} has no bond or NIC '${on}'${didYouMean(on, free)}`,
          at: place(of, ...path, 'on'),
          why,
          fix: free.length === 0 ? 'Add a NIC, and name it here.' : `Write ${listed(free)}.`,
        };
      }
    }
  },
};
