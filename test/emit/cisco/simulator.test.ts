import { describe, expect, test } from 'vitest';
import { switchFamilies } from '../../../dsl/platforms/switches.ts';
import { feed } from './run.ts';
import { type Simulator, simulator } from './simulator.ts';

const port = 'GigabitEthernet0/1';
const other = 'GigabitEthernet0/2';
const old = (): Simulator => simulator(switchFamilies.catalyst3560g, [port, other]);
const recent = (): Simulator => simulator(switchFamilies.catalyst9300, [port, other]);
const trunk = ['switchport trunk encapsulation dot1q', 'switchport mode trunk'];

describe('a new port', () => {
  test('is in VLAN 1, up, and no trunk', () => {
    const sim = old();
    expect(sim.passes(port, 1, 'untagged')).toBe(true);
    expect(sim.passes(port, 1, 'tagged')).toBe(false);
    expect(sim.snapshot()).toEqual({ vlans: {}, mtu: 1500, interfaces: {} });
  });

  test('as a trunk lets every VLAN through that exists', () => {
    const sim = old();
    feed(sim, ['vlan 5', `interface ${port}`, ...trunk]);
    expect(sim.passes(port, 5, 'tagged')).toBe(true);
    expect(sim.passes(port, 6, 'tagged')).toBe(false);
    expect(sim.passes(port, 1, 'untagged')).toBe(true);
  });
});

describe('what the platform refuses', () => {
  const refused: readonly [string, () => Simulator, readonly string[], string][] = [
    [
      'mode trunk while the encapsulation is negotiated',
      old,
      [`interface ${port}`, 'switchport mode trunk'],
      'an interface whose trunk encapsulation is Auto cannot be trunk',
    ],
    [
      'to negotiate the encapsulation of a trunk',
      old,
      [`interface ${port}`, ...trunk, 'no switchport trunk encapsulation'],
      'a trunk cannot negotiate its encapsulation',
    ],
    [
      'nonegotiate on a port that negotiates',
      old,
      [`interface ${port}`, 'switchport nonegotiate'],
      'nonegotiate conflicts with dynamic',
    ],
    ['an extended VLAN without VTP transparent', old, ['vlan 2000', 'vlan 5'], 'VLAN 2000 needs VTP transparent'],
    ['the name of another VLAN', old, ['vlan 5', ' name a', 'vlan 6', ' name a'], 'another VLAN is named a'],
    ['to rename VLAN 1', old, ['vlan 1', ' name a'], 'VLAN 1 keeps its name'],
    [
      'another channel for a member',
      old,
      [`interface ${port}`, 'channel-group 1 mode active', 'channel-group 2 mode active'],
      'the port is in channel-group 1',
    ],
    [
      'another mode for a member',
      old,
      [`interface ${port}`, 'channel-group 1 mode active', 'channel-group 1 mode on'],
      'the port is in mode active',
    ],
    [
      'LACP beside a static member',
      old,
      [`interface ${port}`, 'channel-group 1 mode on', `interface ${other}`, 'channel-group 1 mode active'],
      'channel-group 1 has another protocol',
    ],
  ];
  test.each(refused)('%s', (_, make, lines, why) => {
    expect(feed(make(), lines)).toEqual([why]);
  });

  test('an extended VLAN is made where VTP is transparent, or the system is newer', () => {
    expect(feed(old(), ['vtp mode transparent', 'vlan 2000'])).toEqual([]);
    expect(feed(recent(), ['vlan 2000'])).toEqual([]);
  });

  test.each([
    ['a line that nobody knows', old, ['hostname x']],
    ['encapsulation where there is only one', recent, [`interface ${port}`, 'switchport trunk encapsulation dot1q']],
    ['a port that is not there', old, ['interface GigabitEthernet0/99']],
    ['a channel beyond the hardware', old, ['interface Port-channel49']],
    [
      'an allowed list beyond 200 characters',
      old,
      [
        `interface ${port}`,
        `switchport trunk allowed vlan ${Array.from({ length: 60 }, (_, n) => 100 + n * 2).join(',')}`,
      ],
    ],
    ['VLAN 4095', old, ['vlan 4095']],
    ['an LACP rate where it is not chosen', old, [`interface ${port}`, 'lacp rate fast']],
    ['flow control of a channel', old, ['interface Port-channel1', 'flowcontrol receive on']],
    ['a question mark', old, [`interface ${port}`, 'description what?']],
    ['a character beyond ASCII', old, [`interface ${port}`, 'description é']],
    ['an empty description', old, [`interface ${port}`, ' description ']],
    ['a name with a blank', old, ['vlan 5', ' name a b']],
    ['jumbo beyond the hardware', old, ['system mtu jumbo 9001']],
  ] as const)('throws at %s', (_, make, lines) => {
    expect(() => feed(make(), lines)).toThrow('Invalid input');
  });
});

