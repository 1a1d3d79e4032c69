import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync, writeFileSync } from 'node:fs';
import { getPriority } from 'node:os';
import { join } from 'node:path';
import { lines } from './lines.ts';
import { patience, within } from './patience.ts';

/** Where the parts of a machine with a disk are. */
export interface Parts {
  /** The folder of its sockets and logs. */
  readonly folder: string;
  readonly kernel: string;
  readonly initrd: string;
  /** A qcow2 file of its own. */
  readonly disk: string;
  /** What its memory is: written to by a template, copied on write by a clone. */
  readonly memory: { readonly file: string; readonly shared: boolean };
}

/** A running qemu. */
export interface Qemu {
  readonly folder: string;
  /** A command of its monitor (QMP). */
  readonly tell: (command: string, words?: object) => Promise<unknown>;
  /** Ends it at once, as a power cut ends a machine. */
  readonly kill: () => Promise<void>;
  /** What the machine has written to its console. */
  readonly console: () => string;
}

// Half of these buy speed, since there is no hardware virtualization: mitigations, checks and reporters of a
// kernel that nobody attacks. Without random addresses most of all: qemu translates code anew for each place where it
// stands, and a program that is started takes a third of the time. NICs are named by the lab, as firmware names them by slot.
const kernelWords = [
  'console=ttyS0 panic=1 net.ifnames=0 mitigations=off nokaslr init_on_alloc=0 audit=0 apparmor=0 selinux=0',
  'tsc=reliable no_timer_check nowatchdog norandmaps rcupdate.rcu_expedited=1 transparent_hugepage=never',
  'quiet systemd.show_status=0',
].join(' ');

export const megabytes = 512;

const emulated = ['-accel', 'tcg,thread=multi,tb-size=128', '-smp', '1', '-nodefaults', '-display', 'none'];

/** How it is looked at. */
const sockets = (folder: string): readonly string[] => [
  ...[
    '-chardev',
    `socket,id=console,path=${join(folder, 'console')},server=on,wait=off,logfile=${join(folder, 'console.log')}`,
  ],
  ...['-serial', 'chardev:console'],
  ...['-qmp', `unix:${join(folder, 'monitor')},server=on,wait=off`],
];

/** A machine that starts from a kernel and a disk, and has the agent. */
export const withDisk = ({ folder, kernel, initrd, disk, memory }: Parts): readonly string[] => {
  const ram = `memory-backend-file,id=ram,size=${megabytes}M,mem-path=${memory.file},share=${memory.shared ? 'on' : 'off'}`;
  return [
    ...['-M', 'pc,memory-backend=ram', ...emulated, '-m', `${megabytes}M`, '-object', ram],
    ...['-kernel', kernel, '-initrd', initrd, '-append', kernelWords],
    ...['-drive', `id=root,file=${disk},if=none,cache=unsafe`, '-device', 'virtio-blk-pci,drive=root,addr=3'],
    ...['-device', 'virtio-rng-pci,addr=4'],
    ...['-chardev', `socket,id=agent,path=${join(folder, 'agent')},server=on,wait=off`],
    ...['-device', 'virtio-serial-pci,addr=5', '-device', 'virtserialport,chardev=agent,name=lab.agent'],
    ...sockets(folder),
  ];
};

/** A machine that has nothing but its firmware, which writes to the console, and a card to boot from. */
export const withoutDisk = (folder: string, netdev: object, mac: string): readonly string[] => [
  ...['-M', 'pc,graphics=off', ...emulated, '-m', '256M'],
  ...['-netdev', JSON.stringify({ ...netdev, id: 'wire' })],
  ...['-device', `virtio-net-pci,netdev=wire,mac=${mac},bootindex=1`],
  ...sockets(folder),
];

const ended = (child: ChildProcess): Promise<void> =>
  child.exitCode !== null || child.signalCode !== null
    ? Promise.resolve()
    : new Promise((resolve) => child.once('exit', () => resolve()));

/** Nothing of this depends on the machine it runs on: the key of the cache. */
export const machineModel = withDisk({
  folder: '',
  kernel: '',
  initrd: '',
  disk: '',
  memory: { file: '', shared: false },
}).join(' ');

/** To the scheduler a session of its own is a group of its own, whatever it has inherited (sched(7), autogroup). */
const asNiceAsWe = ({ pid }: ChildProcess): void => {
  try {
    writeFileSync(`/proc/${pid}/autogroup`, String(getPriority()));
  } catch {
    // There are no such groups, or we may not: then it is one process among others.
  }
};

/** It dies with the process that has started it, whatever ends that. */
export const startQemu = async (folder: string, words: readonly string[]): Promise<Qemu> => {
  const log = openSync(join(folder, 'qemu.log'), 'w');
  const child = spawn('setpriv', ['--pdeathsig', 'KILL', 'qemu-system-x86_64', ...words], {
    stdio: ['ignore', log, log],
    // Ctrl-C is for us: we end it when we have looked at it.
    detached: true,
  });
  closeSync(log);
  asNiceAsWe(child);
  const gone = ended(child).then(() => {
    throw new Error(`qemu has ended: ${readFileSync(join(folder, 'qemu.log'), 'utf8').trim() || 'it says nothing'}`);
  });
  // Somebody waits for it only while a command is under way.
  gone.catch(() => undefined);

  let number = 0;
  const waiting = new Map<number, { readonly good: (value: unknown) => void; readonly bad: (error: Error) => void }>();
  const heard = (line: string): void => {
    const { id, error, ...answer } = JSON.parse(line) as { id?: number; error?: { desc: string }; return?: unknown };
    const asked = id === undefined ? undefined : waiting.get(id);
    if (id === undefined || asked === undefined) return;
    waiting.delete(id);
    if (error === undefined) asked.good(answer.return);
    else asked.bad(new Error(error.desc));
  };
  const monitor = await Promise.race([lines(join(folder, 'monitor'), heard, () => undefined), gone]);
  const tell = (command: string, given: object = {}): Promise<unknown> => {
    number += 1;
    const id = number;
    const answer = new Promise((good, bad) => {
      waiting.set(id, { good, bad: (error) => bad(new Error(`${command}: ${error.message}`)) });
    });
    monitor.say(JSON.stringify({ execute: command, arguments: given, id }));
    return within(patience.command, `${command} of qemu`, Promise.race([answer, gone]));
  };
  const kill = async (): Promise<void> => {
    child.kill('SIGKILL');
    await ended(child);
    monitor.close();
  };
  try {
    await tell('qmp_capabilities');
  } catch (error) {
    await kill();
    throw error;
  }
  return { folder, tell, kill, console: () => readFileSync(join(folder, 'console.log'), 'utf8') };
};
