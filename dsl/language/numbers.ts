type Below<N extends number, Seen extends number[] = []> = Seen['length'] extends N
  ? Seen[number]
  : Below<N, [...Seen, Seen['length']]>;

/** 1 | 2 | … | N, for the names of ports. */
export type UpTo<N extends number> = Exclude<Below<N>, 0> | N;
