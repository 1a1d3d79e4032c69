import { describe, expect, it } from 'vitest';
import { VERBS_FROM } from '../../dsl/emit/bash/script.ts';
import { covers } from '../../dsl/emit/followers.ts';
import type { Line } from '../../dsl/emit/step.ts';
import { hasErrors, judgeStack } from '../../dsl/judge.ts';
import { type Construct, type Place, place, placeText, reasons } from '../../dsl/language/place.ts';
import type { Stack } from '../../dsl/language/stack.ts';
import { type Compiled, compile, compiled } from './compile.ts';
import { difference } from './difference.ts';
import { type Leaf, leavesOf, others } from './leaves.ts';
import { type Rebuilt, rebuild, withValue } from './rebuild.ts';
import { sites } from './sites.ts';

/** The same sample each time; RACKWRIGHT_TEST_SEED takes another, and RACKWRIGHT_TEST_LEAVES=9999 looks at them all. */
const seed = Number(process.env.RACKWRIGHT_TEST_SEED ?? 1);
const wanted = Number(process.env.RACKWRIGHT_TEST_LEAVES ?? 200);

/** Mulberry32: small, and the same everywhere. */
const random = (() => {
  let state = seed;
  return (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
})();

const shuffled = <T>(items: readonly T[]): readonly T[] =>
  items
    .map((it) => [random(), it] as const)
    .sort(([a], [b]) => a - b)
    .map(([, it]) => it);

interface Tried {
  readonly rebuilt: Rebuilt;
  readonly after: Compiled;
  readonly value: unknown;
}

/** The site with another value in the leaf: the first that no law refuses. */
const changed = (site: Stack, leaf: Leaf): Tried | undefined => {
  for (const value of others(leaf, site)) {
    const rebuilt = rebuild(site, { spec: (of, spec) => (of === leaf.of ? withValue(spec, leaf.path, value) : spec) });
    const judgement = judgeStack(rebuilt.stack);
    if (!hasErrors(judgement)) return { rebuilt, after: compiled(judgement), value };
  }
  return undefined;
};

/** The report of findings is left out: what a law looks at is the law's own. So are the verbs: they are code, which a step brings along whole. */
const ofTheStack = (path: string, lines: readonly Line[]): readonly Line[] => {
  if (path === 'site.json')
    return lines.slice(
      0,
      lines.findIndex(({ text }) => /^ {2}"findings"/.test(text)),
    );
  if (path === 'README.md') return lines.filter(({ text }) => !/^- \*\*|^None\.$/.test(text));
  // The script in a kickstart has the lines of apply.sh, which are looked at there.
  if (path.endsWith('/kickstart.cfg')) return lines.filter(({ text }) => !/^[|=]/.test(text));
  return lines.filter(({ from }) => from[0] !== VERBS_FROM);
};

type How = 'itself' | 'the whole' | 'not';

/** How a line names a value: by its place or that of something it is in, or only by the construct. */
const named = ({ from }: Line, at: Place, same: (it: Construct) => Construct): How => {
  let found: How = 'not';
  for (const it of reasons(from)) {
    if (it.kind !== 'place' || !covers({ ...it, of: same(it.of) }, at)) continue;
    if (it.path.length > 0) return 'itself';
    found = 'the whole';
  }
  return found;
};

const shownValue = (value: unknown): string => {
  const { name, id, port } = Object(value) as Readonly<Record<string, unknown>>;
  return String(name ?? id ?? port ?? (typeof value === 'object' ? 'another' : value));
};

interface Result {
  readonly lines: number;
  readonly silent: readonly string[];
  readonly byTheWhole: readonly string[];
}

/** All lines by which a site differs from one in which a leaf is another, and whether they name it. */
const look = (site: Stack, before: Compiled, leaf: Leaf, { rebuilt, after, value }: Tried): Result => {
  const at = place(leaf.of, ...leaf.path);
  const [silent, byTheWhole]: [string[], string[]] = [[], []];
  let lines = 0;
  for (const path of new Set([...before.keys(), ...after.keys()])) {
    const [was, is] = [before, after].map((it) => ofTheStack(path, it.get(path) ?? []));
    const { gone, fresh } = difference(path, was ?? [], is ?? [], rebuilt.before);
    for (const [sign, some] of [
      ['-', gone],
      ['+', fresh],
    ] as const) {
      for (const line of some) {
        lines += 1;
        const how = named(line, at, rebuilt.before);
        const what = `${site.name}/${placeText(at)} = ${shownValue(value)}: ${path} ${sign}${line.text}`;
        if (how === 'not') silent.push(what);
        if (how === 'the whole') byTheWhole.push(what);
      }
    }
  }
  return { lines, silent, byTheWhole };
};

describe(`what a line names, with RACKWRIGHT_TEST_SEED=${seed}`, () => {
  it('is every value that it changes with', () => {
    const originals = new Map(sites.map((site) => [site, compile(site)]));
    const leaves = shuffled(sites.flatMap((site) => leavesOf(site).map((leaf) => ({ site, leaf }))));
    const results: Result[] = [];
    for (const { site, leaf } of leaves) {
      if (results.length === wanted) break;
      const tried = changed(site, leaf);
      const result = tried && look(site, originals.get(site) ?? new Map(), leaf, tried);
      if (result !== undefined && result.lines > 0) results.push(result);
    }
    expect(results.flatMap((it) => it.silent)).toEqual([]);
    // To name a whole construct says little: no line needs it.
    expect(results.flatMap((it) => it.byTheWhole)).toEqual([]);
    expect(results.length).toBeGreaterThanOrEqual(200);
  });

  it('is something, on every line of every artifact', () => {
    for (const site of sites) {
      for (const [path, lines] of compile(site)) {
        const bare = lines.flatMap(({ text, from }, index) =>
          reasons(from).length > 0 ? [] : [`${path}:${index + 1} ${text}`],
        );
        expect(bare).toEqual([]);
        expect(lines.length).toBeGreaterThan(5);
      }
    }
  });
});
