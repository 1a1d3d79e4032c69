import { place } from '../../language/place.ts';
import type { SiteHost } from '../../model/model.ts';
import { networkSection } from '../network/section.ts';
import type { HostPlan, Section } from '../step.ts';
import { commandSteps } from './commands.ts';
import { fileSteps } from './files.ts';
import { identitySteps } from './identity.ts';
import { packageSteps } from './packages.ts';
import { resolverSteps } from './resolver.ts';
import { serviceSteps } from './services.ts';
import { sshSteps } from './ssh.ts';
import { sysctlSteps } from './sysctl.ts';
import { timeSteps } from './time.ts';

/** Everything that must be true of one host, in the order in which it is made so: first what others need. */
export const hostPlan = (host: SiteHost, site: string): HostPlan => {
  const sections: readonly Section[] = [
    { name: 'packages', steps: packageSteps(host) },
    { name: 'identity', steps: identitySteps(host) },
    networkSection(host),
    { name: 'resolver', steps: resolverSteps(host) },
    { name: 'time', steps: timeSteps(host) },
    { name: 'ssh', steps: sshSteps(host) },
    { name: 'sysctl', steps: sysctlSteps(host) },
    { name: 'files', steps: fileSteps(host) },
    { name: 'services', steps: serviceSteps(host) },
    { name: 'commands', steps: commandSteps(host) },
  ];
  return {
    host: host.name,
    site,
    platform: host.platform,
    from: [place(host.of), place(host.of, 'platform')],
    nics: host.nics.map(({ name, mac, at }) => ({
      device: name,
      mac,
      from: [place(host.of, 'nics', name, 'mac'), at],
    })),
    sections: sections.filter((it) => it.steps.length > 0),
  };
};
