import { mkdirSync } from 'node:fs';
import { backend, type Card } from './machine.ts';
import { patience, until } from './patience.ts';
import { startQemu, withoutDisk } from './qemu.ts';

/** A machine with nothing on it: what it does, it was told through its card. */
export interface Diskless {
  /** What it has written to its console, once that is like the pattern. When there is nothing to boot, no more will come. */
  readonly says: (pattern: RegExp) => Promise<RegExpExecArray>;
  /** A key of its keyboard. */
  readonly press: (key: string) => Promise<void>;
  readonly kill: () => Promise<void>;
}

/** The firmware's last word. */
export const nothingToBoot = /^No bootable device\./m;

/** Switches it on: the boot ROM of its card does the rest. */
export const diskless = async (folder: string, card: Card): Promise<Diskless> => {
  mkdirSync(folder);
  const qemu = await startQemu(folder, withoutDisk(folder, backend(card, 0), card.mac));
  const lastLines = (): string => qemu.console().trimEnd().split('\n').slice(-20).join('\n');
  const said = (pattern: RegExp): RegExpExecArray | undefined => {
    const found = pattern.exec(qemu.console());
    if (found === null && nothingToBoot.test(qemu.console())) throw new Error('there is nothing to boot');
    return found ?? undefined;
  };
  return {
    says: (pattern) =>
      until(patience.start, `${pattern}`, async () => said(pattern)).catch((error: Error) => {
        throw new Error(`${card.mac}: ${error.message}, and it says\n${lastLines()}`);
      }),
    press: async (key) => {
      await qemu.tell('send-key', { keys: [{ type: 'qcode', data: key }] });
    },
    kill: qemu.kill,
  };
};
