import type { Place } from '../language/place.ts';

export type Severity = 'error' | 'warning' | 'info';

/** A second place that the message speaks of, with what is there. */
export interface Related {
  readonly at: Place;
  readonly message: string;
}

/** What a law has to say. It knows places, never files: a check does not know how a stack is written. */
export interface Finding {
  readonly code: string;
  readonly severity: Severity;
  /** In the user's own words, one line, no full stop. */
  readonly message: string;
  readonly at: Place;
  /** The name of the property is at fault, not its value: an unknown key. */
  readonly key?: boolean;
  readonly also: readonly Related[];
  readonly why: string;
  readonly fix: string;
}

/** Lines and columns are 1-based; a column counts UTF-16 units, as editors do. */
export interface Position {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** A span of a source file. */
export interface Located extends Position {
  readonly endLine: number;
  /** The column after the last character. */
  readonly endColumn: number;
  /** The source line that the span begins on. */
  readonly text: string;
  /** The construct that the span belongs to; empty when it belongs to none. */
  readonly of: string;
  /** Where that construct was made, if a helper function made it: the innermost call of the helper first. */
  readonly callers: readonly Position[];
}

/** A finding with positions instead of places: what is printed, and what loading a stack yields. */
export interface SourceFinding {
  readonly code: string;
  readonly severity: Severity;
  readonly message: string;
  readonly at: Located;
  readonly also: readonly { readonly at: Located; readonly message: string }[];
  readonly why: string;
  readonly fix: string;
}

/** `key`: the name of the property rather than its value. */
export type Locate = (place: Place, key?: boolean) => Located;

export const positioned = (finding: Finding, locate: Locate): SourceFinding => ({
  code: finding.code,
  severity: finding.severity,
  message: finding.message,
  at: locate(finding.at, finding.key ?? false),
  also: finding.also.map(({ at, message }) => ({ at: locate(at), message })),
  why: finding.why,
  fix: finding.fix,
});

const rank: Record<Severity, number> = { error: 0, warning: 1, info: 2 };

/** By code unit: `localeCompare` would order differently from one machine to the next. */
const compare = (left: string | number, right: string | number): number => (left < right ? -1 : left > right ? 1 : 0);

const first = (...order: readonly number[]): number => order.find((difference) => difference !== 0) ?? 0;

const identity = ({ code, severity, message, at, also }: SourceFinding): string =>
  JSON.stringify([
    code,
    severity,
    message,
    at.file,
    at.line,
    at.column,
    at.of,
    also.map((one) => [one.message, one.at]),
  ]);

/** Errors first, then as the files read; what is said twice is said once. */
export const ordered = (findings: readonly SourceFinding[]): readonly SourceFinding[] =>
  [...new Map(findings.map((finding) => [identity(finding), finding] as const)).values()].sort((left, right) =>
    first(
      rank[left.severity] - rank[right.severity],
      compare(left.at.file, right.at.file),
      left.at.line - right.at.line,
      left.at.column - right.at.column,
      compare(left.code, right.code),
      compare(left.message, right.message),
    ),
  );
