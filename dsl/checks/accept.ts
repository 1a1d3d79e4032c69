import type { Finding } from '../diagnostics/diagnostic.ts';
import { type Place, place, placeText } from '../language/place.ts';
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

/**
 * Takes the accepted findings out. An acceptance that matches nothing is a
 * finding itself: what it excused is gone, or was never there.
 */
export const accept = (
  of: Stack,
  findings: readonly Finding[],
  fatal: Fatal,
): { readonly findings: Finding[]; readonly accepted: Accepted[] } => {
  const acceptances = Array.isArray(of.options.accept) ? of.options.accept : [];
  const used = new Set<Acceptance>();
  const open: Finding[] = [];
  const accepted: Accepted[] = [];
  for (const finding of findings) {
    const found = fatal(finding) ? undefined : acceptances.find((it) => matches(it, finding));
    if (found === undefined) open.push(finding);
    else {
      used.add(found);
      accepted.push({ finding, reason: found.reason, at: place(of, 'options', 'accept', acceptances.indexOf(found)) });
    }
  }
  for (const [index, it] of acceptances.entries()) {
    if (used.has(it)) continue;
    const known = findings.some((finding) => finding.code === it.finding && finding.at.of === it.on && fatal(finding));
    open.push({
      code: 'acceptance-matches-a-finding',
      severity: 'warning',
      message: known
        ? `${it.finding} on ${it.on.name} cannot be accepted`
        : `nothing is found that ${it.finding} on ${placeText(place(it.on, ...(it.path?.split('.') ?? [])))} would accept`,
      at: place(of, 'options', 'accept', index),
      also: [],
      why: known
        ? 'What would be emitted means nothing to a machine.'
        : 'An acceptance that excuses nothing hides the next finding of that kind.',
      fix: known ? 'Mend what the finding says.' : 'Remove the acceptance, or correct what it is on.',
    });
  }
  return { findings: open, accepted };
};
