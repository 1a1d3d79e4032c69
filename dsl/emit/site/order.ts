import type { Model } from '../../model/model.ts';
import { byText } from '../../text/compare.ts';

/**
 * The switches from the core outwards: a VLAN must pass the core before an
 * access switch can use it. The core is where most cables between switches end.
 */
export const fromTheCore = (model: Model): readonly string[] => {
  const neighbours = new Map<string, Set<string>>(model.switches.map((it) => [it.name, new Set()]));
  for (const { ends } of model.links) {
    neighbours.get(ends[0])?.add(ends[1]);
    neighbours.get(ends[1])?.add(ends[0]);
  }
  const degree = (name: string): number => neighbours.get(name)?.size ?? 0;
  const order: string[] = [];
  const waiting = [...neighbours.keys()].sort((a, b) => degree(b) - degree(a) || byText(a, b));
  const seen = new Set<string>();
  for (const start of waiting) {
    const queue = [start];
    for (let it = queue.shift(); it !== undefined; it = queue.shift()) {
      if (seen.has(it)) continue;
      seen.add(it);
      order.push(it);
      queue.push(...[...(neighbours.get(it) ?? [])].sort(byText));
    }
  }
  return order;
};
