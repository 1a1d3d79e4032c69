import { place } from '../language/place.ts';
import { byText } from '../text/compare.ts';
import type { Check } from './check.ts';

const why =
  "NetworkManager passes over a profile that is not root's, or that anybody else can read (nms-keyfile-utils.c), and says so in its log only.";

const folder = /^\/etc\/NetworkManager\/system-connections\/[^/]+$/;

export const keyfileIsPrivate: Check = {
  code: 'keyfile-is-private',
  severity: 'error',
  law: 'A NetworkManager profile among files belongs to root and has the mode 0600.',
  why,
  covers: ['HF-02'],
  bad: `const web1 = server('web1', {
  platform: el9,
  nics: { eno1: { mac: '00:1e:c9:00:05:00', cable: sw1.port('Gi0/5') } },
  vlans: [{ vlan: net.management, on: 'eno1', untagged: true, address: '10.66.6.31' }],
  files: { «'/etc/NetworkManager/system-connections/wg0.nmconnection'»: { content: secret('wg0') } },
});

export default stack('example', [sw1, web1]);
`,
  good: `const web1 = server('web1', {
  platform: el9,
  nics: { eno1: { mac: '00:1e:c9:00:05:00', cable: sw1.port('Gi0/5') } },
  vlans: [{ vlan: net.management, on: 'eno1', untagged: true, address: '10.66.6.31' }],
  files: { '/etc/NetworkManager/system-connections/wg0.nmconnection': { content: secret('wg0'), mode: '0600' } },
});

export default stack('example', [sw1, web1]);
`,

  *find({ hosts }) {
    for (const { of, name, spec } of hosts) {
      for (const path of Object.keys(spec.files ?? {}).sort(byText)) {
        const file = spec.files?.[path as `/${string}`];
        if (file === undefined || !folder.test(path)) continue;
        const { mode = '0644', owner = 'root' } = file;
        const open = (Number.parseInt(mode, 8) & 0o077) !== 0;
        if (!open && owner === 'root') continue;
        const written = open ? file.mode !== undefined : true;
        yield {
          message: open ? `${path} of ${name} has the mode ${mode}` : `${path} of ${name} belongs to ${owner}`,
          at: written ? place(of, 'files', path, open ? 'mode' : 'owner') : place(of, 'files', path),
          ...(written ? {} : { key: true }),
          why,
          fix: open ? "Write mode: '0600'." : 'Remove owner.',
        };
      }
    }
  },
};
