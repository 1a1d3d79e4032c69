import type { SourceFinding } from '../diagnostics/diagnostic.ts';
import type { Construct } from '../language/place.ts';

/** A finding with the construct that it is about. */
export interface About {
  readonly of: Construct;
  readonly finding: SourceFinding;
}

const kinds: Readonly<Record<string, readonly [string, string]>> = {
  vlan: ['VLAN', 'VLANs'],
  switch: ['switch', 'switches'],
  link: ['link', 'links'],
  hypervisor: ['host', 'hosts'],
  server: ['host', 'hosts'],
};

/** The message without the construct's own name in it. */
const bare = (message: string, name: string): string =>
  message
    .split(/([\w-]+)/)
    .map((it) => (it === name ? '' : it))
    .join('');

const most = 4;

const others = (all: readonly Construct[]): string => {
  const words = new Set(all.map(({ kind }) => kinds[kind]?.[all.length === 1 ? 0 : 1] ?? kind));
  const names = all.slice(0, most).map(({ name }) => name);
  const list = [...names, ...(all.length > most ? ['…'] : [])].join(', ');
  return `and ${all.length} more ${[...words].join(' and ')}: ${list}`;
};

/**
 * One finding for a mistake that many share: it stands at one place of the
 * source, and mending it there mends it for all. The first keeps its words.
 */
export const together = (all: readonly About[]): readonly SourceFinding[] => {
  const groups = new Map<string, About[]>();
  const times = new Map<string, number>();
  for (const it of all) {
    const { code, severity, message, at } = it.finding;
    const said = [code, severity, bare(message, it.of.name), at.file, at.line, at.column, at.endLine, at.endColumn];
    const alike = JSON.stringify(said);
    // One construct can have the mistake twice, each with another place beside it: that is two findings.
    const mine = JSON.stringify([alike, it.of.kind, it.of.name]);
    const time = times.get(mine) ?? 0;
    times.set(mine, time + 1);
    const key = `${alike} ${time}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [it]);
    else group.push(it);
  }
  return [...groups.values()].flatMap((group) => {
    const [first, ...rest] = group;
    if (first === undefined) return [];
    const { finding } = first;
    return rest.length === 0
      ? [finding]
      : [{ ...finding, message: `${finding.message} (${others(rest.map(({ of }) => of))})` }];
  });
};
