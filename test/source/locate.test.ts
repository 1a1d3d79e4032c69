import { describe, expect, it } from 'vitest';
import { place } from '../../dsl/language/place.ts';
import { createLocator, placesAt } from '../../dsl/source/locate.ts';
import { loaded } from './fixture.ts';

type Path = readonly (string | number)[];

/** A stack of `parts`, with `body` before it. */
const stackOf = (body: string, parts = 'hv1'): string =>
  `import { hypervisor, port, server, stack, vlans } from 'rackwright';\n${body}\nexport default stack('dc1', [${parts}]);\n`;

/** The text that is pointed at, as `file:line:column text`: the first line of it, cut from the source by the span. */
const pointedAt = async (
  files: Readonly<Record<string, string>> | string,
  name: string,
  path: Path,
  key = false,
): Promise<string> => {
  const all = typeof files === 'string' ? { 'stack.ts': files } : files;
  const { folder, sources, part } = await loaded(all);
  const locate = await createLocator(sources);
  const { file, line, column, endLine, endColumn, text, of, callers } = locate(place(part(name), ...path), key);
  const short = file.replace(`${folder}/`, '');
  const lines = (all[short] ?? '').split(/\r?\n/);
  expect(text).toBe(lines[line - 1]);
  expect(of).toBe(name);
  const pointed =
    endLine === line ? text.slice(column - 1, endColumn - 1) : `${text.slice(column - 1)}…${endLine}:${endColumn}`;
  const from = callers
    .map((caller) => ` < ${caller.file.replace(`${folder}/`, '')}:${caller.line}:${caller.column}`)
    .join('');
  return `${short}:${line}:${column} ${pointed}${from}`;
};

const plain = stackOf(`const hv1 = hypervisor('hv1', {
  nics: {
    eth0: { mac: '00:01', cable: port('Gi0/1') },
    'eth1': { mac: '00:02', raw: ['a', 'b'] },
  },
  mtu: 9000, vlan: -1, on: true,
});`);

