import { schemaOf } from '../../dsl/checks/schema.ts';
import { debian12, debian13, el5, el6, el7, el8, el9, el10, secret, unmodelled } from '../../dsl/index.ts';
import type { Secret } from '../../dsl/language/secret.ts';
import type { Listed, Stack } from '../../dsl/language/stack.ts';
import type { Switch, SwitchPort } from '../../dsl/language/switch.ts';
import type { Vlan } from '../../dsl/language/vlan.ts';
import { reach } from '../../dsl/model/reach.ts';
import { isObject, kindOf, removed, withValue } from './rebuild.ts';

export type Path = readonly (string | number)[];

/** A value of a stack that has no parts. */
export interface Leaf {
  readonly of: Listed | Vlan;
  readonly path: Path;
  readonly value: unknown;
}

function* within(value: unknown, path: Path): Generator<readonly [Path, unknown]> {
  if (!isObject(value) || kindOf(value) !== undefined) {
    yield [path, value];
    return;
  }
  for (const [key, inner] of Object.entries(value))
    yield* within(inner, [...path, Array.isArray(value) ? Number(key) : key]);
}

export const leavesOf = (site: Stack): Leaf[] =>
  reach(site).reached.flatMap((of) => [...within(of.spec, [])].map(([path, value]): Leaf => ({ of, path, value })));

/** The words that the schema takes in a place. */
const wordsAt = ({ of, path }: Leaf): readonly unknown[] => {
  const { error } = schemaOf(of).safeParse(withValue(of.spec, path, '\u0000'));
  return (error?.issues ?? []).flatMap((issue) => {
    const { params } = issue as { params?: { words?: readonly unknown[] } };
    return issue.path.join() === path.join() ? (params?.words ?? []) : [];
  });
};

const numbers = (value: number): readonly unknown[] => [value + 1, value - 1, value + 100, value * 2, value + 7];

/** Another text of the same form. */
const texts = ({ of, path, value }: Leaf & { readonly value: string }): readonly unknown[] => {
  if (/^[0-9a-f]{2}(:[0-9a-f]{2}){5}$/i.test(value)) return [`${value.slice(0, -2)}77`];
  const address = /^(\d+\.\d+\.\d+)\.(\d+)(\/\d+)?$/.exec(value);
  if (address !== null) {
    const [, head, last, prefix = ''] = address;
    const next = prefix === '' ? [1, 77, 2, -1].map((more) => `${head}.${Number(last) + more}`) : [];
    const cidr = /\/(\d+)$/.exec(prefix)?.[1];
    const more =
      cidr === undefined
        ? ['dhcp']
        : [`${head}.${last}/${Number(cidr) - 1}`, `${head}.${last}/${Number(cidr) + 1}`, '203.0.113.0/24'];
    return [...next, ...more];
  }
  const spec = of.spec as Readonly<Record<string, unknown>>;
  const devices = [spec.nics, spec.bonds].flatMap((it) => Object.keys(isObject(it) ? it : {}));
  if (devices.includes(value) && !path.includes('raw')) return devices.filter((it) => it !== value);
  if (value === 'dhcp') return ['10.30.0.77', '10.66.7.77', '10.66.6.77', '10.20.0.77'];
  if (/^0[0-7]{3}$/.test(value)) return ['0400'];
  if (/^ssh-/.test(value)) return [value.replace('AAAA', 'AAAB')];
  if (/^\d+$/.test(value)) return [String(Number(value) + 1)];
  return [value === value.toLowerCase() ? `${value}x` : `x${value}`, `x${value}`];
};

/** Other values that might stand in the place of a leaf; whether they may is for the laws to say. */
export const others = (leaf: Leaf, site: Stack): readonly unknown[] => {
  const { of, value } = leaf;
  const { reached } = reach(site);
  const switches = reached.filter((it): it is Switch => it.kind === 'switch');
  const ports = (it: Switch): SwitchPort[] => [...it.portNames].reverse().map((port) => it.port(port));
  if (kindOf(value) === 'vlan') return [...reached.filter((it) => it.kind === 'vlan' && it !== value), removed];
  if (kindOf(value) === 'switch-port') {
    const here = (value as SwitchPort).switch;
    return [here, ...switches.filter((it) => it !== here)].flatMap((it) => {
      const all = ports(it);
      return [...all.slice(10, 13), ...all.slice(25, 27)];
    });
  }
  if (kindOf(value) === 'platform')
    return [el5, el6, el7, el8, el9, el10, debian12, debian13].filter((it) => it !== value);
  if (kindOf(value) === 'secret') return [secret(`${(value as Secret).name}x`), 'text'];
  if (kindOf(value) === 'unmodelled' || kindOf(value) === 'crossover') return [unmodelled('somewhere else')];
  const words = wordsAt(leaf).filter((it) => it !== value);
  if (words.length > 0) return [...words, removed];
  if (typeof value === 'boolean') return [!value, removed];
  if (typeof value === 'number') return numbers(value);
  if (value === 'unused') return [{ description: 'found' }, removed];
  return typeof value === 'string' ? texts({ of, path: leaf.path, value }) : [];
};
