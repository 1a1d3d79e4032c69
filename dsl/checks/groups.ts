/** Things that are joined with one another, however indirectly. */
export interface Groups<T> {
  join(a: T, b: T): void;
  /** One of the group, the same for all of it. */
  of(it: T): T;
}

/** Each alone, until joined. */
export const groupsOf = <T>(things: readonly T[]): Groups<T> => {
  const next = new Map(things.map((it) => [it, it] as const));
  const of = (it: T): T => {
    let top = it;
    for (let above = next.get(top); above !== undefined && above !== top; above = next.get(top)) top = above;
    next.set(it, top);
    return top;
  };
  return { of, join: (a, b) => void next.set(of(a), of(b)) };
};
