import type { Construct } from '../language/place.ts';

/**
 * The specs to read: as written, or what the schema left of them.
 *
 * A value that the schema refuses is taken out, so that the laws can judge the
 * rest and every finding is seen at once; a construct that cannot do without it
 * is dropped.
 */
export interface Specs {
  readonly mended: ReadonlyMap<Construct, unknown>;
  readonly dropped: ReadonlySet<Construct>;
}

export const asWritten: Specs = { mended: new Map(), dropped: new Set() };

export const specOf = <S>(specs: Specs, of: Construct & { readonly spec: S }): S =>
  specs.mended.size === 0 ? of.spec : ((specs.mended.get(of) as S | undefined) ?? of.spec);
