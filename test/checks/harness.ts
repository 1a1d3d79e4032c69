import { expect } from 'vitest';
import { type Check, judge } from '../../dsl/checks/check.ts';
import type { Finding } from '../../dsl/diagnostics/diagnostic.ts';
import {
  el9,
  type Host,
  hypervisor,
  type Link,
  link,
  type Stack,
  type Switch,
  server,
  stack,
} from '../../dsl/index.ts';
import { catalyst3560g } from '../../dsl/language/catalyst3560g.ts';
import { catalyst9300, catalyst9300Stack } from '../../dsl/language/catalyst9300.ts';
import { placeText } from '../../dsl/language/place.ts';
import type { Listed, StackOptions } from '../../dsl/language/stack.ts';
import type { Vlan } from '../../dsl/language/vlan.ts';
import { vlans } from '../../dsl/language/vlan.ts';
import { resolve } from '../../dsl/model/resolve.ts';

type Make<T> = (name: string, spec: object) => T;

/** Nothing here is typed by its names, so that a test can write what an editor would underline. */
const loose = <T>(make: unknown): Make<T> => make as Make<T>;

type Plan = Readonly<Record<'public' | 'management' | 'storage', Vlan>> & Readonly<Record<string, Vlan>>;
export const plan = vlans as unknown as (specs: object) => Plan;

/** The plan that most tests share. */
export const net = plan({
  public: { id: 2, trust: 'public' },
  management: { id: 666, subnet: '10.66.6.0/24', gateway: '10.66.6.254', trust: 'management' },
  storage: { id: 667, subnet: '10.66.7.0/24', mtu: 9000, trust: 'storage' },
});

/** A 3560G with 28 ports; with `spec`, what else it has. */
export const plain = (name: string, spec: object = {}): Switch =>
  loose<Switch>(catalyst3560g)(name, { model: 'WS-C3560G-24TS', ...spec });

/** A single 9300 with 24 ports. */
export const access = (name: string, spec: object = {}): Switch =>
  loose<Switch>(catalyst9300)(name, { model: 'C9300-24T', ...spec });

/** Two 9300s with 24 ports each that act as one. */
export const pair = (name: string, spec: object = {}): Switch =>
  loose<Switch>(catalyst9300Stack)(name, {
    members: { 1: { model: 'C9300-24T' }, 2: { model: 'C9300-24T' } },
    ...spec,
  });

const least = { platform: el9, defaultRoute: 'none', nics: {} };

/** A hypervisor with as little as a host needs, and with `spec`. */
export const host = (name: string, spec: object = {}): Host => loose<Host>(hypervisor)(name, { ...least, ...spec });

/** The same as a server. */
export const box = (name: string, spec: object = {}): Host => loose<Host>(server)(name, { ...least, ...spec });

export const joined = (name: string, spec: object): Link => loose<Link>(link)(name, spec);

export const site = (constructs: readonly Listed[], options: StackOptions = {}): Stack =>
  stack('site', constructs, options);

/** A NIC for each port, eth0 and so on; `n` tells the hosts' MACs apart. */
export const nics = (n: number, ...cables: readonly unknown[]): object =>
  Object.fromEntries(
    cables.map((cable, index) => [
      `eth${index}`,
      { mac: `00:1e:c9:00:${n.toString(16).padStart(2, '0')}:0${index}`, cable },
    ]),
  );

/** `hv1.bonds.bond0: message (+ hv1.nics.eth1.cable: what is there)`. */
const shown = ({ at, message, also }: Finding): string => {
  const others = also.map((it) => `${placeText(it.at)}: ${it.message}`);
  return `${placeText(at)}: ${message}${others.length === 0 ? '' : ` (+ ${others.join(', ')})`}`;
};

const found = (check: Check, of: Stack): readonly Finding[] => judge(check, resolve(of));

/** The law has nothing to say of the stack. */
export const expectValid = (check: Check, of: Stack): void => {
  expect(found(check, of).map(shown)).toEqual([]);
};

/** Everything that the law says of the stack, in its order, and with each finding a reason and a way out. */
export const expectFindings = (check: Check, of: Stack, expected: readonly string[]): void => {
  const findings = found(check, of);
  expect(findings.map(shown)).toEqual(expected);
  for (const it of findings) {
    expect(it.why, 'why').toMatch(/^\S.*\.$/su);
    expect(it.fix, 'fix').toMatch(/^\S.*\.$/su);
    expect(it.message, 'message').not.toMatch(/\.$|\n|invalid|please/iu);
  }
};

/** What the law says to write instead, one for each finding. */
export const expectFixes = (check: Check, of: Stack, expected: readonly string[]): void => {
  expect(found(check, of).map((it) => it.fix)).toEqual(expected);
};
