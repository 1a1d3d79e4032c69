import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Job } from './agent.ts';
import type { Somewhere } from './machine.ts';
import { until } from './patience.ts';

/** One answer comes. A bridge with a spanning tree learns for ten seconds before it forwards. */
export const answers = async (from: Somewhere, ping: string, seconds = 40): Promise<void> => {
  await until(seconds, `an answer to ping ${ping}`, async () => {
    const { status } = await from.attempt(`ping -q -c 1 -W 1 ${ping}`);
    return status === 0;
  });
};

/** No answer comes, however often it is asked. */
export const isSilent = async (from: Somewhere, ping: string): Promise<void> => {
  const { out, err } = await from.attempt(`ping -q -c 5 -i 0.2 -W 1 ${ping}`);
  assert.match(out, /5 packets transmitted, 0 received/, `ping ${ping} has an answer:\n${out}${err}`);
};

/** One packet after the other, until `lost` ends it. */
export const pinging = (from: Somewhere, address: string): Job => from.start(`exec ping -i 0.1 ${address}`);

/** How many of the packets that it has sent by now have gone without an answer; the last of them may be under way for another second. */
export const lost = async (ping: Job): Promise<number> => {
  // It says how many these are, and goes on: "\r38/40 packets, 5% loss".
  ping.signal('QUIT');
  await sleep(1000);
  ping.signal('INT');
  const { out, err } = await ping.ended;
  const [, sent = ''] = /\d+\/(\d+) packets, /.exec(err) ?? assert.fail(`ping says: ${out}${err}`);
  const answered = new Set([...out.matchAll(/ icmp_seq=(\d+) ttl=/g)].map(([, number]) => Number(number)));
  return Array.from({ length: Number(sent) }, (_, i) => i + 1).filter((it) => !answered.has(it)).length;
};
