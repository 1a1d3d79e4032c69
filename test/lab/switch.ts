import type { SiteSwitch } from '../../dsl/model/model.ts';
import { newSwitch } from '../emit/cisco/run.ts';
import type { Machine } from './machine.ts';
import { cardOf, rewiring, unwired, wiring } from './wiring.ts';

/** A machine that does what a switch would with the lines it is given. */
export interface LabSwitch {
  readonly machine: Machine;
  /** The lines as they are pasted: what one of them changes, the kernel does before the next. */
  readonly paste: (lines: readonly string[]) => Promise<void>;
  /** The lines as the configuration it starts with: what waits for a reload is done too. */
  readonly startWith: (lines: readonly string[]) => Promise<void>;
}

/** A port that the model knows and that no machine is cabled to ends in a network namespace of its own name. */
const outside = (port: string): readonly string[] => {
  const card = cardOf(port);
  return [
    `ip netns add ${card}`,
    `ip link add ${card} type veth peer name port netns ${card}`,
    `ip -n ${card} link set port mtu 9216 up`,
    `ip -n ${card} link set lo up`,
  ];
};

/**
 * A machine becomes a switch. What the lines mean is asked of the simulator that
 * the emitter's own tests use, and that stops at a line which it does not know;
 * what it then lets pass is what a VLAN-aware bridge is told.
 */
export const labSwitch = async (it: SiteSwitch, machine: Machine, cabled: ReadonlySet<string>): Promise<LabSwitch> => {
  const ports = it.ports.map((port) => port.name);
  let sim = newSwitch(it);
  let wired = unwired(ports);
  const obey = async (mtu: number): Promise<void> => {
    const next = wiring(sim, ports, mtu);
    const said = rewiring(wired, next);
    wired = next;
    if (said.length > 0) await machine.run(`set -ex\n${said.join('\n')}`);
  };
  const refuse = (line: string, [why]: readonly string[]): void => {
    if (why !== undefined) throw new Error(`${it.name} refuses "${line.trim()}": ${why}`);
  };
  await machine.run(
    [
      'set -ex',
      `hostname ${it.name}`,
      // Everything has its name by now; each device more would cost it half a second.
      'systemctl --quiet stop systemd-udevd-control.socket systemd-udevd-kernel.socket systemd-udevd',
      'modprobe -a bonding bridge 8021q veth',
      'ip link delete bond0 || :',
      ...ports.filter((port) => !cabled.has(port)).flatMap(outside),
      'ip link add bridge type bridge vlan_filtering 1 vlan_default_pvid 0 mcast_snooping 0',
      'ip link set bridge up',
    ].join('\n'),
  );
  return {
    machine,
    paste: async (lines) => {
      const mtu = (): number => (it.facts.jumbo.needsReload ? wired.mtu : sim.mtu());
      for (const line of lines) {
        refuse(line, sim.feed(line));
        await obey(mtu());
      }
      refuse('end', sim.end());
      await obey(mtu());
    },
    startWith: async (lines) => {
      sim = newSwitch(it);
      for (const line of lines) refuse(line, sim.feed(line));
      refuse('end', sim.end());
      await obey(sim.mtu());
    },
  };
};
