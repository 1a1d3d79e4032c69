import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { filesOf, platforms, textOf, variety } from '../sites.ts';
import { run } from './run.ts';

interface Verdict {
  readonly error: string | null;
  readonly warnings: readonly string[];
  readonly written: string;
}

const script = join(import.meta.dirname, 'keyfile.py');

/** libnm 1.42, the library of NetworkManager itself. */
const libnm = (texts: readonly string[]): readonly Verdict[] => {
  const ran = run('python3-gi gir1.2-nm-1.0', ['/usr/bin/python3', script], JSON.stringify(texts));
  if (ran.status !== 0) throw new Error(`libnm: ${ran.stderr} (apt-get install python3-gi gir1.2-nm-1.0)`);
  return JSON.parse(ran.stdout) as readonly Verdict[];
};

const nmcli = (text: string) =>
  run('network-manager', ['nmcli', '--offline', 'connection', 'modify', 'connection.stable-id', 'judged'], text);

/** `section.key` and its value, for every key of a keyfile. */
const keysOf = (text: string): ReadonlyMap<string, string> => {
  const keys = new Map<string, string>();
  let section = '';
  for (const line of text.split('\n')) {
    if (line === '' || line.startsWith('#')) continue;
    const header = /^\[(.+)\]$/.exec(line)?.[1];
    if (header !== undefined) section = header;
    else keys.set(`${section}.${line.slice(0, line.indexOf('='))}`, line.slice(line.indexOf('=') + 1));
  }
  return keys;
};

const normal = (key: string, value: string): string => (key === 'ethernet.mac-address' ? value.toLowerCase() : value);

/** NetworkManager leaves out what is its default anyway; that it reads the key shows where the other value is written. */
const leftOut: ReadonlyMap<string, string> = new Map([['bridge.stp', 'true']]);

/** The keys that did not come back as they were handed over. */
const lost = (text: string, written: string): readonly string[] => {
  const back = keysOf(written);
  return [...keysOf(text)].flatMap(([key, value]) => {
    const got = back.get(key);
    const same = got === undefined ? leftOut.get(key) === value : normal(key, got) === normal(key, value);
    return same ? [] : [`${key}=${value} came back as ${got ?? 'nothing'}`];
  });
};

const profilesOn = (id: string) =>
  platforms
    .filter((it) => it.id === id)
    .flatMap((platform) => variety(platform))
    .flatMap((host) => filesOf(host).map((file) => ({ host: host.name, file })))
    .filter(({ file }) => file.path.endsWith('.nmconnection'))
    .map(({ host, file }) => ({ name: `${host} ${file.path}`, text: textOf(file) }));

/** What libnm 1.42 knew: the words that 1.46 brought are those of el10. */
const asBefore = (text: string): string =>
  text
    .replaceAll(/^controller=/gm, 'master=')
    .replaceAll(/^port-type=/gm, 'slave-type=')
    .replaceAll(/^autoconnect-ports=/gm, 'autoconnect-slaves=');

describe('keyfiles before libnm and nmcli', () => {
  const el9 = profilesOn('el9');
  const el10 = profilesOn('el10');

  it('has profiles of both platforms to judge', () => {
    expect(el9.length).toBeGreaterThan(30);
    expect(el10.length).toBe(el9.length);
  });

  it.each([
    ['el9', el9.map((it) => it)],
    ['el10, in the old words', el10.map(({ name, text }) => ({ name, text: asBefore(text) }))],
  ])('%s: libnm reads each without a warning, finds it right, and writes every key back', (_, profiles) => {
    const verdicts = libnm(profiles.map((it) => it.text));
    const bad = profiles.flatMap(({ name, text }, index) => {
      const { error, warnings, written } = verdicts[index] ?? { error: 'no verdict', warnings: [], written: '' };
      return [...(error === null ? [] : [error]), ...warnings, ...lost(text, written)].map((it) => `${name}: ${it}`);
    });
    expect(bad).toEqual([]);
  });

  it('has a bridge without spanning tree, so that stp is known to be read', () => {
    expect(el9.some(({ text }) => keysOf(text).get('bridge.stp') === 'false')).toBe(true);
    expect(el9.some(({ text }) => keysOf(text).get('bridge.stp') === 'true')).toBe(true);
  });

  it('nmcli --offline changes one property of each and prints the rest as it was', () => {
    const bad = el9.flatMap(({ name, text }) => {
      const { status, stdout, stderr } = nmcli(text);
      const changed = keysOf(stdout).get('connection.stable-id') === 'judged';
      const said = status === 0 && changed && stderr === '' ? [] : [`status ${status} ${stderr}`];
      return [...said, ...lost(text, stdout)].map((it) => `${name}: ${it}`);
    });
    expect(bad).toEqual([]);
  });

  it('libnm 1.42 drops the words of el10 without a word of its own: el9 needs the old ones', () => {
    const port = el10.find(({ text }) => text.includes('port-type=bond')) ?? { text: '' };
    const [verdict] = libnm([port.text]);
    expect(verdict).toMatchObject({ error: null, warnings: [] });
    expect(lost(port.text, verdict?.written ?? '')).toEqual([
      'connection.controller=bond0 came back as nothing',
      'connection.port-type=bond came back as nothing',
    ]);
  });

  describe('refuses', () => {
    const good = el9.find(({ text }) => text.includes('\ntype=bond\n'))?.text ?? '';

    it('an option that the mode has not', () => {
      const bad = good.replace('miimon=100', 'miimon=100\nprimary=eth0');
      expect(libnm([bad])[0]?.error).toMatch(/primary/);
      expect(nmcli(bad).status).not.toBe(0);
    });

    it('an MTU that is no number', () => {
      expect(libnm([good.replace('mtu=9000', 'mtu=jumbo')])[0]?.warnings).toHaveLength(1);
    });

    it('a key in a section that has no such key', () => {
      const bad = good.replace('[ethernet]\n', '[ethernet]\nparent=bond0\n');
      expect(bad).not.toBe(good);
      expect(lost(bad, libnm([bad])[0]?.written ?? '')).toEqual(['ethernet.parent=bond0 came back as nothing']);
    });

    it('a section that it does not know', () => {
      expect(libnm([`${good}[bonding]\nmode=4\n`])[0]?.warnings).toHaveLength(1);
    });
  });
});
