import type { Line } from '../step.ts';

/**
 * Characters at which one of the readers of a kickstart begins a new line or
 * that it does not keep: Python's `open` takes every return for the end of a
 * line, its `splitlines` a form feed, a line separator and others.
 */
const odd = /(?!\t)[\p{Cc}\p{Zl}\p{Zp}]/u;

/** The bytes of a text for bash's `printf %b`: a backslash and whatever is odd are written out. */
const writtenOut = (text: string): string =>
  [...text]
    .map((character) => {
      if (character === '\\') return '\\\\';
      if (!odd.test(character)) return character;
      return [...new TextEncoder().encode(character)].map((byte) => `\\0${byte.toString(8).padStart(3, '0')}`).join('');
    })
    .join('');

/**
 * A line as `unpack` of post.sh reads it. Every line has a character of ours
 * before it, so that none begins with `%end` or `%include`, which would end
 * the section or be replaced (RHEL 5 and 6 look past blanks, too), and none is
 * the terminator.
 */
const packed = (text: string): string => (odd.test(text) ? `=${writtenOut(text)}` : `|${text}`);

/** A script as a here-document for `unpack`; its lines keep what they follow from. */
export const embedded = (call: string, script: Iterable<Line>, around: Line['from']): readonly Line[] => [
  { text: `${call} <<'END'`, from: around },
  ...Array.from(script, ({ text, from }) => ({ text: packed(text), from })),
  { text: 'END', from: around },
];
