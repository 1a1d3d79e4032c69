import type { FileSpec } from '../../language/escape.ts';
import { place } from '../../language/place.ts';
import type { SiteHost } from '../../model/model.ts';
import { byText } from '../../text/compare.ts';
import type { FileStep, Line, SecretFileStep } from '../step.ts';
import { line } from './steps.ts';

/** Text as lines; the last one ends like the others, whether or not that was written. */
const linesOf = (content: string): readonly string[] => {
  if (content === '') return [];
  return (content.endsWith('\n') ? content.slice(0, -1) : content).split('\n');
};

const step = (host: SiteHost, path: string, spec: FileSpec): FileStep | SecretFileStep => {
  const { content, mode = '0644', owner = 'root', group = 'root', restarts = [], reloads = [] } = spec;
  const at = place(host.of, 'files', path);
  const common = { path, mode, owner, group, restarts, reloads, from: [at], offline: true } as const;
  const disruption = restarts.length > 0 ? 'restart' : reloads.length > 0 ? 'reload' : 'none';
  if (typeof content !== 'string')
    return { kind: 'secret-file', id: `file:${path}`, secret: content.name, ...common, disruption };
  const lines = linesOf(content).map((it): Line => line(it, place(host.of, 'files', path, 'content')));
  return { kind: 'file', id: `file:${path}`, lines, ...common, disruption };
};

export const fileSteps = (host: SiteHost): readonly (FileStep | SecretFileStep)[] =>
  Object.entries(host.spec.files ?? {})
    .sort(([a], [b]) => byText(a, b))
    .map(([path, spec]) => step(host, path, spec));
