import { type Place, place } from '../language/place.ts';
import type { Trust } from '../language/vlan.ts';
import { hasAddress } from '../model/addresses.ts';
import type { SiteHost } from '../model/model.ts';
import type { Check } from './check.ts';

const why =
  'A machine that forwards packets and has an address on both sides is a router between them: whoever is on the open VLAN sends straight to the disks or to the management.';

const open: ReadonlySet<Trust | undefined> = new Set<Trust>(['public', 'dmz', 'guest']);
const closed: ReadonlySet<Trust | undefined> = new Set<Trust>(['management', 'cluster', 'storage']);

/** Both are the switch for forwarding between all interfaces (ip-sysctl.rst); sysctl takes dots and slashes. */
const forwarding = new Set(['net.ipv4.ip_forward', 'net.ipv4.conf.all.forwarding']);

const forwards = (host: SiteHost): Place | undefined => {
  const key = Object.keys(host.spec.sysctl ?? {}).find(
    (it) => forwarding.has(it.replaceAll('/', '.')) && Number(host.spec.sysctl?.[it]) !== 0,
  );
  return key === undefined ? undefined : place(host.of, 'sysctl', key);
};

export const privateVlansAreNotRouted: Check = {
  code: 'private-vlans-are-not-routed',
  severity: 'error',
  law: 'A host with addresses on an open VLAN and on a private one does not forward packets.',
  why,
  covers: ['IP-09'],
  bad: `const office = vlans({ office: { id: 20, subnet: '10.20.0.0/24', gateway: '10.20.0.254', trust: 'guest' } });
const web1 = server('web1', {
  platform: debian12,
  nics: { eno1: { mac: '00:1e:c9:00:05:00', cable: sw1.port('Gi0/5') } },
  vlans: [
    { vlan: office.office, on: 'eno1', address: ‹'10.20.0.31'› },
    { vlan: net.storage, on: 'eno1', address: ‹'10.66.7.31'› },
  ],
  sysctl: { 'net.ipv4.ip_forward': «1» },
});

export default stack('example', [sw1, web1]);
`,
  good: `const office = vlans({ office: { id: 20, subnet: '10.20.0.0/24', gateway: '10.20.0.254', trust: 'guest' } });
const web1 = server('web1', {
  platform: debian12,
  nics: { eno1: { mac: '00:1e:c9:00:05:00', cable: sw1.port('Gi0/5') } },
  vlans: [
    { vlan: office.office, on: 'eno1', address: '10.20.0.31' },
    { vlan: net.storage, on: 'eno1', address: '10.66.7.31' },
  ],
  sysctl: { 'net.ipv4.ip_forward': 0 },
});

export default stack('example', [sw1, web1]);
`,

  *find({ hosts }) {
    for (const host of hosts) {
      const at = forwards(host);
      if (at === undefined) continue;
      const speaking = host.attachments.filter((it) => hasAddress(host, it));
      const outside = speaking.find((it) => open.has(it.vlan.trust));
      const inside = speaking.find((it) => closed.has(it.vlan.trust));
      if (outside === undefined || inside === undefined) continue;
      yield {
        message: `${host.name} forwards packets between VLAN ${outside.vlan.name} (${outside.vlan.trust}) and VLAN ${inside.vlan.name} (${inside.vlan.trust})`,
        at,
        also: [outside, inside].map((it) => ({
          at: { ...it.at, path: [...it.at.path, 'address'] },
          message: `its address on VLAN ${it.vlan.name}`,
        })),
        why,
        fix: `Write 0, or take the address of ${host.name} off one of the two VLANs; guests on a bridge need no forwarding.`,
      };
    }
  },
};
