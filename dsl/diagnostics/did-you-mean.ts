import compare from 'damerau-levenshtein';

/** A third of the word may be wrong, and one letter always: `sw2` for `sw1`, `memebrs` for `members`. */
const allowed = (word: string): number => Math.max(1, Math.floor(word.length / 3));

/** The steps from one word to the other; two neighbours that changed places are one step, capitals are none. */
const steps = (word: string, candidate: string): number => compare(word.toLowerCase(), candidate.toLowerCase()).steps;

/** The words that were most likely meant, the nearest first; two at most. */
export const suggestions = (word: string, candidates: readonly string[]): readonly string[] =>
  [...new Set(candidates)]
    // A word that is longer by more than that is not compared letter by letter: a whole file in a word's place takes seconds.
    .filter((it) => it !== word && Math.abs(it.length - word.length) <= allowed(word))
    .map((candidate) => ({ candidate, distance: steps(word, candidate) }))
    .filter(({ distance }) => distance <= allowed(word))
    .sort((left, right) => left.distance - right.distance || (left.candidate < right.candidate ? -1 : 1))
    .slice(0, 2)
    .map(({ candidate }) => candidate);

/** The end of a message: `; did you mean "members"?`, or nothing. */
export const didYouMean = (word: string, candidates: readonly string[]): string => {
  const likely = suggestions(word, candidates);
  return likely.length === 0 ? '' : `; did you mean ${likely.map((one) => `"${one}"`).join(' or ')}?`;
};
