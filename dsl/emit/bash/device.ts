import type { PlatformFacts } from '../../platforms/facts.ts';
import { sh } from '../../text/sh.ts';
import type { DeviceStep, HostPlan } from '../step.ts';

/** What the devices of one host say of each other. */
export interface Devices {
  readonly portsOf: ReadonlyMap<string, readonly string[]>;
  /** A file that several objects share says nothing of any one of them: it is not in here. */
  readonly ownFiles: ReadonlySet<string>;
}

/** The object that is brought up to put a device right; verbs/activate.sh, bring_up_device, has the reasons. */
const broughtUpBy = ({ name, device, master }: DeviceStep, network: PlatformFacts['network']): string => {
  if (master === undefined || device === 'bond') return name;
  return network === 'ifupdown' || device === 'nic' ? master : name;
};

export const devicesOf = ({ sections, platform }: HostPlan): Devices => {
  const portsOf = new Map<string, string[]>();
  const ownerOf = new Map<string, string>();
  const shared = new Set<string>();
  for (const section of sections) {
    for (const step of section.steps) {
      if (step.kind !== 'device') continue;
      if (step.master !== undefined) portsOf.set(step.master, [...(portsOf.get(step.master) ?? []), step.name]);
      const owner = broughtUpBy(step, platform.network);
      for (const file of step.files) {
        if ((ownerOf.get(file) ?? owner) !== owner) shared.add(file);
        ownerOf.set(file, owner);
      }
    }
  }
  return { portsOf, ownFiles: new Set([...ownerOf.keys()].filter((file) => !shared.has(file))) };
};

/** The words of a `device` call, in lines that belong together. */
export const deviceWords = (step: DeviceStep, { portsOf, ownFiles }: Devices): readonly (readonly string[])[] => {
  const say = (word: string, ...values: readonly (string | number | undefined)[]): readonly string[] =>
    values.includes(undefined) ? [] : [[word, ...values.map((value) => sh(String(value)))].join(' ')];
  const ports = step.device === 'bond' ? (portsOf.get(step.name) ?? []) : [];
  return [
    [
      `device ${step.device} ${sh(step.name)}`,
      ...say('mtu', step.mtu),
      ...say('master', step.master),
      ...say('vlan', step.vlan, step.lower),
      ...say('stp', step.stp === undefined ? undefined : step.stp ? 'on' : 'off'),
      ...say('forward_delay', step.forwardDelay),
    ],
    Object.entries(step.options ?? {}).flatMap(([name, value]) => say('option', name, value)),
    ports.flatMap((port) => say('port', port)),
    [
      ...(step.addresses ?? []).flatMap((address) => say('address', address)),
      ...say('gateway', step.gateway),
      ...step.routes.flatMap(({ to, via }) => say('route', to, via)),
    ],
    step.files.flatMap((file) => say(ownFiles.has(file) ? 'made_by' : 'shared', file)),
  ].filter((line) => line.length > 0);
};
