import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { load, loadAll } from '../../dsl/source/load.ts';
import { provided, write } from './fixture.ts';

const good = "import { stack } from 'rackwright';\nexport default stack('dc1', []);\n";

/** `code line:column-endColumn message` of each finding. */
const findings = async (files: Readonly<Record<string, string>>, entry = 'stack.ts'): Promise<readonly string[]> => {
  const folder = write(files);
  const loaded = await load(join(folder, entry), provided);
  return (loaded.ok ? loaded.warnings : loaded.findings).map(({ code, at, message, why, fix }) => {
    expect(why).not.toBe('');
    expect(fix).not.toBe('');
    expect(message).not.toMatch(/\n|rackwright-stack|import_/);
    const text = `${code} ${at.file}:${at.line}:${at.column}-${at.endColumn} ${message}`;
    return text.replaceAll(`${folder}/`, '');
  });
};

const found = (body: string): Promise<readonly string[]> =>
  findings({ 'stack.ts': `import { stack } from 'rackwright';\n${body}\nexport default stack('dc1', []);\n` });

describe('load', () => {
  it('gives the default export', async () => {
    const loaded = await load(join(write({ 'stack.ts': good }), 'stack.ts'), provided);
    expect(loaded).toMatchObject({ ok: true, value: { kind: 'stack', name: 'dc1' }, warnings: [] });
  });

  it('reads JavaScript, CommonJS and JSON', async () => {
    expect(await findings({ 'stack.mjs': good }, 'stack.mjs')).toEqual([]);
    expect(
      await findings({ 'stack.cjs': "module.exports = require('rackwright').stack('dc1', []);" }, 'stack.cjs'),
    ).toEqual([]);
    expect(await findings({ 'stack.ts': `import site from './site.json';\n${good}`, 'site.json': '{}' })).toEqual([]);
  });

  it('bundles packages that look at the machine before they use it', async () => {
    const library = `export const where = typeof process === 'object' ? process.env.HOME : process.env.NODE_ENV;
export const isDate = (value) => value instanceof Date;`;
    expect(
      await findings({
        'stack.ts': `import { where, isDate } from 'lib';\nif (where !== 'production' || isDate({})) throw new Error(where);\n${good}`,
        'node_modules/lib/package.json': '{ "name": "lib", "version": "1.0.0", "module": "lib.js" }',
        'node_modules/lib/lib.js': library,
      }),
    ).toEqual([]);
  });

  it('loads several in one go, and those beside a broken one', async () => {
    const folder = write({ 'a.ts': good, 'b.ts': 'export default 1 +;', 'sub/a.ts': good.replace('dc1', 'dc2') });
    const all = await loadAll([join(folder, 'a.ts'), join(folder, 'sub/a.ts')], provided);
    expect(all).toMatchObject([{ value: { name: 'dc1' } }, { value: { name: 'dc2' } }]);
    const some = await loadAll([join(folder, 'a.ts'), join(folder, 'b.ts')], provided);
    expect(some.map(({ ok }) => ok)).toEqual([true, false]);
  });
});

describe('what a stack gets wrong before it runs', () => {
  it('says that there is no such file', async () => {
    expect(await findings({}, 'none.ts')).toEqual(['stack-not-found none.ts:1:1-2 there is no stack at none.ts']);
  });

  it('says where the text cannot be read', async () => {
    expect(await findings({ 'stack.ts': "const é = 'ü'; const x = = 3;\n" })).toEqual([
      'stack-does-not-parse stack.ts:1:26-27 this cannot be read as TypeScript: unexpected "="',
    ]);
  });

  it('says which import is missing', async () => {
    expect(await found("import { a } from './net.ts'; import b from 'nowhere'; console.log(a, b);")).toEqual([
      'import-not-found stack.ts:2:19-29 there is no "./net.ts" to import',
      'import-not-found stack.ts:2:45-54 there is no "nowhere" to import',
    ]);
  });

  it('says which export is missing', async () => {
    expect(
      await findings({
        'stack.ts': `import { nett } from './net.ts';\n${good}console.log(nett);`,
        'net.ts': 'export const net = 1;',
      }),
    ).toEqual(['export-not-found stack.ts:1:10-14 net.ts has no export "nett"']);
  });

  it('warns of a key that is given twice', async () => {
    expect(await found('const nics = { eth0: 1, eth1: 2, eth0: 3 };')).toEqual([
      'key-given-twice stack.ts:2:34-38 the key "eth0" is given twice, and the second one wins',
    ]);
  });

  it('names the first of two keys in words of its own', async () => {
    const folder = write({ 'stack.ts': `const nics = { eth0: 1, eth0: 3 };\n${good}` });
    const loaded = await load(join(folder, 'stack.ts'), provided);
    expect(loaded.ok && loaded.warnings.flatMap(({ also }) => also)).toMatchObject([
      { message: 'the first one', at: { line: 1, column: 16 } },
    ]);
  });

  it('refuses another version of rackwright', async () => {
    const other = '{ "name": "rackwright", "version": "0.9.0" }';
    expect(
      await findings({ 'stacks/dc1.ts': good, 'node_modules/rackwright/package.json': other }, 'stacks/dc1.ts'),
    ).toEqual([
      "rackwright-version stacks/dc1.ts:1:23-35 this is rackwright 1.0.0, but the stack's project has rackwright 0.9.0 installed",
    ]);
    expect(await findings({ 'stacks/dc1.ts': good, 'package.json': other }, 'stacks/dc1.ts')).toHaveLength(1);
    const same = other.replace('0.9.0', '1.0.0');
    expect(await findings({ 'stack.ts': good, 'node_modules/rackwright/package.json': same })).toEqual([]);
  });
});

