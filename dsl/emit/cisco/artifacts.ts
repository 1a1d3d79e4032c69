import type { SiteSwitch } from '../../model/model.ts';
import type { Artifact } from '../step.ts';
import { configLines } from './config.ts';
import { confirmLines } from './confirm.ts';
import { configHeader } from './header.ts';

/** What a switch must have, and how to see that it has it. */
export const switchArtifacts = (it: SiteSwitch): readonly Artifact[] => [
  { path: `switches/${it.name}/config.ios`, mode: 0o644, lines: [...configHeader(it), ...configLines(it)] },
  { path: `switches/${it.name}/confirm.ios`, mode: 0o644, lines: confirmLines(it) },
];
