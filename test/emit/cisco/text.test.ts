import { describe, expect, test } from 'vitest';
import { allowedVlans } from '../../../dsl/emit/cisco/allowed-vlans.ts';
import { switchArtifacts } from '../../../dsl/emit/cisco/artifacts.ts';
import { freeText, vlanName } from '../../../dsl/emit/cisco/free-text.ts';
import type { SiteSwitch } from '../../../dsl/model/model.ts';
import { fc } from '../../chance.ts';
import { feed, newSwitch, texts } from './run.ts';
import { management, scattered, siteOf } from './sites.ts';

describe("a person's words", () => {
  test.each([
    ['hv1 eth0', 'hv1 eth0'],
    ['what?', 'what-'],
    ['!no shutdown', 'no shutdown'],
    [' "! " quoted"', 'quoted"'],
    ['Bücher ☃ 😀', 'B-cher - -'],
    ['a\nno shutdown\r\tb', 'a-no shutdown--b'],
    ['', '-'],
    [' ! ', '-'],
    ['  wide  ', 'wide'],
    ['$(reboot) `reboot` %n EOF', '$(reboot) `reboot` %n EOF'],
    [`${'x'.repeat(199)} y`, 'x'.repeat(199)],
  ])('%j becomes %j', (value, safe) => {
    expect(freeText(value)).toBe(safe);
  });

  test('of any kind are a description that the switch takes as it is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (value) => {
        const safe = freeText(value);
        expect(safe).toMatch(/^[!-~]([ -~]{0,198}[!-~])?$/);
        expect(safe).not.toMatch(/\?|^[!"]/);
        expect(freeText(safe)).toBe(safe);
        expect(vlanName(value)).toMatch(/^[!-~]{1,32}$/);
      }),
      { numRuns: 500 },
    );
  });

  test('change nothing but words on the switch', () => {
    const it = siteOf({
      family: 'catalyst3560g',
      hosts: [{ slot: 0, shape: 'lacp', on: [2, management] }],
      last: { trunk: [2] },
    });
    const calm = newSwitch(it);
    const linesOf = (made: SiteSwitch): string[] => texts(switchArtifacts(made)[0]?.lines ?? []);
    feed(calm, linesOf(it));
    const silent = (sim: typeof calm): string =>
      JSON.stringify(sim.snapshot()).replace(/"description":"(\\.|[^"\\])*"/g, '');
    const words = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom('!', '?', '\nend', '\r\nshutdown', '"', 'é', '-', ' x', '^C'),
    );
    fc.assert(
      fc.property(words, (value) => {
        const description = { value, from: [] };
        const hostile: SiteSwitch = {
          ...it,
          hardware: description,
          ports: it.ports.map((port) => ({ ...port, description })),
          channels: it.channels.map((channel) => ({ ...channel, description })),
        };
        const sim = newSwitch(it);
        expect(feed(sim, linesOf(hostile))).toEqual([]);
        expect(silent(sim)).toBe(silent(calm));
        for (const line of switchArtifacts(hostile).flatMap(({ lines }) => texts(lines)))
          expect(line).toMatch(/^[ -~]{0,254}$/);
      }),
      { numRuns: 200 },
    );
  });
});

describe('the VLANs of a trunk', () => {
  test.each([
    [[], ['switchport trunk allowed vlan none']],
    [[667, 2, 666], ['switchport trunk allowed vlan 2,666,667']],
    [[2, 3, 4, 10, 11], ['switchport trunk allowed vlan 2-4,10,11']],
  ])('%j', (ids, lines) => {
    expect(allowedVlans(ids)).toEqual(lines);
  });

  test('too many for a line: all of the wanted are added before anything is removed', () => {
    const lines = allowedVlans(scattered);
    const removing = lines.findIndex((it) => it.includes(' remove '));
    expect(lines.slice(0, removing).every((it) => it.startsWith('switchport trunk allowed vlan add '))).toBe(true);
    expect(lines.slice(removing).every((it) => it.startsWith('switchport trunk allowed vlan remove '))).toBe(true);
    expect(Math.max(...lines.map((it) => it.length + 1))).toBeLessThanOrEqual(200);
    const ids = (word: string) =>
      lines
        .filter((it) => it.includes(` ${word} `))
        .flatMap((it) => it.replace(/.* /, '').split(','))
        .flatMap((part) => {
          const [from = 0, to = from] = part.split('-').map(Number);
          return Array.from({ length: to - from + 1 }, (_, index) => from + index);
        });
    expect(ids('add')).toEqual(scattered);
    expect([...ids('add'), ...ids('remove')].sort((a, b) => a - b)).toEqual(
      Array.from({ length: 4094 }, (_, index) => index + 1),
    );
  });

  test('the longest list that fits is one line of 200 characters', () => {
    const lengths = Array.from({ length: 80 }, (_, count) =>
      allowedVlans(Array.from({ length: count + 1 }, (_, n) => 1000 + n * 2)),
    );
    const one = lengths.filter((it) => it.length === 1).map(([line = '']) => line.length + 1);
    expect(Math.max(...one)).toBeGreaterThan(190);
    expect(Math.max(...one)).toBeLessThanOrEqual(200);
  });
});