describe('what a stack exports', () => {
  it('is its default', async () => {
    expect(await findings({ 'stack.ts': 'export const x = 1;' })).toEqual([
      'no-default-export stack.ts:1:1-2 this file exports no stack',
    ]);
  });

  it('is a stack', async () => {
    expect(await findings({ 'stack.ts': 'const x = 1;\n\nexport default [x];' })).toEqual([
      'default-export-is-a-stack stack.ts:3:16-19 the default export is a list, not a stack',
    ]);
    expect(
      await findings({ 'stack.ts': "import { server } from 'rackwright';\nexport default server('a', {});" }),
    ).toEqual(['default-export-is-a-stack stack.ts:2:16-31 the default export is a server, not a stack']);
    for (const forged of [
      "{ kind: 'stack' }",
      "{ kind: 'stack', name: 'a', constructs: [] }",
      '{ ...stack("a", []), origin: 1 }',
    ])
      expect(
        await findings({
          'stack.ts': `import { stack } from 'rackwright';\nexport default ${forged};\nexport { stack };`,
        }),
      ).toEqual([
        `default-export-is-a-stack stack.ts:2:16-${16 + forged.length} the default export is only shaped like a stack: the function stack() did not make it`,
      ]);
    expect(await findings({ 'stack.ts': 'export default (async () => 1)();' })).toEqual([
      'default-export-is-a-stack stack.ts:1:16-33 the default export is a promise, not a stack',
    ]);
  });
});

describe('a stack that throws', () => {
  it('is shown where it does', async () => {
    expect(await found('const nics: any = {};\nconst mac = nics.eth0.mac;')).toEqual([
      "stack-threw stack.ts:3:23-26 the stack stops here: Cannot read properties of undefined (reading 'mac')",
    ]);
    expect(await found("const f = () => {\n  throw new Error('no\\nmore');\n};\nf();")).toEqual([
      'stack-threw stack.ts:3:9-12 the stack stops here: no',
    ]);
    expect(await found("throw 'text';")).toEqual(['stack-threw stack.ts:1:1-2 the stack stops here: text']);
    expect(await found('const f = (): number => 1 + f();\nf();')).toEqual([
      'stack-threw stack.ts:2:25-26 the stack stops here: Maximum call stack size exceeded',
    ]);
  });

  it('is shown in the file where it does', async () => {
    expect(
      await findings({
        'stack.ts': `import { a } from './a.ts';\n${good}a();`,
        'a.ts': '\nexport const a = () => (1 as any)();',
      }),
    ).toEqual(['stack-threw a.ts:2:25-26 the stack stops here: 1 is not a function']);
  });

  it('is shown when a promise fails', async () => {
    const others = process.listeners('unhandledRejection');
    process.removeAllListeners('unhandledRejection');
    try {
      expect(await found('const f = async () => {\n  throw new Error("late");\n};\nf();')).toEqual([
        'stack-threw stack.ts:3:9-12 the stack stops here: late',
      ]);
      expect(process.listeners('unhandledRejection')).toEqual([]);
    } finally {
      for (const other of others) process.on('unhandledRejection', other);
    }
  });

  it('is told what rackwright has', async () => {
    expect(
      await findings({
        'stack.ts': "import { serevr, stack } from 'rackwright';\nexport default stack('a', [serevr('b', {})]);",
      }),
    ).toEqual(['not-in-rackwright stack.ts:2:28-34 rackwright has no "serevr"; did you mean "server"?']);
  });
});

describe('a stack is pure', () => {
  it.each([
    ['const x = Date.now();', '2:11-15', 'Date.now', 'the time of the day it is compiled'],
    ['console.log(new Date());', '2:17-21', 'new Date()', 'the time of the day it is compiled'],
    ['const x = 1 + Math.random();', '2:15-26', 'Math.random()', 'chance'],
    ['const x = process.env.HOME;', '2:11-18', 'process.env', 'the machine it is compiled on'],
    ['const x = globalThis.process.env;', '2:22-29', 'process.env', 'the machine it is compiled on'],
    ["const x = fetch('http://x');", '2:11-16', 'fetch()', 'the network'],
    ['const x = performance.now();', '2:11-22', 'performance.now', 'the time it takes to compile'],
    ['const x = crypto.randomUUID();', '2:11-17', 'crypto.randomUUID', 'chance'],
    ['setTimeout(() => 1, 1);', '2:1-11', 'setTimeout()', 'the order in which things happen'],
    ["const x = __dirname + '/a';", '2:11-20', '__dirname', 'the folder it is compiled in'],
    ['const x = import.meta.url;', '2:11-22', 'import.meta', 'the folder it is compiled in'],
  ])('%s', async (line, span, used, brought) => {
    expect(await found(line)).toEqual([
      `stack-is-pure stack.ts:${span} a stack is pure: ${used} would bring in ${brought}`,
    ]);
  });

  it.each(['node:fs', 'fs', 'child_process'])('import of %s', async (name) => {
    expect(await found(`import * as x from '${name}'; console.log(x);`)).toEqual([
      `stack-is-pure stack.ts:2:20-${22 + name.length} a stack is pure: it cannot import "${name}", which would bring in the machine it is compiled on`,
    ]);
  });

  it('may use what is the same everywhere', async () => {
    expect(
      await found(
        "const x = [Math.max(1, 2), typeof fetch, new URL('http://a'), Object.keys({}), globalThis.parseInt('1')];",
      ),
    ).toEqual([]);
  });
});
