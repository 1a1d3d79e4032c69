import { place } from '../language/place.ts';
import { addressesAt, hasAddress } from '../model/addresses.ts';
import type { Check } from './check.ts';
import { isStray } from './strays.ts';

const why =
  'Without a default route a machine reaches its own subnets only: no updates, and no answer to anybody who asks from elsewhere.';

export const defaultRouteIsThere: Check = {
  code: 'default-route-is-there',
  severity: 'warning',
  law: 'A host has a default route, or says that it has none.',
  why,
  covers: ['IP-07'],
  judgesAbsence: true,
  bad: `const web1 = «server('web1'», {
  platform: debian12,
  nics: { eno1: { mac: '00:1e:c9:00:05:00', cable: sw1.port('Gi0/5') } },
  vlans: [{ vlan: net.storage, on: 'eno1', untagged: true, address: '10.66.7.31' }],
});

export default stack('example', [sw1, web1]);
`,
  good: `const web1 = server('web1', {
  platform: debian12,
  nics: { eno1: { mac: '00:1e:c9:00:05:00', cable: sw1.port('Gi0/5') } },
  vlans: [{ vlan: net.storage, on: 'eno1', untagged: true, address: '10.66.7.31' }],
  defaultRoute: 'none',
});

export default stack('example', [sw1, web1]);
`,

  *find(model) {
    for (const host of model.hosts) {
      if (host.spec.defaultRoute !== undefined) continue;
      // An address that stands on a NIC instead of on a VLAN is another law's.
      if (host.nics.some((it) => it.cable?.kind === 'switch-port' && host.spec.nics[it.name]?.address !== undefined))
        continue;
      const speaking = host.attachments.filter((it) => hasAddress(host, it));
      if (speaking.some((it) => it.vlan.gateway !== undefined || addressesAt(host, it).dhcp !== undefined)) continue;
      if (speaking.some((it) => isStray(model, host, it))) continue;
      const names = [...new Set(speaking.map((it) => it.vlan.name))];
      yield {
        message:
          names.length === 0
            ? `${host.name} has no default route: it has an address on no VLAN`
            : `${host.name} has no default route: VLAN ${names.join(' and VLAN ')} ${names.length > 1 ? 'have' : 'has'} no gateway`,
        at: place(host.of),
        why,
        fix:
          names.length === 0
            ? "Give it an address on a VLAN with a gateway, or write defaultRoute: 'none'."
            : `Write gateway on VLAN ${names.join(' or VLAN ')}, or defaultRoute: 'none' on ${host.name}.`,
      };
    }
  },
};
