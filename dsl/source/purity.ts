import { Console } from 'node:console';
import { refusal } from './explained.ts';

/** What each thing would bring into a stack. Each is a parameter of the script, which hides the global of that name. */
const brings = {
  Date: 'the time of the day it is compiled',
  performance: 'the time it takes to compile',
  process: 'the machine it is compiled on',
  navigator: 'the machine it is compiled on',
  __dirname: 'the folder it is compiled in',
  __filename: 'the folder it is compiled in',
  crypto: 'chance',
  fetch: 'the network',
  XMLHttpRequest: 'the network',
  WebSocket: 'the network',
  EventSource: 'the network',
  BroadcastChannel: 'other programs',
  MessageChannel: 'the order in which things happen',
  setTimeout: 'the order in which things happen',
  setInterval: 'the order in which things happen',
  setImmediate: 'the order in which things happen',
  queueMicrotask: 'the order in which things happen',
} as const;

/** Why the rule exists, wherever it is broken. */
export const purity = 'One stack has to give the same files on every machine and every day, or its diff means nothing.';

const impure = (word: string, used: string, brought: string): Error =>
  refusal({
    code: 'stack-is-pure',
    message: `a stack is pure: ${used} would bring in ${brought}`,
    why: purity,
    fix: `Write the value itself into the stack instead of asking ${word} for it.`,
    word,
  });

/** `typeof` and `instanceof` are no use of a thing, and libraries look before they touch. */
const guarded = (word: string, brought: string): unknown => {
  const refuse = (used: string): never => {
    throw impure(word, used, brought);
  };
  // `new` asks for a function that can construct.
  function target(): void {}
  return new Proxy(target, {
    apply: () => refuse(`${word}()`),
    construct: () => refuse(`new ${word}()`),
    set: (_, key) => refuse(`${word}.${String(key)}`),
    get: (_, key) => {
      if (key === 'prototype') return Reflect.get(Object(Reflect.get(globalThis, word)), key);
      if (key === Symbol.toPrimitive) return refuse(word);
      return typeof key === 'symbol' ? Reflect.get(target, key) : refuse(`${word}.${key}`);
    },
  });
};

const mathWithoutChance = (): object =>
  Object.defineProperties(
    {},
    {
      ...Object.getOwnPropertyDescriptors(Math),
      random: {
        value: () => {
          throw impure('Math.random', 'Math.random()', 'chance');
        },
      },
    },
  );

/**
 * The names that a stack sees in place of the globals.
 *
 * A guard against accidents, not a sandbox: who wants the clock will find it
 * (`new Function`, `[].constructor`), and a stack is the engineer's own code.
 */
export const pureGlobals = (): Readonly<Record<string, unknown>> => {
  const names: Record<string, unknown> = Object.fromEntries(
    Object.entries(brings).map(([word, brought]) => [word, guarded(word, brought)]),
  );
  names.Math = mathWithoutChance();
  // Data goes to standard output; what a stack prints while it runs is not data.
  names.console = new Console(process.stderr, process.stderr);
  const globals = new Proxy(globalThis, {
    get: (target, key) =>
      typeof key === 'string' && Object.hasOwn(names, key) ? names[key] : Reflect.get(target, key),
    set: (_, key, value) => {
      names[String(key)] = value;
      return true;
    },
  });
  for (const word of ['globalThis', 'global', 'self', 'window']) names[word] = globals;
  return names;
};
