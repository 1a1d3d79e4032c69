import type { Finding } from '../diagnostics/diagnostic.ts';
import { didYouMean } from '../diagnostics/did-you-mean.ts';
import { isConstruct, type Place, place, placeText } from '../language/place.ts';
import type { Acceptance, Stack } from '../language/stack.ts';

/** A finding that the site lives with, and why. */
export interface Accepted {
  readonly finding: Finding;
  readonly reason: string;
  /** Where the stack accepts it. */
  readonly at: Place;
}

const matches = (it: Acceptance, finding: Finding): boolean => {
  if (it.finding !== finding.code || it.on !== finding.at.of) return false;
  const path = finding.at.path.join('.');
  return it.path === undefined || path === it.path || path.startsWith(`${it.path}.`);
};

/** Findings that nobody may accept, because what would be emitted means nothing. */
export type Fatal = (finding: Finding) => boolean;

/** An acceptance in its form; what is not is for the schema to say. */
const isWhole = (it: unknown): it is Acceptance =>
  typeof it === 'object' && it !== null && 'on' in it && isConstruct(it.on);

const unmatched = (
  it: Acceptance,
  findings: readonly Finding[],
  fatal: Fatal,
  codes: ReadonlySet<string>,
): Pick<Finding, 'message' | 'why' | 'fix'> => {
  if (!codes.has(it.finding)) {
    return {
      message: `there is no finding '${it.finding}'${didYouMean(it.finding, [...codes])}`,
      why: 'An acceptance names the code that stands in brackets before the finding.',
      fix: 'Write the code as it is printed, or remove the acceptance.',
    };
  }
  if (findings.some((finding) => matches(it, finding) && fatal(finding))) {
    return {
      message: `${it.finding} on ${it.on.name} cannot be accepted`,
      why: 'What would be emitted means nothing to a machine.',
      fix: 'Mend what the finding says.',
    };
  }
  return {
    message: `nothing is found that ${it.finding} on ${placeText(place(it.on, ...(it.path?.split('.') ?? [])))} would accept`,
    why: 'An acceptance that excuses nothing hides the next finding of that kind.',
    fix: 'Remove the acceptance, or correct what it is on.',
  };
};

/**
 * Takes the accepted findings out. An acceptance that matches nothing is a
 * finding itself: what it excused is gone, or was never there.
 */
export const accept = (
  of: Stack,
  findings: readonly Finding[],
  fatal: Fatal,
  codes: ReadonlySet<string>,
): { readonly findings: Finding[]; readonly accepted: Accepted[] } => {
  const written: readonly unknown[] = Array.isArray(of.options?.accept) ? of.options.accept : [];
  const acceptances = written.flatMap((it, index) =>
    isWhole(it) ? [{ it, at: place(of, 'options', 'accept', index) }] : [],
  );
  const used = new Set<Acceptance>();
  const open: Finding[] = [];
  const accepted: Accepted[] = [];
  for (const finding of findings) {
    const found = fatal(finding) ? undefined : acceptances.find(({ it }) => matches(it, finding));
    if (found === undefined) open.push(finding);
    else {
      used.add(found.it);
      accepted.push({ finding, reason: found.it.reason, at: found.at });
    }
  }
  for (const { it, at } of acceptances) {
    if (used.has(it)) continue;
    open.push({
      code: 'acceptance-matches-a-finding',
      severity: 'warning',
      ...unmatched(it, findings, fatal, codes),
      at,
      also: [],
    });
  }
  return { findings: open, accepted };
};
