/** A stack with «code» before each value at fault: the text without the marks, and where each finding has to point. */
export const marked = (text: string): { readonly text: string; readonly expected: readonly string[] } => {
  const expected: { readonly line: number; readonly column: number; readonly code: string }[] = [];
  const lines = text.split('\n').map((whole, index) => {
    let line = whole;
    for (let mark = /«([a-z0-9-]+)»/.exec(line); mark !== null; mark = /«([a-z0-9-]+)»/.exec(line)) {
      expected.push({ line: index + 1, column: mark.index + 1, code: mark[1] ?? '' });
      line = line.slice(0, mark.index) + line.slice(mark.index + mark[0].length);
    }
    return line;
  });
  return { text: lines.join('\n'), expected: expected.map(({ line, column, code }) => `${line}:${column} ${code}`) };
};
