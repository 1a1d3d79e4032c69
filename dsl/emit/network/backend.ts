import type { Device, SiteHost } from '../../model/model.ts';
import type { PlatformFacts } from '../../platforms/facts.ts';
import type { Step } from '../step.ts';
import { earlyIfcfg } from './early-ifcfg.ts';
import { ifcfg } from './ifcfg.ts';
import { ifupdown } from './ifupdown.ts';
import { keyfile } from './keyfile.ts';
import { managedIfcfg } from './managed-ifcfg.ts';

/** How one kind of platform keeps its network. */
export interface NetworkBackend {
  /** What makes the next boot right: the files, and whatever must read them at boot. */
  readonly steps: (host: SiteHost) => readonly Step[];
  /** The files that make one device and nothing else, by path. */
  readonly filesOf: (host: SiteHost, device: Device) => readonly string[];
  /** Whether a bridge without spanning tree is given its forward delay. */
  readonly delayWithoutTree: boolean;
}

export const backends = {
  'early-ifcfg': earlyIfcfg,
  ifcfg,
  'managed-ifcfg': managedIfcfg,
  keyfile,
  ifupdown,
} satisfies Record<PlatformFacts['network'], NetworkBackend>;
