import { place } from '../../language/place.ts';
import type { SiteHost } from '../../model/model.ts';
import type { Artifact, HostPlan, Line } from '../step.ts';
import { kickstart } from './kickstart.ts';

/** What installs one host from nothing. */
export function* installArtifacts(host: SiteHost, plan: HostPlan, script: readonly Line[]): Generator<Artifact> {
  const { install } = host;
  if (install === undefined) return;
  const { installer } = install;
  const common = { mode: 0o644, from: [place(host.of, 'platform')] } as const;
  if (installer.kind === 'kickstart')
    yield {
      path: `hosts/${host.name}/kickstart.cfg`,
      ...common,
      lines: kickstart(host, install, installer, plan, script),
    };
}
