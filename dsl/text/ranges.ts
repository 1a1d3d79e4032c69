/** Numbers in ascending order as IOS writes them: `2,10-15,666`. Two neighbours stay `10,11`. */
export const ranges = (numbers: readonly number[]): readonly string[] => {
  const sorted = [...new Set(numbers)].sort((a, b) => a - b);
  const parts: string[] = [];
  for (let start = 0; start < sorted.length; ) {
    let end = start;
    while (sorted[end + 1] === (sorted[end] ?? 0) + 1) end++;
    if (end - start >= 2) parts.push(`${sorted[start]}-${sorted[end]}`);
    else for (const number of sorted.slice(start, end + 1)) parts.push(String(number));
    start = end + 1;
  }
  return parts;
};
