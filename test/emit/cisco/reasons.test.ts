import { describe, expect, test } from 'vitest';
import { switchArtifacts } from '../../../dsl/emit/cisco/artifacts.ts';
import type { Line } from '../../../dsl/emit/step.ts';
import { type Construct, type From, reasons } from '../../../dsl/language/place.ts';
import type { Stack } from '../../../dsl/language/stack.ts';
import { reach } from '../../../dsl/model/reach.ts';
import { resolve } from '../../../dsl/model/resolve.ts';
import type { Specs } from '../../../dsl/model/specs.ts';
import dc2 from '../../../stacks/dc2.ts';
import reference from '../../../stacks/reference.ts';

type Path = readonly (string | number)[];
type Spec = Construct & { readonly spec?: unknown };

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;
const kindOf = (value: unknown): unknown => (isObject(value) && 'kind' in value ? value.kind : undefined);

/** Another value of the kind that is there; several where one alone changes little. */
const others = (value: unknown, vlans: readonly unknown[], free: string): readonly unknown[] => {
  if (kindOf(value) === 'vlan') return vlans.filter((it) => it !== value).slice(0, 1);
  if (kindOf(value) === 'switch-port' && isObject(value)) return [{ ...value, port: free }];
  if (typeof value === 'number') return [value + 1];
  if (typeof value === 'boolean') return [!value];
  if (value === 'lacp') return ['balance-xor', 'active-backup'];
  if (value === 'fast') return ['slow'];
  if (value === 'unused') return [{ access: vlans[0], description: 'found' }];
  return typeof value === 'string' ? [`${value}x`] : [];
};

function* leaves(value: unknown, path: Path): Generator<readonly [Path, unknown]> {
  if (!isObject(value) || kindOf(value) !== undefined) {
    yield [path, value];
    return;
  }
  for (const [key, inner] of Object.entries(value))
    yield* leaves(inner, [...path, Array.isArray(value) ? Number(key) : key]);
}

const withValue = (spec: unknown, [key, ...rest]: Path, value: unknown): unknown => {
  if (key === undefined) return value;
  if (Array.isArray(spec)) return spec.map((it: unknown, index) => (index === key ? withValue(it, rest, value) : it));
  const record = isObject(spec) ? (spec as Readonly<Record<string, unknown>>) : {};
  return { ...record, [key]: withValue(record[key], rest, value) };
};

/** What nobody wrote in the two sites, and could. */
const absent: Readonly<Record<string, readonly (readonly [Path, unknown])[]>> = {
  switch: [
    [['bpduGuard'], true],
    [['vtp'], 'transparent'],
    [['flowControl'], 'off'],
    [['nativeVlan'], 77],
  ],
  hypervisor: [
    [['bonds', 'bond0', 'channel'], 40],
    [['bonds', 'bond0', 'options', 'lacp_rate'], 'slow'],
    [['vlans', 0, 'untagged'], true],
  ],
  server: [[['vlans', 1, 'untagged'], true]],
  vlan: [[['mtu'], 4000]],
};

/** Each line with the file and the interface, VLAN or command that it stands under. */
const linesOf = (stack: Stack, specs?: Specs): Line[] =>
  resolve(stack, specs).switches.flatMap((it) =>
    switchArtifacts(it).flatMap(({ path, lines }) => {
      let head = '';
      return [...lines].map((line) => {
        if (/^\w/.test(line.text)) head = line.text;
        return { from: line.from, text: `${path} ${head}: ${line.text}` };
      });
    }),
  );

/** Lines that are in the first and, as often, not in the second. */
const missing = (a: readonly Line[], b: readonly Line[]): Line[] => {
  const counts = new Map<string, number>();
  for (const { text } of b) counts.set(text, (counts.get(text) ?? 0) + 1);
  return a.filter(({ text }) => {
    const left = counts.get(text) ?? 0;
    counts.set(text, left - 1);
    return left <= 0;
  });
};

const names = (from: readonly From[], of: Construct, path: Path): boolean =>
  reasons(from).some((it) => it.kind === 'place' && it.of === of && it.path.every((key, index) => key === path[index]));

describe('every line that changes with a value names it', () => {
  test.each([
    ['reference', reference as Stack, 'Gi0/17'],
    ['dc2', dc2 as Stack, 'Gi2/0/33'],
  ] as const)('%s', (_, stack, free) => {
    const constructs: Spec[] = reach(stack).reached.slice();
    const vlans = constructs.filter((it) => it.kind === 'vlan');
    const before = linesOf(stack);
    const silent: string[] = [];
    let looked = 0;
    const look = (was: readonly Line[], is: readonly Line[], of: Spec, path: Path): void => {
      // Separators are alike everywhere: which of them went is not to be told.
      const lines = missing(was, is).filter(({ text }) => !text.endsWith(' !'));
      looked += lines.length;
      for (const { text, from } of lines)
        if (!names(from, of, path)) silent.push(`${of.name}.${path.join('.')}: ${text}`);
    };
    const changed = (of: Spec, path: Path, value: unknown): Line[] =>
      linesOf(stack, { mended: new Map([[of, withValue(of.spec, path, value)]]), dropped: new Set() });
    for (const of of constructs) {
      for (const [path, value] of leaves(of.spec, [])) {
        for (const other of others(value, vlans, free)) look(before, changed(of, path, other), of, path);
      }
      for (const [path, value] of absent[of.kind] ?? []) {
        const after = changed(of, path, value);
        look(before, after, of, path);
        look(after, before, of, path);
      }
    }
    expect(looked).toBeGreaterThan(200);
    expect(silent).toEqual([]);
  });
});
