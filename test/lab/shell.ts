import { connect } from 'node:net';
import { join } from 'node:path';
import type { Template } from './image.ts';
import { startLab } from './lab.ts';
import { loaded } from './reference.ts';

const wayOut = 0x1d;

/** Joins the terminal to a console until Ctrl-]. */
const attach = (path: string): Promise<void> =>
  new Promise((resolve, reject) => {
    const console = connect(path);
    const typed = (bytes: Buffer): void => {
      if (bytes.includes(wayOut)) console.destroy();
      else console.write(bytes);
    };
    console.on('connect', () => console.write('\n'));
    console.on('data', (bytes) => process.stdout.write(bytes));
    console.on('error', reject);
    console.on('close', () => {
      process.stdin.off('data', typed);
      resolve();
    });
    process.stdin.on('data', typed);
  });

const choice = (): Promise<string> =>
  new Promise((resolve) => {
    process.stdin.once('data', (bytes: Buffer) => resolve(bytes.toString().trim()));
  });

/** A lab of a person's own: the machines of a stack, cabled and switched, until they have seen enough. */
export const shell = async (
  [file, ...others]: readonly string[],
  from: Template,
  folder: string,
  say: (text: string) => void,
): Promise<void> => {
  if (file === undefined || others.length > 0)
    throw new Error('shell takes one stack: npm run lab -- shell stacks/dc1.ts');
  const lab = await startLab(await loaded(file), from, join(folder, 'shell'));
  const machines = lab.machines();
  for (const it of machines) await it.run('systemctl start serial-getty@ttyS0');
  for (;;) {
    say(`\nThe machines are ${machines.map((it) => it.name).join(', ')}. A host has its script at /root/apply.sh.`);
    say('Which one? Ctrl-] leaves a machine; an empty answer, or the end of the input, ends the lab.');
    const name = await choice();
    const machine = machines.find((it) => it.name === name);
    if (name === '') break;
    if (machine === undefined) continue;
    process.stdin.setRawMode?.(true);
    await attach(join(machine.qemu.folder, 'console'));
    process.stdin.setRawMode?.(false);
  }
  await lab.close();
};