describe('a channel', () => {
  const bundled = (): Simulator => {
    const sim = old();
    const lines = ['switchport trunk encapsulation dot1q', 'switchport trunk allowed vlan 5', 'switchport mode trunk'];
    feed(sim, [
      'vlan 5',
      'vlan 6',
      'interface Port-channel1',
      ...lines,
      `interface ${port}`,
      ...lines,
      'channel-group 1 mode active',
      `interface ${other}`,
      ...lines,
      'channel-group 1 mode active',
    ]);
    return sim;
  };

  test('hands on what it is told', () => {
    const sim = bundled();
    feed(sim, ['interface Port-channel1', 'switchport trunk allowed vlan 5,6']);
    expect([port, other, 'Port-channel1'].map((it) => sim.passes(it, 6, 'tagged'))).toEqual([true, true, true]);
  });

  test('suspends the member that is told something else, and stops when all are', () => {
    const sim = bundled();
    feed(sim, [`interface ${port}`, 'switchport trunk allowed vlan 5,6']);
    expect(sim.suspended(port)).toBe('vlan mask');
    expect([port, other, 'Port-channel1'].map((it) => sim.passes(it, 5, 'tagged'))).toEqual([false, true, true]);
    feed(sim, [`interface ${other}`, 'switchport trunk native vlan 6']);
    expect(sim.suspended(other)).toBe('native vlan');
    expect(sim.passes('Port-channel1', 5, 'tagged')).toBe(false);
  });

  test('that is deleted shuts its members', () => {
    const sim = bundled();
    feed(sim, ['no interface Port-channel1']);
    expect(sim.passes(port, 5, 'tagged')).toBe(false);
    expect(sim.interface(port)?.shutdown).toBe(true);
  });

  test('that its first member makes is like that member', () => {
    const sim = old();
    feed(sim, ['vlan 5', `interface ${port}`, ...trunk, 'channel-group 3 mode active']);
    expect(sim.passes('Port-channel3', 5, 'tagged')).toBe(true);
  });
});

test('a VLAN list is replaced, added to and taken from', () => {
  const sim = old();
  const allowed = (): number[] => [5, 6, 7, 8].filter((id) => sim.passes(port, id, 'tagged'));
  feed(sim, [
    'vlan 5',
    'vlan 6',
    'vlan 7',
    'vlan 8',
    `interface ${port}`,
    ...trunk,
    'switchport trunk allowed vlan 5,7-8',
  ]);
  expect(allowed()).toEqual([5, 7, 8]);
  feed(sim, [`interface ${port}`, 'switchport trunk allowed vlan add 6']);
  expect(allowed()).toEqual([5, 6, 7, 8]);
  feed(sim, [`interface ${port}`, 'switchport trunk allowed vlan remove 5-7']);
  expect(allowed()).toEqual([8]);
  feed(sim, [`interface ${port}`, 'switchport trunk allowed vlan none']);
  expect(allowed()).toEqual([]);
  feed(sim, [`interface ${port}`, 'no switchport trunk allowed vlan']);
  expect(allowed()).toEqual([5, 6, 7, 8]);
});
