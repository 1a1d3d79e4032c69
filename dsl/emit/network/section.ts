import type { SiteHost } from '../../model/model.ts';
import { networkPackageSteps } from '../host/packages.ts';
import type { Section } from '../step.ts';
import { backends } from './backend.ts';
import { deviceStep } from './device-step.ts';

/** The network as one transaction: first the packages that its files need and what the next boot reads, then each device as the kernel must show it now. */
export const networkSection = (host: SiteHost): Section => ({
  name: 'network',
  guard: 'network',
  neighbours: host.neighbours,
  steps: [
    ...networkPackageSteps(host),
    ...backends[host.platform.network].steps(host),
    ...host.devices.map((it) => deviceStep(host, it)),
  ],
});
