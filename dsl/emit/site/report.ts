import type { Place } from '../../language/place.ts';

/** A finding as the site's documents tell it: by the name of the thing, never by a line of the stack. */
export interface Told {
  readonly code: string;
  readonly severity: string;
  readonly message: string;
  readonly at: Place;
  /** Why it stays, where it was accepted. */
  readonly reason?: string;
  /** The acceptance itself. */
  readonly acceptedAt?: Place;
}

export interface Report {
  readonly open: readonly Told[];
  readonly accepted: readonly Told[];
}
