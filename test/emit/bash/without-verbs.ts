import { texts } from '../../../dsl/emit/bash/verbs.ts';

// The first is an example of what a script brings itself.
const [, ...shared] = texts;
const verbs: ReadonlySet<string> = new Set(
  shared.flatMap((text) => [...text.matchAll(/^(\w+)\(\) \{$/gm)].map(([, name = '']) => name)),
);

/** What a script says of its machine, and the verbs that it says it with. */
export const apart = (script: string): { readonly said: string; readonly carried: string } => {
  const carried: string[] = [];
  const said = script.replaceAll(/^(\w+)\(\) \{\n.*?^\}\n/gms, (whole, name: string) => {
    if (!verbs.has(name)) return whole;
    carried.push(whole);
    return '';
  });
  return { said, carried: carried.join('') };
};

/** The first of those that carry the same verbs. */
export const oneOfEachSet = <T extends readonly [name: string, script: string]>(
  scripts: readonly T[],
): readonly T[] => {
  const known = new Set<string>();
  return scripts.filter(([, script]) => known.size < known.add(apart(script).carried).size);
};
