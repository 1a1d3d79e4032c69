import { it } from 'vitest';
import { linkEndsShareTheNativeVlan as law } from '../../dsl/checks/link-ends-share-the-native-vlan.ts';
import type { Switch } from '../../dsl/language/switch.ts';
import { expectFindings, expectFixes, expectValid, joined, plain, site } from './harness.ts';

const on = (...switches: readonly Switch[]) =>
  site([
    ...switches,
    ...switches
      .slice(1)
      .map((it, n) => joined(`up${n}`, { cables: [[switches[0]?.port(`Gi0/2${n}`), it.port('Gi0/20')]] })),
  ]);

it('takes one native VLAN, and two on switches that no link joins', () => {
  expectValid(law, on(plain('a'), plain('b')));
  expectValid(law, on(plain('a', { nativeVlan: 7 }), plain('b', { nativeVlan: 7 })));
  expectValid(law, on(plain('a', { nativeVlan: 999 }), plain('b')));
  expectValid(law, site([plain('a', { nativeVlan: 7 }), plain('b')]));
});

it('finds two, at the one that is written', () => {
  const first = on(plain('a', { nativeVlan: 7 }), plain('b'));
  expectFindings(law, first, [
    'a.nativeVlan: link up0 joins a, where the native VLAN is 7, and b, where it is 999 (+ b.nativeVlan: 999 on b unless written)',
  ]);
  expectFixes(law, first, ['Write nativeVlan: 999 in a, or the same other number in both.']);
  expectFindings(law, on(plain('a'), plain('b', { nativeVlan: 7 })), [
    'b.nativeVlan: link up0 joins a, where the native VLAN is 999, and b, where it is 7 (+ a.nativeVlan: 999 on a unless written)',
  ]);
  expectFindings(law, on(plain('a', { nativeVlan: 7 }), plain('b', { nativeVlan: 8 })), [
    'b.nativeVlan: link up0 joins a, where the native VLAN is 7, and b, where it is 8 (+ a.nativeVlan: 7 on a)',
  ]);
});

it('tells a switch that differs from all its neighbours once', () => {
  expectFindings(law, on(plain('a', { nativeVlan: 7 }), plain('b'), plain('c'), plain('d')), [
    'a.nativeVlan: link up0 joins a, where the native VLAN is 7, and b, where it is 999 (+ b.nativeVlan: 999 on b unless written)',
  ]);
});
