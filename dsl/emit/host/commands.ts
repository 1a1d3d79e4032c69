import { place } from '../../language/place.ts';
import type { SiteHost } from '../../model/model.ts';
import type { CommandStep } from '../step.ts';

/** In the order in which they are written: one may need what another did. What they do is unknown, so they count as restarts. */
export const commandSteps = ({ of, spec }: SiteHost): readonly CommandStep[] =>
  Object.entries(spec.commands ?? {}).map(([name, { run, unless }]) => ({
    kind: 'command',
    id: `command:${name}`,
    name,
    run,
    unless,
    from: [place(of, 'commands', name)],
    disruption: 'restart',
    offline: false,
  }));
