import type { Finding, Related, Severity } from '../diagnostics/diagnostic.ts';
import type { Place } from '../language/place.ts';
import type { OptionalLaw } from '../language/stack.ts';
import type { Model } from '../model/model.ts';

/** What a law says of one thing; the code and the severity are the law's. */
export interface Found {
  /** In the user's own names, one line, no full stop. */
  readonly message: string;
  readonly at: Place;
  /** The name of the property is at fault, not its value. */
  readonly key?: boolean;
  /** The other places that the message speaks of. */
  readonly also?: readonly Related[];
  readonly why: string;
  /** What to write instead. */
  readonly fix: string;
}

/** A law of a site. */
export interface Check {
  /** States the law, as its file and its export do: `lacp-ends-in-one-domain`. */
  readonly code: string;
  readonly severity: Severity;
  /** The law in one sentence. */
  readonly law: string;
  /** Why it is one: what goes wrong on the wire or on the host, and who says so. */
  readonly why: string;
  /** The entries of the coverage list that it answers. */
  readonly covers: readonly string[];
  /** Judged only where the stack asks for it. */
  readonly optional?: OptionalLaw;
  /** Something would be emitted that means nothing: it cannot be accepted. */
  readonly fatal?: true;
  /** It judges that something is missing, so it is silent while a value that the schema refused is missing too. */
  readonly judgesAbsence?: true;
  /** It reads what the user wrote, not what the schema left of it, so its places need no translation. */
  readonly readsAsWritten?: true;
  /**
   * A stack that breaks the law and one that keeps it, after the lines that
   * every example shares. «The value» that the finding points at is between
   * double marks, the other places between ‹single› ones; the tests hold the
   * finding to them.
   */
  readonly bad: string;
  readonly good: string;
  find(model: Model): Iterable<Found>;
}

export const judge = (check: Check, model: Model): Finding[] =>
  [...check.find(model)].map((found) => ({
    ...found,
    also: found.also ?? [],
    code: check.code,
    severity: check.severity,
  }));
