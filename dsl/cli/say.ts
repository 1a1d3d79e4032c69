import pc from 'picocolors';

/** Data, for the next program in the pipe. */
export const print = (text: string): void => {
  process.stdout.write(text.endsWith('\n') ? text : `${text}\n`);
};

/** Data for a program. */
export const printJson = (value: unknown): void => print(JSON.stringify(value, undefined, 2));

/** Everything else, for the person at the terminal. */
export const say = (text: string): void => {
  process.stderr.write(text.endsWith('\n') ? text : `${text}\n`);
};

/** Colour on a terminal only, and never with NO_COLOR. */
export const colours = pc.createColors(
  process.stderr.isTTY === true && (process.env.NO_COLOR ?? '') === '' && process.env.TERM !== 'dumb',
);

/** A line that counts, on a terminal, once the work has taken a second. */
export const progress = (what: string): { tick(): void; done(): void } => {
  const started = Date.now();
  let count = 0;
  let shown = 0;
  return {
    tick() {
      count += 1;
      const now = Date.now();
      if (process.stderr.isTTY !== true || now - started < 1000 || now - shown < 100) return;
      shown = now;
      process.stderr.write(`\r${count} ${what}`);
    },
    done() {
      if (shown > 0) process.stderr.write(`\r\u001b[K`);
    },
  };
};

/** Exit codes of every command: done, found errors, differs, used wrongly. */
export const exit = { done: 0, errors: 1, differs: 2, usage: 64 } as const;

/** How findings are drawn here. */
export const terminal = () => ({ folder: process.cwd(), paint: colours, columns: process.stderr.columns ?? 100 });

/** `1 site`, `2 sites`. */
export const counted = (count: number, word: string): string => `${count} ${word}${count === 1 ? '' : 's'}`;

/** A word as a shell reads it back. */
export const typed = (word: string): string =>
  /^[\w@%+=:,./~-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
