import type { Located, Severity, SourceFinding } from '../../dsl/diagnostics/diagnostic.ts';

/** A span of one line of `text`, found by what is written there. */
export const at = (line: number, text: string, marked: string, more: Partial<Located> = {}): Located => {
  const column = text.indexOf(marked) + 1;
  const position = { file: '/site/stacks/dc1.ts', line, column, endLine: line, endColumn: column + marked.length };
  return { ...position, text, of: 'hv1', callers: [], ...more };
};

export const finding = (more: Partial<SourceFinding> = {}): SourceFinding => ({
  code: 'lacp-ends-in-one-switch',
  severity: 'error',
  message: 'hv1 bond0 is LACP, but eth0 ends in sw1 and eth1 in sw2',
  at: at(32, "    bond0: { mode: 'lacp', members: ['eth0', 'eth1'] },", "{ mode: 'lacp', members: ['eth0', 'eth1'] }"),
  also: [],
  why: 'one switch has to agree to the whole channel',
  fix: 'move eth1 to sw1',
  ...more,
});

export const of = (severity: Severity, line: number, code = 'a'): SourceFinding =>
  finding({ severity, code, at: at(line, 'text', 'text') });
