import { setTimeout as sleep } from 'node:timers/promises';

/** Seconds: ten times what each has taken on a machine with nothing else to do. They end what hangs, and measure nothing. */
export const patience = { command: 120, apply: 500, start: 300, scenario: 2400 };

/** Seconds since the epoch of nothing in particular: for differences. */
export const now = (): number => performance.now() / 1000;

/** What a promise gives, or an error that says what took too long. */
export const within = async <T>(seconds: number, what: string, promise: Promise<T>): Promise<T> => {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`${what} took more than ${seconds} s`)), seconds * 1000);
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
};

/** Asks again and again until the answer is neither undefined nor false; nobody sleeps for as long as something may take. */
export const until = async <T>(
  seconds: number,
  what: string,
  ask: () => Promise<T | undefined | false>,
  every = 0.5,
): Promise<T> => {
  const end = now() + seconds;
  for (;;) {
    const answer = await ask();
    if (answer !== undefined && answer !== false) return answer;
    if (now() > end) throw new Error(`${what}: not within ${seconds} s`);
    await sleep(every * 1000);
  }
};
