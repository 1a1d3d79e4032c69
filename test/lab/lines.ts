import { connect, type Socket } from 'node:net';
import { until } from './patience.ts';

/** A socket on which both sides speak in lines. */
export interface Lines {
  readonly say: (line: string) => void;
  readonly close: () => void;
}

const open = (path: string): Promise<Socket | undefined> =>
  new Promise((resolve) => {
    const socket = connect(path);
    socket.once('connect', () => resolve(socket));
    socket.once('error', () => resolve(undefined));
  });

/** Connects as soon as somebody listens; `ended` is called once, when the other side is gone. */
export const lines = async (path: string, heard: (line: string) => void, ended: () => void): Promise<Lines> => {
  const socket = await until(20, `nobody listens on ${path}`, () => open(path), 0.02);
  let rest: string[] = [];
  socket.setEncoding('utf8');
  socket.on('data', (text: string) => {
    const [first = '', ...others] = text.split('\n');
    if (others.length === 0) {
      rest.push(first);
      return;
    }
    const whole = [...rest, first].join('');
    rest = [others.pop() ?? ''];
    for (const line of [whole, ...others]) heard(line);
  });
  // What follows an error is a close.
  socket.on('error', () => undefined);
  socket.on('close', ended);
  return { say: (line) => socket.write(`${line}\n`), close: () => socket.destroy() };
};
