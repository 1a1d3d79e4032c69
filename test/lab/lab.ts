import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { artifactsOf } from '../../dsl/compile.ts';
import { hasErrors, type Judgement, judgeStack } from '../../dsl/judge.ts';
import type { Stack } from '../../dsl/language/stack.ts';
import type { Model, SiteHost } from '../../dsl/model/model.ts';
import type { Result } from './agent.ts';
import { type Cable, cable, type End } from './cable.ts';
import { cables, type ModelEnd } from './cables.ts';
import { type Diskless, diskless } from './diskless.ts';
import type { Template } from './image.ts';
import { type Card, insideOf, type Machine, machine, type Somewhere } from './machine.ts';
import { asMade, keepAsMade, outsidersAsMade } from './over.ts';
import { patience } from './patience.ts';
import { type LabSwitch, labSwitch } from './switch.ts';
import { type WireEnd, wire } from './wire.ts';
import { cardOf } from './wiring.ts';

/** A host of the stack, as a machine. */
export interface LabHost extends Machine {
  /** Runs the emitted script; how it ends is the caller's to judge. */
  readonly apply: (...args: readonly string[]) => Promise<Result>;
}

/** A stack as running machines. */
export interface Lab {
  readonly model: Model;
  readonly host: (name: string) => LabHost;
  readonly switch: (name: string) => LabSwitch;
  /** By either end: `hv1 eth0`, `sw1 Gi0/1`. */
  readonly cable: (end: string) => Cable;
  /** What is at the end of a cable and no machine, played by a network namespace: `sw1 Gi0/24`. Its card is `port`. */
  readonly outsider: (end: string) => Somewhere;
  /** Its artifacts are those of another stack from now on; the machines are as they were. Gives the order in which its README wants them. */
  readonly become: (stack: Stack) => Promise<readonly string[]>;
  /** The same machines and cables, as if this stack had been the first: some of what is in it may be missing. */
  readonly startOver: (stack: Stack) => Promise<void>;
  /** The lines of an artifact of this stack: `switches/sw1/config.ios`. */
  readonly artifact: (path: string) => readonly string[];
  /** Its artifacts, by their paths below the site's folder. */
  readonly artifacts: () => ReadonlyMap<string, readonly string[]>;
  /** Switches a host on that has no disk, with the card that it installs through; or with another in its place. */
  readonly powerOn: (name: string, mac?: string) => Promise<Diskless>;
  readonly machines: () => readonly Machine[];
  readonly close: () => Promise<void>;
}

/** Who takes part: all hosts of Debian 12, unless some are named. */
export interface LabOptions {
  readonly hosts?: readonly string[];
  /** Hosts of any platform on which nothing is installed, and which are off: `powerOn`. */
  readonly diskless?: readonly string[];
}

const named = <T>(all: ReadonlyMap<string, T>, name: string): T => {
  const found = all.get(name);
  if (found === undefined) throw new Error(`the lab has no ${name}, only ${[...all.keys()].join(', ')}`);
  return found;
};

/** A switch's ports have no address in the stack. */
const portMac = (index: number): string => `02:00:00:00:00:${index.toString(16).padStart(2, '0')}`;

const judged = (stack: Stack): Judgement => {
  const judgement = judgeStack(stack);
  if (!hasErrors(judgement)) return judgement;
  const said = judgement.findings.map((it) => `${it.code}: ${it.message}`);
  throw new Error(`the stack ${stack.name} does not compile:\n${said.join('\n')}`);
};

type Artifacts = ReadonlyMap<string, readonly string[]>;

const compiled = (judgement: Judgement): Artifacts =>
  new Map([...artifactsOf(judgement)].map((it) => [it.path, [...it.lines].map((line) => line.text)]));

const bring = (machine: Machine, artifacts: Artifacts): Promise<void> =>
  machine.write('/root/apply.sh', `${named(artifacts, `hosts/${machine.name}/apply.sh`).join('\n')}\n`, '0755');

/** `1. `switches/sw1/config.ios``, and so on. */
const orderIn = (artifacts: Artifacts): readonly string[] =>
  named(artifacts, 'README.md').flatMap((it) => /^\d+\. `(.*)`$/.exec(it)?.[1] ?? []);

/**
 * Machines for the hosts and switches of a stack, cabled as it says; the
 * switches carry out their config.ios, and the hosts are as Debian left them.
 */
