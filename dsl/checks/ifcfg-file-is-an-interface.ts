import { place } from '../language/place.ts';
import { byText } from '../text/compare.ts';
import type { Check, Found } from './check.ts';

const ifcfg = /^\/etc\/sysconfig\/network-scripts\/ifcfg-(.+)$/;

/** What the initscripts pass over (rc.d/init.d/functions), and NetworkManager too. */
const passedOver = /(~|\.bak|\.orig|\.rpmnew|\.rpmorig|\.rpmsave)$/;

const live =
  'The network service and NetworkManager take every file of that folder for an interface, but for those that end in ~ .bak .orig .rpmnew .rpmorig .rpmsave; after a dash the network service takes the name for a clone of another interface and reads both files.';
const unread = 'Nothing on this platform reads that folder, so the file would change nothing.';

export const ifcfgFileIsAnInterface: Check = {
  code: 'ifcfg-file-is-an-interface',
  severity: 'error',
  law: 'An ifcfg file among files is named like an interface, on a platform that reads it.',
  why: `${live} Enterprise Linux 10 has no reader for it at all, nor has Debian.`,
  covers: ['HF-01', 'HF-06'],
  bad: `const web1 = server('web1', {
  platform: el6,
  nics: { eth0: { mac: '00:1e:c9:00:05:00', cable: sw1.port('Gi0/5') } },
  vlans: [{ vlan: net.management, on: 'eth0', untagged: true, address: '10.66.6.31' }],
  files: { «'/etc/sysconfig/network-scripts/ifcfg-eth0.old'»: { content: 'DEVICE=eth7' } },
});

export default stack('example', [sw1, web1]);
`,
  good: `const web1 = server('web1', {
  platform: el6,
  nics: { eth0: { mac: '00:1e:c9:00:05:00', cable: sw1.port('Gi0/5') } },
  vlans: [{ vlan: net.management, on: 'eth0', untagged: true, address: '10.66.6.31' }],
  files: { '/root/ifcfg-eth0.old': { content: 'DEVICE=eth7' } },
});

export default stack('example', [sw1, web1]);
`,

  *find({ hosts }) {
    for (const { of, name, spec, platform } of hosts) {
      for (const path of Object.keys(spec.files ?? {}).sort(byText)) {
        const interfaceName = ifcfg.exec(path)?.[1];
        if (interfaceName === undefined) continue;
        const found = (message: string, why: string): Found => ({
          message,
          at: place(of, 'files', path),
          key: true,
          why,
          fix: 'Put it in another folder, or remove it.',
        });
        if (platform.network === 'ifupdown' || platform.id === 'el10')
          yield found(`${path} of ${name} is read by nobody on ${platform.title}`, unread);
        else if (platform.network === 'keyfile' || passedOver.test(interfaceName)) continue;
        else if (platform.network !== 'managed-ifcfg' && interfaceName.includes('-'))
          yield found(`${path} of ${name} is read as a clone of ${interfaceName.split('-')[0]}`, live);
        else if (/\.\D[^.]*$/.test(interfaceName))
          yield found(`${path} of ${name} is read as an interface called ${interfaceName}`, live);
      }
    }
  },
};
