import { broughtByTheScript } from '../../../dsl/emit/bash/verbs.ts';

/** What a script says of its machine, and the verbs that it says it with. */
export const apart = (script: string): { readonly said: string; readonly carried: string } => {
  const carried: string[] = [];
  const said = script.replaceAll(/^(\w+)\(\) \{\n.*?^\}\n/gms, (whole, name: string) => {
    if (broughtByTheScript.test(name)) return whole;
    carried.push(whole);
    return '';
  });
  // A group of nothing but comments is none.
  return { said: said.replaceAll(/^\{\n(#.*\n|\n)*\}$/gm, ''), carried: carried.join('') };
};

/** The first of those that carry the same verbs. */
export const oneOfEachSet = <T extends readonly [name: string, script: string]>(
  scripts: readonly T[],
): readonly T[] => {
  const known = new Set<string>();
  return scripts.filter(([, script]) => known.size < known.add(apart(script).carried).size);
};