export const startLab = async (
  stack: Stack,
  from: Template,
  folder: string,
  { hosts: only, diskless: bare = [] }: LabOptions = {},
): Promise<Lab> => {
  const isMachine = ({ name, platform }: SiteHost): boolean =>
    platform.id === 'debian12' && (only === undefined || only.includes(name)) && !bare.includes(name);
  const judgement = judged(stack);
  const { model } = judgement;
  let artifacts = compiled(judgement);
  const hosts = model.hosts.filter(isMachine);
  const found = cables(model, (it) => isMachine(it) || bare.includes(it.name));

  mkdirSync(folder);
  const names = [...hosts, ...model.switches].map((it) => it.name);
  const started = await Promise.allSettled(names.map((name) => machine(from, join(folder, name), name)));
  const machines = new Map(started.flatMap((it) => (it.status === 'fulfilled' ? [[it.value.name, it.value]] : [])));
  const poweredOn: Diskless[] = [];
  const close = async (): Promise<void> => {
    await Promise.all([...machines.values(), ...poweredOn].map((it) => it.kill()));
  };
  try {
    for (const it of started) if (it.status === 'rejected') throw it.reason;
    const cards = new Map<string, Card[]>([...names, ...bare].map((name) => [name, []]));
    const byEnd = new Map<string, Cable>();
    let portMacs = 0;
    for (const [one, other] of found) {
      const [here, there] = wire();
      const end = ({ machine, card, mac = portMac(portMacs++) }: ModelEnd, wire: WireEnd): End[] => {
        const name = cardOf(card);
        named(cards, machine).push({ name, mac, wire });
        const its = machines.get(machine);
        return its === undefined ? [] : [{ machine: its, card: name }];
      };
      const it = cable(...end(one, here), ...end(other, there));
      for (const { machine, card } of [one, other]) byEnd.set(`${machine} ${card}`, it);
    }
    for (const { name: machine, nics } of hosts)
      for (const { name, mac } of nics)
        if (!byEnd.has(`${machine} ${name}`)) named(cards, machine).push({ name, mac, wire: undefined });
    await Promise.all([...machines].map(([name, it]) => it.plug(named(cards, name))));
    for (const { name: machine, nics } of hosts)
      for (const { name, cable: plugged } of nics)
        if (plugged === undefined) await named(machines, machine).link(name, false);

    const artifact = (path: string): readonly string[] => named(artifacts, path);
    const switches = new Map<string, LabSwitch>();
    for (const it of model.switches) {
      const cabled = new Set(found.flat().flatMap(({ machine, card }) => (machine === it.name ? [card] : [])));
      const made = await labSwitch(it, named(machines, it.name), cabled);
      await made.startWith(artifact(`switches/${it.name}/config.ios`));
      switches.set(it.name, made);
    }
    const labHosts = new Map<string, LabHost>();
    for (const { name } of hosts) {
      const it = named(machines, name);
      await it.run(keepAsMade);
      await bring(it, artifacts);
      labHosts.set(name, {
        ...it,
        apply: (...args) => it.attempt(`bash /root/apply.sh ${args.join(' ')}`, patience.apply),
      });
    }
    return {
      model,
      host: (name) => named(labHosts, name),
      switch: (name) => named(switches, name),
      cable: (end) => named(byEnd, end),
      outsider: (end) => {
        const [name = '', port = ''] = end.split(' ');
        return insideOf(named(machines, name), cardOf(port));
      },
      artifact,
      become: async (next) => {
        artifacts = compiled(judged(next));
        for (const { name } of hosts) await bring(named(machines, name), artifacts);
        return orderIn(artifacts);
      },
      startOver: async (next) => {
        artifacts = compiled(judged(next));
        await Promise.all([...byEnd.values()].map((it) => it.putBack()));
        for (const [name, it] of switches) {
          await it.machine.run(outsidersAsMade);
          await it.startWith(artifacts.get(`switches/${name}/config.ios`) ?? []);
        }
        for (const { name } of hosts) {
          await named(machines, name).run(asMade);
          await bring(named(machines, name), artifacts);
        }
      },
      artifacts: () => artifacts,
      powerOn: async (name, mac) => {
        const nic = model.hosts.find((it) => it.name === name)?.install?.nic;
        const card = named(cards, name).find((it) => it.name === nic?.name);
        if (card === undefined) throw new Error(`${name} has no card to install through`);
        const it = await diskless(join(folder, `${name}-${poweredOn.length}`), { ...card, mac: mac ?? card.mac });
        poweredOn.push(it);
        return it;
      },
      machines: () => [...machines.values()],
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
};
