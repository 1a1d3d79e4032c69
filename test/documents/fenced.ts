/** The fenced blocks of a Markdown text, in their order. */
export const fenced = (markdown: string): readonly { readonly language: string; readonly text: string }[] =>
  [...markdown.matchAll(/^```(\w*)\n(.*?)^```$/gms)].map(([, language = '', text = '']) => ({ language, text }));

/** The part of a Markdown text under one heading, whatever its depth. */
export const under = (markdown: string, heading: string): string => {
  const [, depth = '', rest = ''] = new RegExp(`^(#+) ${heading}\\n(.*)`, 'ms').exec(markdown) ?? [];
  if (depth === '') throw new Error(`there is no heading ${heading}`);
  return rest.split(new RegExp(`^#{1,${depth.length}} `, 'm'))[0] ?? '';
};
