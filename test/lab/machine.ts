import { execFile } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { type Agent, connectAgent, type Job, type Result } from './agent.ts';
import { type Template, thaw } from './image.ts';
import { patience, until, within } from './patience.ts';
import { type Qemu, startQemu, withDisk } from './qemu.ts';
import type { WireEnd } from './wire.ts';

const run = promisify(execFile);

/** One end of a cable: sockets instead of copper, so that every frame passes, LACP's too, and none leaves the lab. */
export interface Card {
  /** What the machine calls it. */
  readonly name: string;
  readonly mac: string;
  /** Undefined when nothing that takes part is at the other end. */
  readonly wire: WireEnd | undefined;
}

/** Where commands can be run: a machine, or a network namespace of one. */
export type Somewhere = Pick<Machine, 'run' | 'attempt' | 'start'>;

/** A network namespace of a machine. */
export const insideOf = ({ run: must, attempt, start }: Machine, namespace: string): Somewhere => {
  const inside = (script: string): string => `exec ip netns exec ${namespace} sh <<'THERE'\n${script}\nTHERE`;
  return {
    run: (script, seconds) => must(inside(script), seconds),
    attempt: (script, seconds) => attempt(inside(script), seconds),
    start: (script) => start(inside(script)),
  };
};

/** A running Debian, and all that can be done to it. */
export interface Machine {
  readonly name: string;
  /** What a command of sh says, which must succeed, in so many seconds. */
  readonly run: (script: string, seconds?: number) => Promise<string>;
  /** How a command ends, whatever it does. */
  readonly attempt: (script: string, seconds?: number) => Promise<Result>;
  /** A command that goes on while others run. */
  readonly start: (script: string) => Job;
  readonly write: (path: string, content: string, mode?: string) => Promise<void>;
  /** Puts cards in, and waits until the kernel has them under their names. */
  readonly plug: (cards: readonly Card[]) => Promise<void>;
  /** Whether a card sees its cable. */
  readonly link: (card: string, up: boolean) => Promise<void>;
  /** As an operator does it; what runs without anybody's help afterwards is up. */
  readonly reboot: () => Promise<void>;
  /** The button: nothing is told, and what was not written is lost. */
  readonly reset: () => Promise<void>;
  /** The power cut; nothing can be done to it any more. */
  readonly kill: () => Promise<void>;
  readonly qemu: Qemu;
}

const told = (name: string, script: string, { status, out, err }: Result): string =>
  [`${name}: status ${status} of`, script.trim().replace(/^/gm, '  $ '), out.trimEnd(), err.trimEnd()]
    .filter((it) => it !== '')
    .join('\n');

const clone = async (from: Template, folder: string): Promise<Qemu> => {
  mkdirSync(folder);
  const disk = join(folder, 'disk.qcow2');
  await run('qemu-img', ['create', '-q', '-f', 'qcow2', '-b', from.disk, '-F', 'qcow2', disk]);
  const memory = { file: from.memory, shared: false };
  const parts = { folder, kernel: from.kernel, initrd: from.initrd, disk, memory };
  const qemu = await startQemu(folder, [...withDisk(parts), ...thaw.words]);
  try {
    await qemu.tell('migrate-set-capabilities', thaw.ignoreShared);
    await qemu.tell('migrate-incoming', { uri: `exec:cat ${from.state}` });
    await until(
      30,
      'the template is loaded',
      async () => ((await qemu.tell('query-status')) as { status: string }).status !== 'inmigrate',
      0.02,
    );
    await qemu.tell('cont');
  } catch (error) {
    await qemu.kill();
    throw error;
  }
  return qemu;
};

/** The same name is the same machine, in every run; udev, which the template has stopped, makes the addresses of bridges of it. */
const machineId = (name: string): string => createHash('sha256').update(name).digest('hex').slice(0, 32);

/** RNDRESEEDCRNG of random(4). */
const reseed = 0x5207;

