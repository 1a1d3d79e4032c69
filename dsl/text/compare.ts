/** Order by code point: the same on every machine, whatever its locale. */
export const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** Order as a person counts: `eth2` before `eth10`. Digits compare as numbers, the rest by code point. */
export const byCount = (a: string, b: string): number => {
  const left = a.match(/\d+|\D+/g) ?? [];
  const right = b.match(/\d+|\D+/g) ?? [];
  for (const [index, part] of left.entries()) {
    const other = right[index];
    if (other === undefined) return 1;
    if (part === other) continue;
    const digits = /^\d/.test(part) && /^\d/.test(other);
    const order = digits ? Number(part) - Number(other) : 0;
    return order === 0 ? byText(part, other) : order;
  }
  return left.length - right.length;
};
