import type { SiteHost } from '../../model/model.ts';
import { devicesOf } from '../bash/device.ts';
import { hostPlan } from '../host/plan.ts';
import type { DeviceStep, FileStep, HostPlan } from '../step.ts';
import { hostThings } from './host-things.ts';
import { type Change, changesBetween } from './thing.ts';

export interface HostDifference {
  readonly name: string;
  readonly state: 'added' | 'removed' | 'changed';
  /** The name that it had. */
  readonly was?: string;
  readonly changes: readonly Change[];
  /** Services that restart when the script is applied. */
  readonly restarts: readonly string[];
  /** Devices that are brought up anew, and what rides on them: no packet passes meanwhile. */
  readonly drops: readonly string[];
  /** Devices that are no longer in the stack: the script leaves them running. */
  readonly left: readonly string[];
}

const stepsOf = ({ sections }: HostPlan) => sections.flatMap((it) => it.steps);
const devices = (plan: HostPlan): ReadonlyMap<string, DeviceStep> =>
  new Map(stepsOf(plan).flatMap((it) => (it.kind === 'device' ? [[it.name, it] as const] : [])));
const files = (plan: HostPlan): ReadonlyMap<string, FileStep> =>
  new Map(stepsOf(plan).flatMap((it) => (it.kind === 'file' ? [[it.path, it] as const] : [])));

const saying = (step: DeviceStep): string => {
  const { from, files: paths, ...rest } = step;
  return JSON.stringify(rest);
};
const content = (step: FileStep | undefined): string =>
  step === undefined ? '' : step.lines.map(({ text }) => text).join('\n');

/** What is made anew with a device: the VLANs on it, and the bridges that those are ports of. */
const ridersOf = (name: string, all: ReadonlyMap<string, DeviceStep>): readonly string[] =>
  [...all.values()]
    .filter((it) => it.lower === name || all.get(name)?.master === it.name)
    .flatMap((it) => [it.name, ...ridersOf(it.name, all)]);

const dropped = (before: HostPlan, after: HostPlan): readonly string[] => {
  const [old, now] = [devices(before), devices(after)];
  const [oldFiles, newFiles] = [files(before), files(after)];
  const { ownFiles } = devicesOf(after);
  const touched = [...now.values()].filter((it) => {
    const was = old.get(it.name);
    if (was === undefined) return false;
    const own = it.files.filter((path) => ownFiles.has(path));
    return (
      saying(was) !== saying(it) || own.some((path) => content(oldFiles.get(path)) !== content(newFiles.get(path)))
    );
  });
  const known = new Set(touched.flatMap((it) => [it.name, ...ridersOf(it.name, now)]));
  return [...now.keys()].filter((it) => known.has(it) && old.has(it));
};

const restarted = (before: HostPlan, after: HostPlan): readonly string[] => {
  const old = files(before);
  const changed = [...files(after).values()].filter((it) => {
    const was = old.get(it.path);
    return was === undefined || content(was) !== content(it) || was.mode !== it.mode;
  });
  return [...new Set(changed.flatMap((it) => it.restarts))].sort();
};

/** What becomes of a host, on both sides of which there is one. */
export const hostDifference = (before: SiteHost, after: SiteHost, site: string): HostDifference | undefined => {
  const [was, is] = [hostPlan(before, site), hostPlan(after, site)];
  const changes = changesBetween(hostThings(before, was), hostThings(after, is));
  if (changes.length === 0 && before.name === after.name) return undefined;
  const now = devices(is);
  return {
    name: after.name,
    state: 'changed',
    ...(before.name === after.name ? {} : { was: before.name }),
    changes,
    restarts: restarted(was, is),
    drops: dropped(was, is),
    left: [...devices(was).keys()].filter((it) => !now.has(it)),
  };
};

/** One that is new, or is no more. */
export const wholeHost = ({ name, role, platform }: SiteHost, state: 'added' | 'removed'): HostDifference => ({
  name,
  state,
  changes: [{ kind: state, text: `${role} on ${platform.title}` }],
  restarts: [],
  drops: [],
  left: [],
});
