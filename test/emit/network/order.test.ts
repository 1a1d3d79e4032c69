import { describe, expect, it } from 'vitest';
import { hostPlan } from '../../../dsl/emit/host/plan.ts';
import type { Host } from '../../../dsl/language/host.ts';
import { type Listed, type Stack, stack } from '../../../dsl/language/stack.ts';
import { resolve } from '../../../dsl/model/resolve.ts';
import dc2 from '../../../stacks/dc2.ts';
import seed from '../../../stacks/reference.ts';
import { fc } from '../../chance.ts';

/** Commands run in the order in which they are written, and raw keys stand in theirs; the order of all other keys is nobody's word. */
const reordered = (record: object | undefined, turn: number): object | undefined => {
  if (record === undefined) return undefined;
  const entries = Object.entries(record);
  const by = turn % Math.max(entries.length, 1);
  return Object.fromEntries([...entries.slice(by), ...entries.slice(0, by)].reverse());
};

const isHost = (it: Listed): it is Host => it.kind === 'hypervisor' || it.kind === 'server';

const withKeysTurned = (it: Listed, turn: number): Listed => {
  if (!isHost(it)) return it;
  const { nics, bonds, bridges, files, services, sysctl } = it.spec;
  const turned = { nics, bonds, bridges, files, services, sysctl };
  const entries = Object.entries(turned).flatMap(([key, value]) =>
    value === undefined ? [] : [[key, reordered(value, turn)] as const],
  );
  return { ...it, spec: { ...it.spec, ...Object.fromEntries(entries) } } as Listed;
};

const plansOf = (site: Stack): string =>
  JSON.stringify(
    resolve(site).hosts.map((host) => {
      const { sections, nics } = hostPlan(host, site.name);
      return { nics: nics.map(({ device, mac }) => [device, mac]), sections };
    }),
    (key, value) => (key === 'from' ? undefined : value),
  );

describe.each([seed, dc2])('the site $name', (site) => {
  it('says the same whatever order its constructs and their keys stand in', () => {
    const wanted = plansOf(site);
    fc.assert(
      fc.property(
        fc.shuffledSubarray([...site.constructs], { minLength: site.constructs.length }),
        fc.nat(7),
        (constructs, turn) => {
          const listed = constructs.map((it) => withKeysTurned(it, turn));
          expect(plansOf(stack(site.name, listed, site.options))).toBe(wanted);
        },
      ),
      { numRuns: 40 },
    );
  });
});
