import { createHash } from 'node:crypto';
import { type From, several } from '../../language/place.ts';
import type { Line } from '../step.ts';

/** SHA-256 of an artifact's bytes, as `sha256sum` writes it. */
export const checksum = (lines: Iterable<Line>): string => {
  const hash = createHash('sha256');
  for (const { text } of lines) hash.update(`${text}\n`);
  return hash.digest('hex');
};

/** A checksum follows from everything that its artifact follows from; that is gathered only when somebody asks. */
export const withAllOf = (text: string, lines: () => readonly Line[], own: readonly From[]): Line => ({
  text,
  get from() {
    return [...own, several([...new Set(lines().flatMap((it) => it.from))])];
  },
});
