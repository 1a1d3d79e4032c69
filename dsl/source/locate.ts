import type { Locate } from '../diagnostics/diagnostic.ts';
import type { Construct, Place } from '../language/place.ts';
import type { Sources } from './sources.ts';

/**
 * Where places are written. ts-morph takes 0.3 s to load, so it is loaded
 * here, when somebody wants to know, and never when a stack compiles.
 */
export const createLocator = async (sources: Sources): Promise<Locate> => {
  const { createWalker } = await import('./walk.ts');
  return createWalker(sources).locate;
};

/** The places that are written on a line, the innermost first. */
export const placesAt = async (
  sources: Sources,
  constructs: readonly Construct[],
  file: string,
  line: number,
): Promise<readonly Place[]> => {
  const { placesOn } = await import('./reverse.ts');
  return placesOn(sources, constructs, file, line);
};
