import type { SiteHost } from '../../model/model.ts';
import { applyScript } from '../bash/script.ts';
import type { Artifact } from '../step.ts';
import { hostPlan } from './plan.ts';

/** What a host needs to become what the stack says: one script that carries everything. */
export const hostArtifacts = (host: SiteHost, site: string): readonly Artifact[] => [
  { path: `hosts/${host.name}/apply.sh`, mode: 0o755, lines: applyScript(hostPlan(host, site)) },
];
