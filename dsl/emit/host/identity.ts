import type { SiteHost } from '../../model/model.ts';
import type { PlatformFacts } from '../../platforms/facts.ts';
import type { FileStep, Step } from '../step.ts';
import { file, line } from './steps.ts';

/** Where the name is read from at boot. Before systemd that is /etc/sysconfig/network, a file of the network section. */
const persistent = {
  sysvinit: () => [],
  upstart: () => [],
  systemd: ({ fqdn }: SiteHost) => [
    file({ path: '/etc/hostname', lines: [line(fqdn.value, ...fqdn.from)], from: fqdn.from }),
  ],
} satisfies Record<PlatformFacts['init'], (host: SiteHost) => readonly FileStep[]>;

export const identitySteps = (host: SiteHost): readonly Step[] => {
  const { value: name, from } = host.fqdn;
  return [
    ...persistent[host.platform.init](host),
    { kind: 'hostname', id: `hostname:${name}`, name, from, disruption: 'none', offline: false },
  ];
};
