/** Characters that are drawn over the one before, or not at all. */
const none = /^(?:\p{Mark}|\p{Format}|\p{Emoji_Modifier})$/u;

/** Unicode Standard Annex #11: East Asian text and emoji take two cells. */
const two =
  /^(?:[\u{1100}-\u{115f}\u{2e80}-\u{303e}\u{3041}-\u{a4cf}\u{a960}-\u{a97c}\u{ac00}-\u{d7a3}\u{f900}-\u{faff}\u{fe30}-\u{fe6f}\u{ff00}-\u{ff60}\u{ffe0}-\u{ffe6}\u{20000}-\u{3fffd}]|\p{Emoji_Presentation})$/u;

/** A character as a person reads it, however many code points it has; two cells at most. */
const characters = new Intl.Segmenter('en', { granularity: 'grapheme' });

const cells = (character: string): number => {
  let sum = 0;
  for (const point of character) sum += none.test(point) ? 0 : two.test(point) ? 2 : 1;
  return Math.min(2, sum);
};

/** How many cells a text takes on a terminal. */
export const width = (text: string): number => {
  let sum = 0;
  for (const { segment } of characters.segment(text)) sum += cells(segment);
  return sum;
};

/** The cells `from` to `from + count`; a wide character that would be cut in half is left out, with a blank for it. */
export const cut = (text: string, from: number, count: number): string => {
  let at = 0;
  let kept = '';
  for (const { segment } of characters.segment(text)) {
    const next = at + cells(segment);
    if (at >= from && next <= from + count) kept += segment;
    else if (next > from && at < from + count) kept += ' ';
    at = next;
  }
  return kept;
};

/** What would move the cursor, change its colour or turn the direction of writing. */
const unseen = /\p{Control}|[\u{200e}\u{200f}\u{202a}-\u{202e}\u{2066}-\u{2069}]/gu;

/** Each as a picture of itself, so that a stack cannot draw on the terminal of the person who reads about it. */
export const visible = (text: string): string =>
  text.replaceAll(unseen, (one) => (one < ' ' ? String.fromCharCode(0x2400 + one.charCodeAt(0)) : '\u{fffd}'));

/** As a line is drawn: a tab is two blanks, whatever stands before it. */
export const drawn = (text: string): string => visible(text.replaceAll('\t', '  '));
