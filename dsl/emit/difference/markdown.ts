import { markdown } from '../site/readme.ts';
import type { HostDifference } from './host.ts';
import type { SiteDifference } from './site.ts';
import type { SwitchDifference } from './switch.ts';
import type { Change } from './thing.ts';

const line = ({ kind, text }: Change): string => `- ${kind === 'changed' ? '' : `${kind} `}${markdown(text)}`;

const listed = (names: readonly string[]): string => names.map((it) => `\`${it}\``).join(', ');

const heading = (kind: string, it: HostDifference | SwitchDifference): string => {
  const was = 'was' in it && it.was !== undefined ? `, was ${markdown(it.was)}` : '';
  return `### ${kind} ${markdown(it.name)}${it.state === 'changed' ? was : ` (${it.state})`}`;
};

const hostLines = (it: HostDifference): readonly string[] => [
  heading('Host', it),
  '',
  ...it.changes.map(line),
  ...(it.drops.length > 0 ? [`- **drops traffic**, when activated: ${listed(it.drops)}`] : []),
  ...(it.restarts.length > 0 ? [`- restarts ${listed(it.restarts)}`] : []),
  ...(it.left.length > 0 ? [`- left running until somebody takes it down: ${listed(it.left)}`] : []),
  '',
];

const fenced = (summary: string, lines: readonly string[]): readonly string[] =>
  lines.length === 0
    ? []
    : ['', '<details>', `<summary>${summary}</summary>`, '', '```', ...lines, '```', '', '</details>'];

const switchLines = (it: SwitchDifference): readonly string[] => [
  heading('Switch', it),
  '',
  ...it.changes.map(line),
  ...(it.drops.length > 0 ? [`- **drops traffic** for a moment: ${listed(it.drops)}`] : []),
  ...(it.reload ? ['- **needs a reload** before larger packets pass'] : []),
  ...fenced('the lines that lead there', it.lines),
  ...fenced('the way back', it.rollback),
  '',
];

/** For a pull request. */
export const differenceMarkdown = (sites: readonly SiteDifference[]): string => {
  if (sites.length === 0) return 'No change.\n';
  const lines = sites.flatMap((it) => [
    `## ${markdown(it.site)}${it.state === 'changed' ? '' : ` (${it.state})`}`,
    '',
    ...(it.vlans.length > 0 ? [...it.vlans.map(line), ''] : []),
    ...it.switches.flatMap(switchLines),
    ...it.hosts.flatMap(hostLines),
    ...(it.order.length > 0
      ? ['### Order', '', ...it.order.map((step, index) => `${index + 1}. ${markdown(step)}`), '']
      : []),
  ]);
  return `${lines.join('\n').trimEnd()}\n`;
};
