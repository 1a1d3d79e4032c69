import { place } from '../language/place.ts';
import type { SiteHost } from '../model/model.ts';
import type { PlatformFacts } from '../platforms/facts.ts';
import { byText } from '../text/compare.ts';
import type { Check } from './check.ts';

const why = 'Both are read at boot, and which of the two the device gets is a matter of luck.';

type Speaks = (path: string, content: string, platform: PlatformFacts) => readonly string[];

const ifcfg = /^\/etc\/sysconfig\/network-scripts\/ifcfg-(.+)$/;
const words = (content: string, line: RegExp): string[] => [...content.matchAll(line)].flatMap((it) => it[1] ?? []);

/** The devices that a user's file makes, as the readers of that platform see it. */
const speaksOf: Speaks = (path, content, { id, network }) => {
  if (network === 'ifupdown')
    return path.startsWith('/etc/network/interfaces.d/') ? words(content, /^[ \t]*(?:iface|auto)[ \t]+(\S+)/gm) : [];
  if (
    (network === 'keyfile' || network === 'managed-ifcfg') &&
    path.startsWith('/etc/NetworkManager/system-connections/')
  )
    return words(content, /^interface-name=(\S+)/gm);
  // el10 reads no ifcfg file at all; that a copy's name is taken for an interface is another law's.
  const name = id === 'el10' ? undefined : ifcfg.exec(path)?.[1];
  if (name === undefined || /[-~]|\.\D[^.]*$/.test(name)) return [];
  return [name, ...words(content, /^[ \t]*DEVICE=["']?([^"'\s]+)/gm)];
};

const contentOf = (host: SiteHost, path: string): string => {
  const content = host.spec.files?.[path as `/${string}`]?.content;
  return typeof content === 'string' ? content : '';
};

export const deviceHasOneFile: Check = {
  code: 'device-has-one-file',
  severity: 'error',
  law: 'No entry of files makes a device that the stack makes.',
  why,
  covers: ['HF-03'],
  bad: `const web1 = server('web1', {
  platform: el9,
  nics: { eno1: ‹{ mac: '00:1e:c9:00:05:00', cable: sw1.port('Gi0/5') }› },
  vlans: [{ vlan: net.management, on: 'eno1', untagged: true, address: '10.66.6.31' }],
  files: { «'/etc/sysconfig/network-scripts/ifcfg-eno1'»: { content: 'DEVICE=eno1' } },
});

export default stack('example', [sw1, web1]);
`,
  good: `const web1 = server('web1', {
  platform: el9,
  nics: { eno1: { mac: '00:1e:c9:00:05:00', cable: sw1.port('Gi0/5') } },
  vlans: [{ vlan: net.management, on: 'eno1', untagged: true, address: '10.66.6.31' }],
});

export default stack('example', [sw1, web1]);
`,

  *find({ hosts }) {
    for (const host of hosts) {
      const paths = Object.keys(host.spec.files ?? {}).sort(byText);
      if (paths.length === 0) continue;
      const devices = new Map(host.devices.map((it) => [it.name, it]));
      for (const path of paths) {
        const names = speaksOf(path, contentOf(host, path), host.platform);
        const device = names.map((it) => devices.get(it)).find((it) => it !== undefined);
        // A file of exactly that name is the business of another law where it is the one that we write.
        if (device === undefined || (host.platform.network.endsWith('ifcfg') && ifcfg.exec(path)?.[1] === device.name))
          continue;
        yield {
          message: `${path} makes ${device.name} of ${host.name}, which the stack makes`,
          at: place(host.of, 'files', path),
          key: true,
          also: [{ at: device.at, message: `${device.name} in the stack` }],
          why,
          fix: `Remove the file, and write what ${device.name} needs in the words of the language or in raw.`,
        };
      }
    }
  },
};
