import type { Origin } from './origin.ts';

/** What every construct has: plain data, nothing computed. */
export interface Construct {
  readonly kind: string;
  readonly name: string;
  readonly origin: Origin;
}

/** A place in a stack: a construct, and the path of keys inside its spec. */
export interface Place {
  readonly kind: 'place';
  readonly of: Construct;
  readonly path: readonly (string | number)[];
}

export const place = (of: Construct, ...path: readonly (string | number)[]): Place => ({ kind: 'place', of, path });

/** A value that nobody wrote: the compiler's choice, with its reason. */
export interface Default {
  readonly kind: 'default';
  readonly reason: string;
}

export const byDefault = (reason: string): Default => ({ kind: 'default', reason });

/** Why something is as it is: the values in the stack that it follows from, and the defaults. */
export type From = Place | Default;

/** `hv1.bonds.bond0.mode`: how a place is written for a person, and on the command line of `why`. */
export const placeText = ({ of, path }: Place): string => [of.name, ...path].join('.');
