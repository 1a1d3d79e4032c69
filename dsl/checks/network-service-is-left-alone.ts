import { place } from '../language/place.ts';
import type { PlatformFacts } from '../platforms/facts.ts';
import { byText } from '../text/compare.ts';
import type { Check } from './check.ts';

const why =
  'Stopping it takes every interface down at once, the bridges that guests hang on included, and after a restart those are not plugged in again; a machine whose root is on the network stays half stopped.';

const servicesOf = {
  'early-ifcfg': ['network'],
  ifcfg: ['network'],
  'managed-ifcfg': ['NetworkManager', 'network'],
  keyfile: ['NetworkManager'],
  ifupdown: ['networking'],
} as const satisfies Record<PlatformFacts['network'], readonly string[]>;

export const networkServiceIsLeftAlone: Check = {
  code: 'network-service-is-left-alone',
  severity: 'error',
  law: 'Nothing in a stack stops or restarts the service that keeps the network of a host.',
  why,
  covers: ['HF-11'],
  bad: `const web1 = server('web1', {
  platform: debian12,
  nics: { eno1: { mac: '00:1e:c9:00:05:00', cable: sw1.port('Gi0/5') } },
  vlans: [{ vlan: net.management, on: 'eno1', untagged: true, address: '10.66.6.31' }],
  files: { '/etc/network/interfaces.d/dummy': { content: 'auto dummy0', restarts: [«'networking'»] } },
});

export default stack('example', [sw1, web1]);
`,
  good: `const web1 = server('web1', {
  platform: debian12,
  nics: { eno1: { mac: '00:1e:c9:00:05:00', cable: sw1.port('Gi0/5') } },
  vlans: [{ vlan: net.management, on: 'eno1', untagged: true, address: '10.66.6.31' }],
  files: { '/etc/ssh/sshd_config.d/site.conf': { content: 'UseDNS no', restarts: ['ssh'] } },
});

export default stack('example', [sw1, web1]);
`,

  *find({ hosts }) {
    for (const { of, name, spec, platform } of hosts) {
      const bare = (unit: string): string => unit.replace(/\.service$/, '');
      const services: readonly string[] = servicesOf[platform.network];
      const isIt = (unit: string): boolean => services.includes(bare(unit));
      for (const path of Object.keys(spec.files ?? {}).sort(byText)) {
        const restarts = spec.files?.[path as `/${string}`]?.restarts ?? [];
        const index = restarts.findIndex(isIt);
        if (index < 0) continue;
        yield {
          message: `${path} of ${name} restarts ${bare(restarts[index] ?? '')}, which keeps the network of ${platform.title}`,
          at: place(of, 'files', path, 'restarts', index),
          why,
          fix: 'Remove it; activate the one device that the file is for with a command.',
        };
      }
      for (const [unit, state] of Object.entries(spec.services ?? {})) {
        if (state !== 'stopped' || !isIt(unit)) continue;
        yield {
          message: `${name} stops ${bare(unit)}, which keeps the network of ${platform.title}`,
          at: place(of, 'services', unit),
          why,
          fix: 'Remove it.',
        };
      }
    }
  },
};
