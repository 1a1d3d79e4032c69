import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { debian12, el6, el9, type Platform, server, unmodelled } from '../../../dsl/index.ts';
import { line as oneLine } from '../../../dsl/language/scalars.ts';
import { fc } from '../../chance.ts';
import { run } from './judges/run.ts';
import { filesOf, hostsOf, textOf } from './sites.ts';

const folder = mkdtempSync(join(tmpdir(), 'hostile-'));
afterAll(() => rmSync(folder, { recursive: true }));

const nasty = [
  `'`,
  `"`,
  '`',
  '$',
  '$(',
  ')',
  '\\',
  '\\\\',
  '!',
  '%s',
  '#',
  ';',
  '&',
  '|',
  '<',
  '>',
  '*',
  '?',
  '[',
  ']',
  '{',
  '}',
  '~',
  '=',
  ' ',
  '\t',
  '-',
  '\\n',
  '\\s',
  'EOF',
  'a',
  'é',
  '漢',
  '🚰',
  '\u2028',
  '$(touch here)',
  '`touch here`',
  'DEVICE=eth9',
  ' TYPE=Bridge',
  'NM_CONTROLLED=yes',
  'SLAVE=yes',
  '[connection]',
  'id=x',
  'iface eth9 inet dhcp',
  'source /etc/shadow',
];
const text = fc
  .array(fc.constantFrom(...nasty), { minLength: 1, maxLength: 6 })
  .map((parts) => parts.join(''))
  .filter((it) => oneLine.safeParse(it).success);
const examples = [
  ...nasty.filter((it) => oneLine.safeParse(it).success),
  ' a',
  'a ',
  'a\\',
  'a\\\\',
  '-n',
  '\\',
  ' ',
  '\t',
  'a\\ ',
];
const texts = fc.array(text, { minLength: 30, maxLength: 30 });

/** A host with hostile text wherever text of the user's reaches a network file. */
const hostWith = (platform: Platform, cable: string, values: readonly string[], key: (n: number) => string) => {
  const raw = Object.fromEntries(values.map((it, n) => [key(n), it]));
  const spec = { platform, nics: { eth0: { mac: '00:1e:c9:00:0a:00', cable: unmodelled(cable), raw } } };
  const [host] = hostsOf([server('hostile', spec)]);
  return host === undefined ? [] : filesOf(host).map((file) => ({ path: file.path, text: textOf(file) }));
};

const theFile = (files: readonly { readonly path: string; readonly text: string }[], name: string): string => {
  const found = files.find(({ path }) => path.endsWith(name));
  if (found === undefined) throw new Error(`no ${name}`);
  return found.text;
};

/** Each list of values once as generated, and all examples before that. */
const forAll = (judge: (cable: string, values: readonly string[]) => void): void => {
  for (const cable of examples) judge(cable, examples);
  fc.assert(
    fc.property(text, texts, (cable, values) => judge(cable, values)),
    { numRuns: 60 },
  );
};

describe('hostile text', () => {
  it('in an ifcfg file is read back by the shell, and runs nothing', () => {
    const path = join(folder, 'ifcfg-eth0');
    const program = [
      'cd "$1" || exit',
      'for key in DEVICE TYPE SLAVE; do eval $(LANG=C grep -F "$key=" ifcfg-eth0); done',
      'echo "$DEVICE|$TYPE|$SLAVE"',
      '. ./ifcfg-eth0',
      'for ((n = 0; n < $2; n++)); do eval "printf \'%s\\\\0\' \\"\\$RAW_$n\\""; done',
    ].join('\n');
    forAll((cable, values) => {
      writeFileSync(
        path,
        theFile(
          hostWith(el6, cable, values, (n) => `RAW_${n}`),
          'ifcfg-eth0',
        ),
      );
      const ran = run('bash', [
        'env',
        '-i',
        'PATH=/usr/bin:/bin',
        '/bin/bash',
        '--norc',
        '-c',
        program,
        'bash',
        folder,
        String(values.length),
      ]);
      expect(ran.stderr).toBe('');
      expect(ran.stdout).toBe(`eth0||\n${values.map((it) => `${it}\0`).join('')}`);
      expect(readdirSync(folder)).toEqual(['ifcfg-eth0']);
    });
  });

  it('in a keyfile is read back by GLib', () => {
    const batches: (readonly string[])[] = [];
    const keyfiles: string[] = [];
    forAll((cable, values) => {
      batches.push(values);
      keyfiles.push(
        theFile(
          hostWith(el9, cable, values, (n) => `user.raw.k${n}`),
          'eth0.nmconnection',
        ),
      );
    });
    const script = join(import.meta.dirname, 'judges', 'keyfile.py');
    const ran = run('python3-gi gir1.2-nm-1.0', ['/usr/bin/python3', script, 'strings'], JSON.stringify(keyfiles));
    expect(ran.stderr).toBe('');
    const read = JSON.parse(ran.stdout) as readonly Readonly<Record<string, string>>[];
    expect(read.length).toBe(batches.length);
    for (const [index, values] of batches.entries()) {
      const got = read[index] ?? {};
      expect(values.map((_, n) => got[`user.raw.k${n}`])).toEqual(values);
      expect(got['connection.id']).toBe('eth0');
      const ours = ['connection.', 'ethernet.', 'ipv4.', 'ipv6.', 'user.raw.k'];
      expect(Object.keys(got).filter((it) => !ours.some((own) => it.startsWith(own)))).toEqual([]);
    }
  });

  it('in /etc/network/interfaces stays in its own option', () => {
    const path = join(folder, 'interfaces');
    // Blanks at either end of a value mean nothing to ifupdown.
    const asRead = (it: string): string => it.replace(/^[ \t]+|[ \t]+$/g, '');
    forAll((cable, values) => {
      writeFileSync(
        path,
        theFile(
          hostWith(debian12, cable, values, (n) => `raw-${n}`),
          'interfaces',
        ),
      );
      const listed = run('ifupdown', ['ifquery', '--list', '-a', '-i', path]);
      expect([listed.stdout, listed.stderr]).toEqual(['lo\neth0\n', '']);
      const { stdout, stderr } = run('ifupdown', ['ifquery', 'eth0', '-i', path]);
      expect(stderr).toBe('');
      const read = values.flatMap((it, n) => (asRead(it) === '' ? [] : [`raw-${n}: ${asRead(it)}`]));
      expect(stdout.split('\n').slice(0, -1)).toEqual(['mtu: 1500', ...read]);
    });
    rmSync(path);
  });
});
