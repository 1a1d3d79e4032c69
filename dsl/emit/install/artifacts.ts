import { place, within } from '../../language/place.ts';
import type { Install, Model, SiteHost } from '../../model/model.ts';
import { byText } from '../../text/compare.ts';
import { applyScript } from '../bash/script.ts';
import { hostPlan } from '../host/plan.ts';
import type { Artifact, HostPlan, Line } from '../step.ts';
import { checksum } from './checksum.ts';
import { kickstart } from './kickstart.ts';
import { netbootArtifacts } from './netboot.ts';
import { preseed } from './preseed.ts';
import { type Sharer, sharedKickstart } from './shared.ts';

/** What installs one host from nothing, unless it shares that with others. */
export function* installArtifacts(host: SiteHost, plan: HostPlan, script: readonly Line[]): Generator<Artifact> {
  const { install } = host;
  if (install === undefined || install.shared !== undefined) return;
  const { installer } = install;
  const common = { mode: 0o644, from: [place(host.of, 'platform'), within(install.at, 'shared')] } as const;
  yield installer.kind === 'kickstart'
    ? {
        path: `hosts/${host.name}/kickstart.cfg`,
        ...common,
        lines: kickstart(host, install, installer, plan, script),
      }
    : { path: `hosts/${host.name}/preseed.cfg`, ...common, lines: preseed(host, install, installer, plan, script) };
}

const sharerOf = (host: SiteHost, install: Install, site: string): Sharer => {
  const plan = hostPlan(host, site);
  const script = (): readonly Line[] => applyScript(plan);
  return { host, install, plan, script, checksum: checksum(script()) };
};

/** What installs several hosts: the kickstarts that they share, and what machines boot from the network with. */
export function* siteInstallArtifacts(model: Model): Generator<Artifact> {
  const shared = new Map<string, [Sharer, ...Sharer[]]>();
  for (const host of model.hosts) {
    const { install } = host;
    if (install?.shared === undefined) continue;
    const sharer = sharerOf(host, install, model.name);
    const others = shared.get(install.shared);
    if (others === undefined) shared.set(install.shared, [sharer]);
    else others.push(sharer);
  }
  for (const [name, sharers] of [...shared].sort(([a], [b]) => byText(a, b))) {
    const [{ install }] = sharers;
    if (install.installer.kind !== 'kickstart') continue;
    yield {
      path: `kickstart/${name}.cfg`,
      mode: 0o644,
      from: sharers.flatMap((it) => [place(it.host.of, 'platform'), within(it.install.at, 'shared')]),
      lines: sharedKickstart(model.name, name, sharers, install.installer),
    };
  }
  yield* netbootArtifacts(model);
}
