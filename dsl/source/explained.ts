/** What a person is told when the stack does a thing that the loader refuses. */
export interface Explanation {
  readonly code: string;
  readonly message: string;
  readonly why: string;
  readonly fix: string;
  /** The word of the source line that the message is about. */
  readonly word: string;
}

const explanations = new WeakMap<object, Explanation>();

/** An error that the stack meets where it runs, and that the loader turns into a finding there. */
export const refusal = (explanation: Explanation): Error => {
  const error = new Error(explanation.message);
  explanations.set(error, explanation);
  return error;
};

export const explanationOf = (thrown: unknown): Explanation | undefined =>
  typeof thrown === 'object' && thrown !== null ? explanations.get(thrown) : undefined;
