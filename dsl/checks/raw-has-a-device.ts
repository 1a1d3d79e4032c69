import { place } from '../language/place.ts';
import type { Check } from './check.ts';

const why = 'A VLAN without a tag has no device and no file of its own, so its raw keys would be written nowhere.';

export const rawHasADevice: Check = {
  code: 'raw-has-a-device',
  severity: 'error',
  law: 'Raw keys stand on something that has a device of its own.',
  why,
  covers: [],
  fatal: true,
  bad: `const web1 = server('web1', {
  platform: debian12,
  nics: { eno1: { mac: '00:1e:c9:00:05:00', cable: sw1.port('Gi0/5') } },
  vlans: [{ vlan: net.management, on: 'eno1', untagged: true, address: '10.66.6.31', raw: «{ up: 'ethtool -K eno1 tso off' }» }],
});

export default stack('example', [sw1, web1]);
`,
  good: `const web1 = server('web1', {
  platform: debian12,
  nics: { eno1: { mac: '00:1e:c9:00:05:00', cable: sw1.port('Gi0/5'), raw: { up: 'ethtool -K eno1 tso off' } } },
  vlans: [{ vlan: net.management, on: 'eno1', untagged: true, address: '10.66.6.31' }],
});

export default stack('example', [sw1, web1]);
`,

  *find({ hosts }) {
    for (const { of, name, spec } of hosts) {
      for (const [index, { untagged, on, vlan, raw }] of (spec.vlans ?? []).entries()) {
        if (untagged !== true || raw === undefined || Object.keys(raw).length === 0) continue;
        yield {
          message: `VLAN ${vlan.name} of ${name} has raw keys, and travels on ${on} without a tag`,
          at: place(of, 'vlans', index, 'raw'),
          why,
          fix: `Write them under raw of ${on}.`,
        };
      }
    }
  },
};
