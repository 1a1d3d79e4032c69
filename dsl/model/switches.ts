import { byDefault, type From, place, type Several, several } from '../language/place.ts';
import type { Switch, SwitchSpec } from '../language/switch.ts';
import type { Vlan } from '../language/vlan.ts';
import { switchFamilies } from '../platforms/switches.ts';
import { byCount } from '../text/compare.ts';
import { channelsOf } from './channels.ts';
import { type End, nativeVlanOf } from './ends.ts';
import type { Carried, Known, Port, SiteSwitch, SiteVlan } from './model.ts';
import { ordinal } from './ordinal.ts';
import { type Specs, specOf } from './specs.ts';

const desired = byDefault(
  'a receiver that is overrun asks for a pause instead of losing frames, which iSCSI pays for dearly',
);
const ethernet = byDefault('1500 bytes is the MTU of Ethernet, and no VLAN here asks for more');

/** The VLANs of some traffic, with reasons. */
const vlansIn = ({ traffic }: { readonly traffic: End['traffic'] }): readonly Carried[] => {
  if (traffic.mode === 'trunk') return traffic.vlans;
  return traffic.mode === 'access' ? [{ vlan: traffic.vlan, untagged: true, from: traffic.from }] : [];
};

/** Every VLAN that must exist on the switch: of its ports, and the one it is managed in. */
const vlansOn = (ends: readonly End[], management: SiteSwitch['management']): Carried[] => {
  const found = new Map<SiteVlan, From[]>();
  const add = (vlan: SiteVlan, from: readonly From[]): void => {
    const known = found.get(vlan);
    if (known === undefined) found.set(vlan, [place(vlan.of), ...from]);
    else for (const it of from) known.push(it);
  };
  const shared = new Set<readonly From[]>();
  for (const end of ends) {
    for (const { vlan, from } of vlansIn(end)) {
      if (shared.has(from)) continue;
      shared.add(from);
      add(vlan, from);
    }
  }
  if (management !== undefined) add(management.vlan, [management.at]);
  return [...found].map(([vlan, from]) => ({ vlan, untagged: false, from })).sort((a, b) => a.vlan.id - b.vlan.id);
};

/** @param all what decides which VLANs are on the switch, and which are not */
const mtuOf = (vlans: readonly Carried[], all: Several): Known<number> => {
  const most = Math.max(1500, ...vlans.map((it) => it.vlan.mtu.value));
  if (most === 1500) return { value: 1500, from: [ethernet, ...vlans.flatMap((it) => it.vlan.mtu.from), all] };
  const because = vlans.filter((it) => it.vlan.mtu.value > 1500);
  return { value: most, from: because.flatMap((it) => [...it.vlan.mtu.from, ...it.from]) };
};

/** What the switch adds to a port that a cable of the model ends in. */
const extras = (of: Switch, end: End, specs: Specs): { description: Known<string>; raw: readonly Known<string>[] } => {
  const use = specOf(specs, of).ports?.[end.port];
  if (use === undefined || use === 'unused') return { description: end.description, raw: [] };
  const raw = (use.raw ?? []).map((value, index) => ({ value, from: [place(of, 'ports', end.port, 'raw', index)] }));
  const description =
    use.description === undefined
      ? end.description
      : { value: use.description, from: [place(of, 'ports', end.port, 'description')] };
  return { description, raw };
};

interface Unit {
  readonly model?: string;
  readonly module?: string;
}

/** A switch has its model and module in its spec; a stack has those of its members by their numbers. */
const hardwareOf = (of: Switch, specs: Specs): Known<string> => {
  const spec: SwitchSpec & Unit & { readonly members?: Readonly<Record<string, Unit>> } = specOf(specs, of);
  const named = ({ model = '', module }: Unit): string => (module === undefined ? model : `${model} with ${module}`);
  if (spec.members === undefined) return { value: named(spec), from: [place(of, 'model'), place(of, 'module')] };
  const members = Object.entries(spec.members).sort(([a], [b]) => byCount(a, b));
  return { value: members.map(([unit, it]) => `${unit}: ${named(it)}`).join(', '), from: [place(of, 'members')] };
};

export const siteSwitch = (
  of: Switch,
  all: readonly End[],
  specs: Specs,
  vlanOf: (vlan: Vlan) => SiteVlan | undefined,
): SiteSwitch => {
  const spec = specOf(specs, of);
  const managementVlan = spec.management && vlanOf(spec.management.vlan);
  const management =
    spec.management === undefined || managementVlan === undefined
      ? undefined
      : { vlan: managementVlan, address: spec.management.address, at: place(of, 'management') };

  // Two ends in one port are a law's business; here the first one counts.
  const once = new Map<string, End>();
  for (const end of all) if (!once.has(end.port)) once.set(end.port, end);
  const ends = [...once.values()];

  const channels = channelsOf(of, ends, specs);
  const ports = ends
    .map((end): Port => {
      const channel = channels.numberOf(end);
      return Object.freeze({
        kind: 'port',
        switch: of.name,
        name: end.port,
        ordinal: ordinal(of, end.port),
        peer: end.peer,
        traffic: end.traffic,
        at: end.at,
        ...extras(of, end, specs),
        ...(channel === undefined ? {} : { channel }),
      });
    })
    .sort((a, b) => a.ordinal - b.ordinal || byCount(a.name, b.name));
  const vlans = vlansOn(ends, management);
  const flowAt = place(of, 'flowControl');
  const flowControl: SiteSwitch['flowControl'] =
    spec.flowControl === undefined
      ? { value: 'desired', from: [flowAt, desired] }
      : { value: spec.flowControl, from: [flowAt] };
  return Object.freeze({
    kind: 'switch',
    of,
    name: of.name,
    facts: switchFamilies[of.family],
    hardware: hardwareOf(of, specs),
    ...(spec.vtp === undefined ? {} : { vtp: { value: spec.vtp, from: [place(of, 'vtp')] } }),
    ports,
    channels: channels.channels(ports),
    vlans,
    nativeVlan: nativeVlanOf(of, specs),
    flowControl,
    bpduGuard: spec.bpduGuard === true,
    mtu: mtuOf(vlans, several(ends.flatMap((it) => it.traffic.from))),
    ...(management === undefined ? {} : { management }),
  });
};
