import type { Attachment, SiteHost } from '../model/model.ts';
import type { Check } from './check.ts';

const why =
  'A VLAN without a tag has no device of its own, so the host speaks on it with the MTU of the NIC or bond, which is that of the VLAN that needs most. Neighbours with a smaller MTU never see the large frames: on one network nothing cuts them up.';

/** A bridge has an MTU of its own above the NIC's; but Debian's bridge scripts put it on the bridge's ports too, and take the larger one from the other VLANs. */
const shares = (host: SiteHost, it: Attachment): boolean =>
  it.untagged && (it.kind === 'vlan' || host.platform.network === 'ifupdown');

export const untaggedVlanHasItsCarriersMtu: Check = {
  code: 'untagged-vlan-has-its-carriers-mtu',
  severity: 'error',
  law: 'A VLAN that travels without a tag has the largest MTU of the VLANs on its NIC or bond.',
  why,
  covers: ['MTU-02'],
  bad: `const web1 = server('web1', {
  platform: debian12,
  nics: { eno1: { mac: '00:1e:c9:00:05:00', cable: sw1.port('Gi0/5') } },
  vlans: [
    «{ vlan: net.public, on: 'eno1', untagged: true }»,
    ‹{ vlan: net.storage, on: 'eno1', address: '10.66.7.31' }›,
  ],
  defaultRoute: 'none',
});

export default stack('example', [sw1, web1]);
`,
  good: `const web1 = server('web1', {
  platform: debian12,
  nics: { eno1: { mac: '00:1e:c9:00:05:00', cable: sw1.port('Gi0/5') } },
  vlans: [
    { vlan: net.public, on: 'eno1' },
    { vlan: net.storage, on: 'eno1', address: '10.66.7.31' },
  ],
  defaultRoute: 'none',
});

export default stack('example', [sw1, web1]);
`,

  *find({ hosts }) {
    for (const host of hosts) {
      for (const it of host.attachments) {
        if (!shares(host, it)) continue;
        // Two without a tag on one carrier are another law's.
        if (host.attachments.some((other) => other !== it && other.on === it.on && other.untagged)) continue;
        const larger = host.attachments.filter(
          (other) => other.on === it.on && other.vlan.mtu.value > it.vlan.mtu.value,
        );
        const [largest] = [...larger].sort((a, b) => b.vlan.mtu.value - a.vlan.mtu.value);
        if (largest === undefined) continue;
        yield {
          message: `${host.name} ${it.on} has an MTU of ${largest.vlan.mtu.value} for VLAN ${largest.vlan.name}, and VLAN ${it.vlan.name} with ${it.vlan.mtu.value} travels on it without a tag`,
          at: it.at,
          also: [{ at: largest.at, message: `VLAN ${largest.vlan.name} needs ${largest.vlan.mtu.value} bytes` }],
          why,
          fix: `Remove untagged: true so that VLAN ${it.vlan.name} has a device of its own, or give VLAN ${largest.vlan.name} a NIC of its own.`,
        };
      }
    }
  },
};
