/** Something that a person has a name for, and what is true of it, in words. */
export interface Thing {
  /** `bond bond0`: what it is called in a sentence, and what two models are matched by. */
  readonly name: string;
  /** Said of it when it is new: `802.3ad of eth0, eth1`. */
  readonly summary?: string;
  /** By property; one whose name is empty is the thing itself. */
  readonly values: Readonly<Record<string, string>>;
  /** Properties whose value is not for reading in a line: that it is another one is all that is said. */
  readonly unsaid?: readonly string[];
  /** What becomes of it when nobody speaks of it any more. */
  readonly parting?: string;
}

export interface Change {
  readonly kind: 'added' | 'removed' | 'changed';
  /** One line, without a full stop. */
  readonly text: string;
}

const withSummary = ({ name, summary }: Thing): string => (summary === undefined ? name : `${name}: ${summary}`);

const parted = (it: Thing): string =>
  it.parting === undefined ? withSummary(it) : `${withSummary(it)} (${it.parting})`;

/** What one property was and is. */
const turned = (name: string, key: string, was: string | undefined, is: string | undefined): string => {
  const what = [name, key].filter((it) => it !== '').join(key === '' ? '' : ': ');
  if (was === undefined) return `${what} ${is}`;
  return is === undefined ? `${what} is no longer said (${was})` : `${what} ${was} → ${is}`;
};

const between = (was: Thing, is: Thing): Change[] =>
  [...new Set([...Object.keys(was.values), ...Object.keys(is.values)])].flatMap((key): Change[] => {
    const [before, after] = [was.values[key], is.values[key]];
    if (before === after) return [];
    const text = is.unsaid?.includes(key) ? `${is.name}: another ${key}` : turned(is.name, key, before, after);
    return [{ kind: 'changed', text }];
  });

/** In the order of what is, then what was; the same name is the same thing. */
export const changesBetween = (before: readonly Thing[], after: readonly Thing[]): readonly Change[] => {
  const old = new Map(before.map((it) => [it.name, it]));
  const now = new Set(after.map((it) => it.name));
  return [
    ...after.flatMap((it): Change[] => {
      const was = old.get(it.name);
      return was === undefined ? [{ kind: 'added', text: withSummary(it) }] : between(was, it);
    }),
    ...before.flatMap((it): Change[] => (now.has(it.name) ? [] : [{ kind: 'removed', text: parted(it) }])),
  ];
};
