import type { Origin } from './origin.ts';

/** What every construct has: plain data, nothing computed. */
export interface Construct {
  readonly kind: string;
  readonly name: string;
  readonly origin: Origin;
}

const isOrigin = (value: unknown): boolean =>
  typeof value === 'object' &&
  value !== null &&
  'frames' in value &&
  Array.isArray(value.frames) &&
  'within' in value &&
  Array.isArray(value.within);

/** Whether a function of the language made it. What is only shaped like a construct has no origin, so no position. */
export const isConstruct = (value: unknown): value is Construct =>
  typeof value === 'object' &&
  value !== null &&
  'kind' in value &&
  typeof value.kind === 'string' &&
  'name' in value &&
  'origin' in value &&
  isOrigin(value.origin);

/** What a spec refers to is a thing with a spec of its own. A NIC can be called `kind` too: then it is no word. */
export const isReference = (value: object): boolean => 'kind' in value && typeof value.kind === 'string';

/** A place in a stack: a construct, and the path of keys inside its spec. */
export interface Place {
  readonly kind: 'place';
  readonly of: Construct;
  readonly path: readonly (string | number)[];
}

type Path = readonly (string | number)[];

interface Step {
  readonly path: Path;
  readonly next: Map<string | number, Step>;
}
const root: Step = { path: Object.freeze([]), next: new Map() };

/** One array for all paths that are alike: a site of 10,000 hosts has half a million places, on a few hundred paths. */
const shared = (path: Path): Path => {
  let step = root;
  for (const key of path) {
    let next = step.next.get(key);
    if (next === undefined) {
      next = { path: Object.freeze([...step.path, key]), next: new Map() };
      step.next.set(key, next);
    }
    step = next;
  }
  return step.path;
};

export const place = (of: Construct, ...path: Path): Place => ({ kind: 'place', of, path: shared(path) });

/** The same construct, further in. */
export const within = ({ of, path }: Place, ...more: Path): Place => ({
  kind: 'place',
  of,
  path: shared([...path, ...more]),
});

/** A value that nobody wrote: the compiler's choice, with its reason. */
export interface Default {
  readonly kind: 'default';
  readonly reason: string;
}

export const byDefault = (reason: string): Default => ({ kind: 'default', reason });

/** Many reasons that many lines share: the users of a VLAN, on every trunk between switches. One list, never copied. */
export interface Several {
  readonly kind: 'several';
  readonly all: readonly From[];
}

export const several = (all: readonly From[]): Several => ({ kind: 'several', all });

/** Why something is as it is: the values in the stack that it follows from, and the defaults. */
export type From = Place | Default | Several;

/** Each reason by itself. */
export const reasons = (from: readonly From[]): readonly (Place | Default)[] =>
  from.some((it) => it.kind === 'several')
    ? from.flatMap((it) => (it.kind === 'several' ? reasons(it.all) : [it]))
    : (from as readonly (Place | Default)[]);

/** `hv1.bonds.bond0.mode`: how a place is written for a person, and on the command line of `why`. */
export const placeText = ({ of, path }: Place): string => [of.name, ...path].join('.');