describe('a construct that is written out', () => {
  it.each<[Path, string]>([
    [['mtu'], 'stack.ts:7:8 9000'],
    [['vlan'], 'stack.ts:7:20 -1'],
    [['on'], 'stack.ts:7:28 true'],
    [['nics', 'eth0', 'mac'], "stack.ts:4:18 '00:01'"],
    [['nics', 'eth0', 'cable'], "stack.ts:4:34 port('Gi0/1')"],
    [['nics', 'eth1', 'raw', 1], "stack.ts:5:40 'b'"],
    [['nics', 'eth1'], "stack.ts:5:13 { mac: '00:02', raw: ['a', 'b'] }"],
    [['nics'], 'stack.ts:3:9 {…6:4'],
    [[], "stack.ts:2:13 hypervisor('hv1', {…8:3"],
  ])('%j', async (path, expected) => {
    expect(await pointedAt(plain, 'hv1', path)).toBe(expected);
  });

  it('falls back to the nearest value that there is', async () => {
    expect(await pointedAt(plain, 'hv1', ['nics', 'eth1', 'cable'])).toBe(
      "stack.ts:5:13 { mac: '00:02', raw: ['a', 'b'] }",
    );
    expect(await pointedAt(plain, 'hv1', ['nics', 'eth0', 'mac', 'length'])).toBe("stack.ts:4:18 '00:01'");
    expect(await pointedAt(plain, 'hv1', ['platform'])).toBe("stack.ts:2:13 hypervisor('hv1', {…8:3");
  });

  it('points at a key', async () => {
    expect(await pointedAt(plain, 'hv1', ['nics', 'eth0'], true)).toBe('stack.ts:4:5 eth0');
    expect(await pointedAt(plain, 'hv1', ['nics', 'eth1'], true)).toBe("stack.ts:5:5 'eth1'");
    expect(await pointedAt(plain, 'hv1', [], true)).toBe("stack.ts:2:24 'hv1'");
    expect(await pointedAt(plain, 'hv1', ['nics', 'eth1', 'cable'], true)).toBe(
      "stack.ts:5:13 { mac: '00:02', raw: ['a', 'b'] }",
    );
  });

  it('follows what is within the call', async () => {
    const text = stackOf(
      'const net = vlans({\n  public: { id: 2 },\n  storage: { id: 667, mtu: 9000 },\n});',
      'net.storage',
    );
    expect(await pointedAt(text, 'storage', ['mtu'])).toBe('stack.ts:4:28 9000');
    expect(await pointedAt(text, 'storage', [])).toBe('stack.ts:4:12 { id: 667, mtu: 9000 }');
    expect(await pointedAt(text, 'storage', [], true)).toBe('stack.ts:4:3 storage');
  });

  it('finds the arguments of a stack by name', async () => {
    const text = `import { server, stack } from 'rackwright';
const a = server('a', {});
const more = [server('b', {})];
export default stack('dc1', [a, ...more], { accept: [{ finding: 'x', on: a }] });
`;
    expect(await pointedAt(text, 'dc1', ['constructs', 0])).toBe('stack.ts:4:30 a');
    expect(await pointedAt(text, 'dc1', ['constructs', 1])).toBe("stack.ts:3:15 server('b', {})");
    expect(await pointedAt(text, 'dc1', ['options', 'accept', 0, 'finding'])).toBe("stack.ts:4:65 'x'");
    expect(await pointedAt(text, 'dc1', ['options', 'accept', 0, 'on'], true)).toBe('stack.ts:4:70 on');
    expect(await pointedAt(text, 'dc1', [], true)).toBe("stack.ts:4:22 'dc1'");
    expect(await pointedAt(text, 'dc1', ['options', 'laws'])).toMatch(/^stack.ts:4:43 \{ accept/);
  });

  it('counts as editors do', async () => {
    const text = stackOf("\tconst hv1 = hypervisor('hv1', { 'ü😀': 'é', mtu: 1 });");
    expect(await pointedAt(text, 'hv1', ['mtu'])).toBe('stack.ts:2:51 1');
    expect(
      await pointedAt(text.replaceAll('\n', '\r\n').replace('\r\n\t', '\n\t'), 'hv1', ['ü😀'], true).catch(String),
    ).toContain("2:34 'ü😀'");
  });
});

describe('constants', () => {
  const body = `const mac = '00:01';
const nic = { mac, speed: 1 } as const;
const defaults = { bonds: { bond0: { mode: 'lacp' } }, list: ['a', 'b'] } satisfies object;
const { bonds: { bond0 } } = defaults;
const hv1 = hypervisor('hv1', { nics: { eth0: nic, eth1: (nic) }, bonds: defaults.bonds, second: defaults['list'][1], mac, bond0, all: defaults });`;

  it.each<[Path, string]>([
    [['nics', 'eth0', 'mac'], "stack.ts:2:13 '00:01'"],
    [['nics', 'eth1', 'speed'], 'stack.ts:3:27 1'],
    [['mac'], "stack.ts:2:13 '00:01'"],
    [['bonds', 'bond0', 'mode'], "stack.ts:4:44 'lacp'"],
    [['second'], "stack.ts:4:68 'b'"],
    [['bond0', 'mode'], "stack.ts:4:44 'lacp'"],
    [['all', 'list', 0], "stack.ts:4:63 'a'"],
  ])('%j', async (path, expected) => {
    expect(await pointedAt(stackOf(body), 'hv1', path)).toBe(expected);
  });

  it('points at the shorthand for a key', async () => {
    expect(await pointedAt(stackOf(body), 'hv1', ['mac'], true)).toBe('stack.ts:6:119 mac');
  });

  it('shows a reference where it is used', async () => {
    const text = stackOf(
      "const net = vlans({ a: { id: 1 } });\nconst hv1 = hypervisor('hv1', { vlan: net.a, of: [net] });",
    );
    expect(await pointedAt(text, 'hv1', ['vlan'])).toBe('stack.ts:3:39 net.a');
    expect(await pointedAt(text, 'hv1', ['of', 0])).toBe('stack.ts:3:51 net');
  });

  it('knows a constant from another of the same name', async () => {
    const text = stackOf(`const mac = 'outer';
const make = () => {
  const mac = 'inner';
  return hypervisor('hv1', { mac });
};
const hv1 = make();`);
    expect(await pointedAt(text, 'hv1', ['mac'])).toBe("stack.ts:4:15 'inner' < stack.ts:7:13");
  });
});

describe('spread', () => {
  const body = `const base = { mtu: 1500, nics: { eth0: { mac: 'a' }, eth1: { mac: 'b' } } };
const more = () => ({ mtu: 9000, extra: 'x' });
const hv1 = hypervisor('hv1', { ...base, first: 1, ...more(), nics: { ...base.nics, eth1: { ...base.nics.eth1, speed: 10 } } });
const hv2 = hypervisor('hv2', { ...more(), ...base });
const hv3 = hypervisor('hv3', { mtu: 1, ...(base.mtu > 9 && { mtu: 2 }), ...port('x'), list: [0, ...['p', 'q'], 3] });`;
  it.each<[string, Path, string]>([
    ['hv1', ['mtu'], 'stack.ts:3:28 9000'],
    ['hv1', ['nics', 'eth0', 'mac'], "stack.ts:2:48 'a'"],
    ['hv1', ['nics', 'eth1', 'mac'], "stack.ts:2:68 'b'"],
    ['hv1', ['nics', 'eth1', 'speed'], 'stack.ts:4:119 10'],
    ['hv1', ['extra'], "stack.ts:3:41 'x'"],
    ['hv2', ['mtu'], 'stack.ts:2:21 1500'],
    ['hv3', ['mtu'], 'stack.ts:6:68 2'],
    ['hv3', ['name'], "stack.ts:6:77 port('x')"],
    ['hv3', ['list', 2], "stack.ts:6:107 'q'"],
    ['hv3', ['list', 3], 'stack.ts:6:113 3'],
  ])('%s %j', async (name, path, expected) => {
    expect(await pointedAt(stackOf(body, 'hv1, hv2, hv3'), name, path)).toBe(expected);
  });
});

describe('functions', () => {
  const body = `const nic = (n: number, mac: string) => ({ mac, label: \`eth\${n}\` });
function bonds(mode: string) {
  return { bond0: { mode, members: ['eth0'] } };
}
const node = <Name extends string>(name: Name, n: 1 | 2, { mtu, tags: [tag] }: any = {}, ...rest: string[]) =>
  server(name, {
    nics: { eth0: nic(0, \`00:0\${n}\`), eth1: nic(1, '00:99') },
    cable: n === 1 ? 'Gi0/1' : 'Gi0/2',
    bonds: bonds(n === 1 ? 'lacp' : 'rr'),
    mtu, tag, rest, on: rest[1],
  });
const options = { mtu: 1500, tags: ['x'] };
const a = node('a', 1, options, 'r0', 'r1');
const b = node('b', 2, { mtu: 9000, tags: ['y'] }, ...['s0', 's1']);`;

  it.each<[string, Path, string]>([
    ['a', ['nics', 'eth0', 'mac'], `stack.ts:8:26 \`00:0\${n}\` < stack.ts:14:11`],
    ['a', ['nics', 'eth1', 'mac'], "stack.ts:8:52 '00:99' < stack.ts:14:11"],
    ['a', ['nics', 'eth1', 'label'], `stack.ts:2:56 \`eth\${n}\` < stack.ts:14:11`],
    ['a', ['cable'], "stack.ts:9:22 'Gi0/1' < stack.ts:14:11"],
    ['b', ['cable'], "stack.ts:9:32 'Gi0/2' < stack.ts:15:11"],
    ['b', ['bonds', 'bond0', 'mode'], "stack.ts:10:37 'rr' < stack.ts:15:11"],
    ['b', ['bonds', 'bond0', 'members', 0], "stack.ts:4:37 'eth0' < stack.ts:15:11"],
    ['a', ['mtu'], 'stack.ts:13:24 1500 < stack.ts:14:11'],
    ['b', ['mtu'], 'stack.ts:15:31 9000 < stack.ts:15:11'],
    ['b', ['tag'], "stack.ts:15:44 'y' < stack.ts:15:11"],
    ['a', ['rest', 0], "stack.ts:14:33 'r0' < stack.ts:14:11"],
    ['b', ['on'], "stack.ts:15:62 's1' < stack.ts:15:11"],
    ['b', [], 'stack.ts:7:3 server(name, {…12:5 < stack.ts:15:11'],
  ])('%s %j', async (name, path, expected) => {
    expect(await pointedAt(stackOf(body, 'a, b'), name, path)).toBe(expected);
  });

  it('points at the key of the caller', async () => {
    expect(await pointedAt(stackOf(body, 'a, b'), 'a', ['bonds', 'bond0'], true)).toBe(
      'stack.ts:4:12 bond0 < stack.ts:14:11',
    );
  });

  it('follows a helper of a helper, and a closure', async () => {
    const text = stackOf(
      `const site = (prefix: string, net: object) => {
  const one = (n: number, mac: string) => server(\`\${prefix}\${n}\`, { mac, net, prefix });
  return [one(1, 'm1'), one(2, 'm2')];
};
const [x1, x2] = site('x', { id: 7 });`,
      'x1, x2',
    );
    expect(await pointedAt(text, 'x2', ['mac'])).toBe("stack.ts:4:32 'm2' < stack.ts:4:25 < stack.ts:6:18");
    expect(await pointedAt(text, 'x1', ['net', 'id'])).toBe('stack.ts:6:34 7 < stack.ts:4:11 < stack.ts:6:18');
    expect(await pointedAt(text, 'x1', ['prefix'])).toBe("stack.ts:6:23 'x' < stack.ts:4:11 < stack.ts:6:18");
  });

  it('shows a reference where the caller wrote it', async () => {
    const text = stackOf(`const net = vlans({ a: { id: 1 } });
const host = ({ vlan }: any, cable: object) => hypervisor('hv1', { vlan, on: vlan, nics: { eth0: { cable } }, net });
const hv1 = host({ vlan: net.a }, port('Gi0/1'));`);
    expect(await pointedAt(text, 'hv1', ['vlan'])).toBe('stack.ts:4:26 net.a < stack.ts:4:13');
    expect(await pointedAt(text, 'hv1', ['on'])).toBe('stack.ts:4:26 net.a < stack.ts:4:13');
    expect(await pointedAt(text, 'hv1', ['net'])).toBe('stack.ts:3:111 net < stack.ts:4:13');
    expect(await pointedAt(text, 'hv1', ['nics', 'eth0', 'cable'])).toBe("stack.ts:4:35 port('Gi0/1') < stack.ts:4:13");
  });

  it('follows a function that a function made', async () => {
    const text =
      stackOf(`const host = (mac: string) => (name: string, more: object) => hypervisor(name, { mac, ...more });
const hv1 = host('m1')('hv1', { mtu: 7 });`);
    expect(await pointedAt(text, 'hv1', ['mac'])).toBe("stack.ts:3:18 'm1' < stack.ts:3:13");
    expect(await pointedAt(text, 'hv1', ['mtu'])).toBe('stack.ts:3:38 7 < stack.ts:3:13');
  });

  it('takes the whole conditional when both branches may be meant', async () => {
    const text = stackOf(`const choice = [true, false].find((one) => one);
const hv1 = hypervisor('hv1', { bonds: choice ? { bond0: 1 } : { bond0: 2, bond1: 3 } });`);
    expect(await pointedAt(text, 'hv1', ['bonds', 'bond0'])).toBe(
      'stack.ts:3:40 choice ? { bond0: 1 } : { bond0: 2, bond1: 3 }',
    );
    expect(await pointedAt(text, 'hv1', ['bonds', 'bond1'])).toBe('stack.ts:3:83 3');
  });

  it('stops at a function that calls itself', async () => {
    const text = stackOf(`const deep = (n: number): any => (n > 0 ? { in: deep(n - 1) } : { end: 'x' });
const forever = (n: number): any => (Math.max(n) > 90 ? { end: 'y' } : forever(n + 1));
const hv1 = hypervisor('hv1', { a: deep(2), b: forever(1) });`);
    expect(await pointedAt(text, 'hv1', ['a', 'in', 'in', 'end'])).toBe("stack.ts:2:72 'x'");
    expect(await pointedAt(text, 'hv1', ['b', 'end'])).toMatch(/^stack.ts:(3:64 'y'|4:48 forever\(1\))$/);
  });
});

describe('loops', () => {
  it('knows the turn by the name', async () => {
    const text = stackOf(
      `const hosts = [];
for (const [n, mac] of [[1, 'm1'], [2, 'm2']] as const) hosts.push(server(\`hv\${n}\`, { mac, up: n === 1 ? 'a' : 'b' }));
for (let i = 3; i <= 6; i += 1) hosts.push(server('hv' + i, { nics: { [\`eth\${i}\`]: { i } } }));
hosts.push(...['x', 'y'].map((name, index) => server(name, { name, index, mac: [\`p\`, \`q\`][index] })));`,
      '...hosts',
    );
    expect(await pointedAt(text, 'hv2', ['mac'])).toBe("stack.ts:3:40 'm2'");
    expect(await pointedAt(text, 'hv1', ['mac'])).toBe("stack.ts:3:29 'm1'");
    expect(await pointedAt(text, 'hv2', ['up'])).toBe("stack.ts:3:112 'b'");
    expect(await pointedAt(text, 'hv4', ['nics', 'eth4'])).toBe('stack.ts:4:84 { i }');
    expect(await pointedAt(text, 'hv4', ['nics', 'eth4'], true)).toBe(`stack.ts:4:71 [\`eth\${i}\`]`);
    expect(await pointedAt(text, 'hv4', ['nics', 'eth4', 'i'])).toBe('stack.ts:4:86 i');
    expect(await pointedAt(text, 'y', ['name'])).toBe("stack.ts:5:21 'y' < stack.ts:5:15");
    expect(await pointedAt(text, 'y', ['mac'])).toBe('stack.ts:5:86 `q` < stack.ts:5:15');
  });

  it('takes the only computed key when none can be told', async () => {
    const text = stackOf(`const key = ['a', 'b'].find((one) => one === 'b') ?? 'c';
const hv1 = hypervisor('hv1', { [\`x\${key}\`]: { y: 1 }, [\`z\${key}\`]: { y: 2 } });`);
    expect(await pointedAt(text, 'hv1', ['zb', 'y'])).toBe('stack.ts:3:74 2');
    expect(await pointedAt(text, 'hv1', ['xb', 'y'])).toBe('stack.ts:3:51 1');
  });

  it('follows what a list is made into', async () => {
    const text = stackOf(`const names = ['eth0', 'eth1'];
const rows = { br2: { id: 2 }, br3: { id: 3 } };
const hv1 = hypervisor('hv1', {
  nics: Object.fromEntries(names.map((name, n) => [name, { mac: \`00:\${n}\`, n: [10, 11][n] }])),
  bridges: Object.fromEntries(Object.entries(rows).map(([key, row]) => [\`\${key}x\`, { ...row, key }])),
  unknown: Object.fromEntries(new Map([['p', 1]]).entries()),
  paths: names.map((nic) => ({ nic, address: 'a' })),
  pair: Object.fromEntries([['k1', 'v1'], ['k2', 'v2']]),
  made: Array.from({ length: 2 }, (_, n) => ({ n, t: 'x' })),
  both: Object.assign({}, rows, { br3: { id: 4 } }),
});`);
    expect(await pointedAt(text, 'hv1', ['nics', 'eth1', 'n'])).toBe('stack.ts:5:84 11');
    expect(await pointedAt(text, 'hv1', ['nics', 'eth1'], true)).toBe("stack.ts:2:24 'eth1'");
    expect(await pointedAt(text, 'hv1', ['bridges', 'br3x', 'id'])).toBe('stack.ts:3:43 3');
    expect(await pointedAt(text, 'hv1', ['unknown', 'p'])).toBe(
      "stack.ts:7:12 Object.fromEntries(new Map([['p', 1]]).entries())",
    );
    expect(await pointedAt(text, 'hv1', ['paths', 1, 'nic'])).toBe("stack.ts:2:24 'eth1'");
    expect(await pointedAt(text, 'hv1', ['paths', 1, 'address'])).toBe("stack.ts:8:46 'a'");
    expect(await pointedAt(text, 'hv1', ['pair', 'k2'])).toBe("stack.ts:9:50 'v2'");
    expect(await pointedAt(text, 'hv1', ['pair', 'k2'], true)).toBe("stack.ts:9:44 'k2'");
    expect(await pointedAt(text, 'hv1', ['made', 1, 't'])).toBe("stack.ts:10:54 'x'");
    expect(await pointedAt(text, 'hv1', ['both', 'br3', 'id'])).toBe('stack.ts:11:46 4');
    expect(await pointedAt(text, 'hv1', ['both', 'br2', 'id'])).toBe('stack.ts:3:27 2');
  });

  it('follows what is filled in later', async () => {
    const text = stackOf(`const nics: Record<string, object> = { eth9: { mac: 'z' } };
for (const n of [0, 1]) nics[\`eth\${n}\`] = { mac: 'a', n: ['p', 'q'][n] };
nics.eth2 = { mac: 'c' };
const hv1 = hypervisor('hv1', { nics });`);
    expect(await pointedAt(text, 'hv1', ['nics', 'eth1', 'n'])).toBe("stack.ts:3:64 'q'");
    expect(await pointedAt(text, 'hv1', ['nics', 'eth2', 'mac'])).toBe("stack.ts:4:20 'c'");
    expect(await pointedAt(text, 'hv1', ['nics', 'eth9', 'mac'])).toBe("stack.ts:2:53 'z'");
  });
});

describe('several files', () => {
  const files = {
    'stack.ts': `import { stack } from 'rackwright';
import { host, mac as address } from './lib/hosts.ts';
import * as defaults from './lib/defaults';
const hv1 = host('hv1', { mac: address, bonds: defaults.bonds });
export default stack('dc1', [hv1, defaults.make('hv2')]);
`,
    'lib/hosts.ts': `import { hypervisor } from 'rackwright';
export const host = (name: string, more: object) =>
  hypervisor(name, { platform: 'el9', ...more });
export { mac } from './defaults.ts';
`,
    'lib/defaults.ts': `import { host } from './hosts.ts';
export const mac = '00:01';
export const bonds = { bond0: { mode: 'lacp' } };
export function make(name: string) {
  return host(name, { mac });
}
`,
  };
  it.each<[string, Path, string]>([
    ['hv1', ['platform'], "lib/hosts.ts:3:32 'el9' < stack.ts:4:13"],
    ['hv1', ['mac'], "lib/defaults.ts:2:20 '00:01' < stack.ts:4:13"],
    ['hv1', ['bonds', 'bond0', 'mode'], "lib/defaults.ts:3:39 'lacp' < stack.ts:4:13"],
    ['hv2', ['mac'], "lib/defaults.ts:2:20 '00:01' < lib/defaults.ts:5:10 < stack.ts:5:35"],
    [
      'hv2',
      [],
      "lib/hosts.ts:3:3 hypervisor(name, { platform: 'el9', ...more }) < lib/defaults.ts:5:10 < stack.ts:5:35",
    ],
  ])('%s %j', async (name, path, expected) => {
    expect(await pointedAt(files, name, path)).toBe(expected);
  });
});

describe('placesAt', () => {
  it('names what is written on a line, the innermost first', async () => {
    const { folder, sources, site, parts } = await loaded({
      'stack.ts': stackOf(
        `const mac = '00:01';
const hv1 = hypervisor('hv1', {
  nics: {
    eth0: { mac,
      speed: 1 },
  },
});
const hv2 = server('hv2', { mac });
const p = server('p', { a: { b: 1 } }), q = server('q', { c: 1 });`,
        'hv1, hv2, p, q',
      ),
    });
    const at = async (line: number): Promise<readonly string[]> =>
      (await placesAt(sources, [site, ...parts], `${folder}/stack.ts`, line)).map(({ of, path }) =>
        [of.name, ...path].join('.'),
      );
    expect(await at(2)).toEqual(['hv1.nics.eth0.mac', 'hv2.mac']);
    expect(await at(5)).toEqual(['hv1.nics.eth0.mac', 'hv1.nics.eth0', 'hv1.nics', 'hv1']);
    expect(await at(6)).toEqual(['hv1.nics.eth0.speed', 'hv1.nics.eth0', 'hv1.nics', 'hv1']);
    expect(await at(9)).toEqual(['hv2.mac', 'hv2']);
    expect(await at(10)).toEqual(['p.a.b', 'q.c', 'p.a', 'q', 'p']);
    expect(await at(11)).toEqual([
      'dc1.constructs.2',
      'dc1.constructs.3',
      'dc1.constructs.0',
      'dc1.constructs.1',
      'dc1.constructs',
      'dc1',
    ]);
    expect(await at(1)).toEqual([]);
  });
});
