import { expect, it } from 'vitest';
import { type About, together } from '../../dsl/cli/together.ts';
import type { Construct } from '../../dsl/language/place.ts';

const construct = (kind: string, name: string): Construct => ({ kind, name, origin: { frames: [], within: [] } });

const about = (of: Construct, message: string, line = 1, code = 'x'): About => ({
  of,
  finding: {
    code,
    severity: 'error',
    message,
    at: { file: '/a.ts', line, column: 3, endLine: line, endColumn: 9, text: '', of: of.name, callers: [] },
    also: [],
    why: '',
    fix: '',
  },
});

const said = (all: readonly About[]): readonly string[] => together(all).map(({ message }) => message);
const hosts = Array.from({ length: 7 }, (_, n) => construct('server', `hv${n + 1}`));

it('says a mistake that many share once, in the words of the first, with a few of the others', () => {
  expect(said(hosts.map((it) => about(it, `${it.name}.mtu: 1 is not ${it.name}'s`)))).toEqual([
    "hv1.mtu: 1 is not hv1's (and 6 more hosts: hv2, hv3, hv4, hv5, …)",
  ]);
  expect(said(hosts.slice(0, 2).map((it) => about(it, `${it.name} has none`)))).toEqual([
    'hv1 has none (and 1 more host: hv2)',
  ]);
  const mixed = [construct('switch', 'sw1'), construct('switch', 'sw2'), ...hosts.slice(0, 1)];
  expect(said(mixed.map((it) => about(it, 'none')))).toEqual(['none (and 2 more switches and hosts: sw2, hv1)']);
});

it('keeps what differs: another place, another law, another value, a second finding of the same host', () => {
  const [a, b] = hosts;
  if (a === undefined || b === undefined) throw new Error('no hosts');
  const all = [
    about(a, 'hv1 has 1'),
    about(b, 'hv2 has 1', 2),
    about(b, 'hv2 has 1', 1, 'y'),
    about(b, 'hv2 has 2'),
    about(a, 'hv1 has 1'),
  ];
  expect(together(all)).toEqual(all.map(({ finding }) => finding));
});
