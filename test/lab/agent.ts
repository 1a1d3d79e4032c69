import { join } from 'node:path';
import { lines } from './lines.ts';
import { within } from './patience.ts';

/** How a command ended in a machine. */
export interface Result {
  readonly status: number;
  readonly out: string;
  readonly err: string;
}

/** A command under way. */
export interface Job {
  readonly ended: Promise<Result>;
  /** To all its processes, but those that have made a session of their own. */
  readonly signal: (name: 'INT' | 'QUIT' | 'TERM' | 'HUP' | 'KILL') => void;
}

export interface Agent {
  readonly start: (script: string) => Job;
  /** Resolves to what the machine's boot is called, once it answers. */
  readonly hello: (seconds: number) => Promise<string>;
  /** Resolves when the machine has been started anew. */
  readonly nextHello: (seconds: number, boot: string) => Promise<string>;
  readonly close: () => void;
}

interface Running {
  out: Buffer[];
  err: Buffer[];
  readonly end: (result: Result) => void;
  readonly fail: (error: Error) => void;
}

/** The other end of image/agent.pl, which tells what the lines mean. */
export const connectAgent = async (folder: string): Promise<Agent> => {
  const running = new Map<string, Running>();
  const greeted = new Set<(boot: string) => void>();
  let number = 0;
  const fail = (why: string): void => {
    for (const it of running.values()) it.fail(new Error(why));
    running.clear();
  };
  const heard = (line: string): void => {
    const [verb = '', id = '', word = ''] = line.split(' ');
    const job = running.get(id);
    if (verb === 'hello') for (const it of greeted) it(id);
    else if (job === undefined) return;
    else if (verb === 'out' || verb === 'err') job[verb].push(Buffer.from(word, 'hex'));
    else if (verb === 'end') {
      running.delete(id);
      const text = (parts: readonly Buffer[]): string => Buffer.concat(parts).toString('utf8');
      job.end({ status: Number(word), out: text(job.out), err: text(job.err) });
    }
  };
  const port = await lines(join(folder, 'agent'), heard, () => fail('the machine is gone'));
  const greeting = (wanted: (boot: string) => boolean): Promise<string> =>
    new Promise((resolve) => {
      const listen = (boot: string): void => {
        if (!wanted(boot)) return;
        greeted.delete(listen);
        resolve(boot);
      };
      greeted.add(listen);
    });
  return {
    start: (script) => {
      number += 1;
      const id = String(number);
      const ended = new Promise<Result>((end, fail) => {
        running.set(id, { out: [], err: [], end, fail });
      });
      // Whoever waits for it hears of a failure; nobody has to.
      ended.catch(() => undefined);
      port.say(`run ${id} ${Buffer.from(script).toString('hex')}`);
      return { ended, signal: (name) => port.say(`signal ${id} ${name}`) };
    },
    hello: (seconds) => {
      const answer = greeting(() => true);
      port.say('hello');
      return within(seconds, 'the first answer', answer);
    },
    nextHello: async (seconds, boot) => {
      const again = await within(
        seconds,
        'the start',
        greeting((it) => it !== boot),
      );
      fail('the machine has been started anew');
      return again;
    },
    close: port.close,
  };
};
