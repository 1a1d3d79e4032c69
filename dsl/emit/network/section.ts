import type { SiteHost } from '../../model/model.ts';
import type { Section } from '../step.ts';
import { backends } from './backend.ts';
import { deviceStep } from './device-step.ts';

/** The network as one transaction: first what the next boot reads, then each device as the kernel must show it now. */
export const networkSection = (host: SiteHost): Section => ({
  name: 'network',
  guard: 'network',
  steps: [...backends[host.platform.network].steps(host), ...host.devices.map((it) => deviceStep(host, it))],
});
