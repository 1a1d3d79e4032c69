import type { Link } from '../language/link.ts';
import type { Claim } from '../model/model.ts';

/** The cables of each link, as [first end, second end]. */
export const cablesOf = (claims: readonly Claim[]): ReadonlyMap<Link, readonly (readonly [Claim, Claim])[]> => {
  const cables = new Map<Link, (readonly [Claim, Claim])[]>();
  const open = new Map<Link, Claim>();
  for (const claim of claims) {
    const { of, path } = claim.at;
    if (of.kind !== 'link') continue;
    const link = of as Link;
    const first = open.get(link);
    if (path[2] === 0 || first === undefined) {
      open.set(link, claim);
      continue;
    }
    const known = cables.get(link);
    if (known === undefined) cables.set(link, [[first, claim]]);
    else known.push([first, claim]);
  }
  return cables;
};