/** A clone thinks that it is the template, on the day on which that was made, and what comes to it by chance is what comes to every other clone. */
const ownSelf = (name: string): string => `
  date --set @${(Date.now() / 1000).toFixed(3)} >/dev/null
  echo ${machineId(name)} >/etc/machine-id
  perl -e 'open my $chance, ">", "/dev/urandom" or die; syswrite $chance, "${randomBytes(32).toString('hex')}"; ioctl $chance, ${reseed}, 0 or die $!'`;

const named = (cards: readonly Card[]): string =>
  cards
    .map(
      ({ name, mac }) =>
        `printf '[Match]\\nPermanentMACAddress=${mac}\\n\\n[Link]\\nName=${name}\\nMACAddressPolicy=none\\n' >/etc/systemd/network/10-${name}.link`,
    )
    .join('\n');

const arrived = (cards: readonly Card[]): string =>
  `udevadm wait --timeout=${patience.command} ${cards.map((it) => `/sys/class/net/${it.name}`).join(' ')}`;

/** What a card is plugged into, as qemu has it. */
export const backend = ({ wire }: Card, hubid: number): object => {
  if (wire === undefined) return { type: 'hubport', hubid };
  return { type: 'dgram', local: wire.here, remote: wire.far };
};

const firstSlot = 6;
const slots = 32;

/** A machine of the lab, from the template: answering, with no card in it yet. */
export const machine = async (from: Template, folder: string, name: string): Promise<Machine> => {
  const qemu = await clone(from, folder);
  let agent: Agent;
  let boot: string;
  try {
    agent = await connectAgent(folder);
    boot = await agent.hello(patience.command);
  } catch (error) {
    await qemu.kill();
    throw error;
  }
  let plugged = 0;

  const attempt = (script: string, seconds = patience.command): Promise<Result> => {
    const job = agent.start(script);
    return within(seconds, `${name}: ${script.trim()}`, job.ended).catch((error) => {
      job.signal('KILL');
      throw error;
    });
  };
  const must = async (script: string, seconds?: number): Promise<string> => {
    const result = await attempt(script, seconds);
    if (result.status !== 0) throw new Error(told(name, script, result));
    return result.out;
  };
  const startedAnew = async (): Promise<void> => {
    boot = await agent.nextHello(patience.start, boot);
    const state = await attempt('systemctl is-system-running --wait', patience.start);
    if (state.status !== 0)
      throw new Error(`${name}: ${await must('systemctl --failed; journalctl -b -p warning --no-pager | tail -n 30')}`);
  };
  const it: Machine = {
    name,
    qemu,
    attempt,
    run: must,
    start: agent.start,
    write: async (path, content, mode = '0644') => {
      const text = Buffer.from(content).toString('base64');
      await must(
        `mkdir -p "$(dirname '${path}')" && base64 -d >'${path}' <<'TEXT' && chmod ${mode} '${path}'\n${text}\nTEXT`,
      );
    },
    plug: async (cards) => {
      if (cards.length === 0) return;
      if (firstSlot + plugged + cards.length > slots) throw new Error(`${name}: no room for ${cards.length} cards`);
      await must(named(cards));
      for (const card of cards) {
        await qemu.tell('netdev_add', { id: `wire-${card.name}`, ...backend(card, plugged) });
        const place = {
          id: `card-${card.name}`,
          netdev: `wire-${card.name}`,
          addr: (firstSlot + plugged).toString(16),
        };
        // Without a speed no bond counts a port in.
        await qemu.tell('device_add', {
          driver: 'virtio-net-pci',
          ...place,
          mac: card.mac,
          speed: 1000,
          duplex: 'full',
        });
        plugged += 1;
      }
      await must(arrived(cards));
    },
    link: async (card, up) => {
      await qemu.tell('set_link', { name: `card-${card}`, up });
    },
    reboot: async () => {
      agent.start('systemctl reboot');
      await startedAnew();
    },
    reset: async () => {
      await qemu.tell('system_reset');
      await startedAnew();
    },
    kill: async () => {
      agent.close();
      await qemu.kill();
    },
  };
  try {
    await must(ownSelf(name));
  } catch (error) {
    await it.kill();
    throw error;
  }
  return it;
};
