import type { Finding } from './diagnostics/diagnostic.ts';
import { applyScript } from './emit/bash/script.ts';
import { switchArtifacts } from './emit/cisco/artifacts.ts';
import { hostPlan } from './emit/host/plan.ts';
import { installArtifacts, siteInstallArtifacts } from './emit/install/artifacts.ts';
import { siteJson } from './emit/site/json.ts';
import { siteReadme } from './emit/site/readme.ts';
import type { Told } from './emit/site/report.ts';
import type { Artifact } from './emit/step.ts';
import type { Judgement } from './judge.ts';
import { place } from './language/place.ts';

const told = ({ code, severity, message, at }: Finding): Told => ({ code, severity, message, at });

/** The artifacts of a stack without errors, one at a time: nothing holds them all. */
export function* artifactsOf({ model, findings, accepted }: Judgement): Generator<Artifact> {
  const report = {
    open: findings.map(told),
    accepted: accepted.map((it) => ({ ...told(it.finding), reason: it.reason, acceptedAt: it.at })),
  };
  for (const host of model.hosts) {
    const plan = hostPlan(host, model.name);
    const script = applyScript(plan);
    yield { path: `hosts/${host.name}/apply.sh`, mode: 0o755, from: [place(host.of, 'platform')], lines: script };
    yield* installArtifacts(host, plan, script);
  }
  for (const it of model.switches) yield* switchArtifacts(it);
  yield* siteInstallArtifacts(model);
  yield siteJson(model, report);
  yield siteReadme(model, report);
}
