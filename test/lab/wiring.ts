import { long } from '../emit/cisco/run.ts';
import type { Simulator } from '../emit/cisco/simulator.ts';

/** What the kernel must be told of one card or bond of a switch. */
interface Wired {
  readonly up: boolean;
  /** The bridge, a bond, or nothing: a port that is not like its channel is suspended. */
  readonly master?: string;
  /** `666`, or `666 pvid untagged`. */
  readonly vlans: readonly string[];
  /** Of a bond, the words of `ip link add … type bond`. */
  readonly bond?: string;
}

/** All that follows from the lines that the switch has been given, by the kernel's name. */
export interface Wiring {
  readonly mtu: number;
  readonly devices: Readonly<Record<string, Wired>>;
}

/** `Gi0/1` as the kernel can name it. */
export const cardOf = (port: string): string => port.replaceAll('/', '_');

/** As they are before anything is said. */
export const unwired = (ports: readonly string[]): Wiring => ({
  mtu: 1500,
  devices: Object.fromEntries(ports.map((port) => [cardOf(port), { up: false, vlans: [] }])),
});

const modes: Readonly<Record<string, string>> = {
  active: 'mode 802.3ad lacp_active on',
  passive: 'mode 802.3ad lacp_active off',
  on: 'mode balance-xor',
};

const vlansOf = (sim: Simulator, name: string): readonly string[] =>
  sim
    .vlanIds()
    .flatMap((id) => [
      ...(sim.passes(name, id, 'tagged') ? [`${id}`] : []),
      ...(sim.passes(name, id, 'untagged') ? [`${id} pvid untagged`] : []),
    ]);

/** What the simulated switch lets pass, in the kernel's words. */
export const wiring = (sim: Simulator, ports: readonly string[], mtu: number): Wiring => {
  const devices: Record<string, Wired> = {};
  for (const port of ports) {
    const name = long(port);
    const it = sim.interface(name);
    if (it === undefined) throw new Error(`the switch has no ${port}`);
    const up = !it.shutdown;
    if (it.channel === undefined) {
      devices[cardOf(port)] = { up, master: 'bridge', vlans: vlansOf(sim, name) };
      continue;
    }
    const { number, mode } = it.channel;
    const channel = `Port-channel${number}`;
    const rate = mode === 'on' ? '' : ` lacp_rate ${it.lacpRate === 'fast' ? 'fast' : 'slow'}`;
    devices[`Po${number}`] = {
      up: sim.interface(channel)?.shutdown === false,
      master: 'bridge',
      vlans: vlansOf(sim, channel),
      bond: `${modes[mode]}${rate} miimon 100`,
    };
    const whole = up && sim.suspended(name) === undefined;
    devices[cardOf(port)] = { up, vlans: [], ...(whole ? { master: `Po${number}` } : {}) };
  }
  return { mtu, devices };
};

const moved = (name: string, was: Wired | undefined, is: Wired, inBond: boolean): readonly string[] => {
  if (was?.master === is.master) return [];
  return [
    ...(was?.master === undefined ? [] : [`ip link set ${name} nomaster`]),
    ...(is.master === undefined
      ? []
      : [...(inBond ? [`ip link set ${name} down`] : []), `ip link set ${name} master ${is.master}`]),
  ];
};

/** From one wiring to the next, as commands. What is the same in both is not touched. */
export const rewiring = (before: Wiring, after: Wiring): readonly string[] => {
  const bondOf = ({ devices }: Wiring, name: string): string | undefined => devices[name]?.bond;
  const gone = Object.keys(before.devices).filter((it) => bondOf(before, it) !== bondOf(after, it));
  const made = Object.keys(after.devices).filter((it) => bondOf(before, it) !== bondOf(after, it));
  const said = [
    ...gone.map((it) => `ip link delete ${it}`),
    ...made.map((it) => `ip link add ${it} type bond ${bondOf(after, it)}`),
  ];
  for (const [name, is] of Object.entries(after.devices)) {
    const known = gone.includes(name) ? undefined : before.devices[name];
    // The ports of a bond that goes are down, and have no master.
    const was = known !== undefined && gone.includes(known.master ?? '') ? { up: false, vlans: [] } : known;
    const move = moved(name, was, is, bondOf(after, is.master ?? '') !== undefined);
    said.push(...move);
    const had = move.length > 0 ? [] : (was?.vlans ?? []);
    for (const it of had)
      if (!is.vlans.includes(it)) said.push(`bridge vlan delete dev ${name} vid ${it.split(' ')[0]}`);
    for (const it of is.vlans) if (!had.includes(it)) said.push(`bridge vlan add dev ${name} vid ${it}`);
    if (move.length > 0 || was?.up !== is.up) said.push(`ip link set ${name} ${is.up ? 'up' : 'down'}`);
  }
  const resized = before.mtu === after.mtu ? made : Object.keys(after.devices);
  return [...said, ...resized.map((it) => `ip link set ${it} mtu ${after.mtu}`)];
};
