import { expect, it } from 'vitest';
import { followers } from '../../dsl/emit/followers.ts';
import type { Artifact } from '../../dsl/emit/step.ts';
import { byDefault, type Construct, type From, place, several } from '../../dsl/language/place.ts';

const of: Construct = { kind: 'vlan', name: 'net', origin: { frames: [], within: [] } };
const id = place(of, 'id');
const other = place(of, 'mtu');

const artifact = (lines: readonly (readonly From[])[], from: readonly From[] = []): Artifact => ({
  path: 'a',
  mode: 0o644,
  from,
  lines: lines.map((it, index) => ({ text: `line ${index + 1}`, from: it })),
});
const lines = (it: Artifact): readonly number[] => [...followers([it], [id])].map(({ line }) => line);

it('finds a place by itself, in lists that lines share, and in what the whole file follows from', () => {
  const shared = several([several([byDefault('x'), place(of, 'id', 'part')]), other]);
  const without = several([several([other]), byDefault('x'), place(of)]);
  expect(lines(artifact([[id], [other], [shared], [without], [without, shared], []]))).toEqual([1, 3, 5]);
  expect(lines(artifact([[], [other]], [shared]))).toEqual([1, 2]);
});

it('counts lines that are one for the compiler as what they are in the file', () => {
  const text = ['two', 'three'].join('\n');
  const made = {
    path: 'a',
    mode: 0o644,
    lines: [
      { text: 'one', from: [] },
      { text, from: [id] },
    ],
  } as const;
  expect([...followers([made], [id])]).toEqual([
    { path: 'a', line: 2, text: 'two' },
    { path: 'a', line: 3, text: 'three' },
  ]);
});

it('reads the lines of an entry, each with what it follows from, where it is one for the compiler', () => {
  const parts = () => [
    { text: '{', from: [other] },
    { text: '}', from: [id] },
  ];
  const entry = { text: '{\n}', from: [other], parts };
  const whole: Artifact = { path: 'a', mode: 0o644, lines: [entry, { text: 'end', from: [id] }] };
  expect([...followers([whole], [id])].map(({ line, text }) => [line, text])).toEqual([
    [2, '}'],
    [3, 'end'],
  ]);
});

it('reads a list once, however many lines share it', () => {
  let read = 0;
  const all = new Proxy([other], {
    get: (target, key) => {
      if (key === 'some' || key === 'flatMap') read += 1;
      return Reflect.get(target, key);
    },
  });
  const shared = several(all);
  expect(lines(artifact(Array.from({ length: 50 }, () => [shared])))).toEqual([]);
  expect(read).toBe(1);
});
