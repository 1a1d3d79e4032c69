import type { From } from '../../language/place.ts';
import type { FileStep, Line, ServiceStep } from '../step.ts';

/** A line, and what it follows from. */
export const line = (text: string, ...from: readonly From[]): Line => ({ text, from });

interface Wanted {
  readonly path: string;
  readonly lines: readonly Line[];
  readonly from: readonly From[];
  readonly mode?: string;
  readonly restarts?: readonly string[];
}

/** A file of root's that everybody may read, unless said otherwise. */
export const file = ({ path, lines, from, mode = '0644', restarts = [] }: Wanted): FileStep => ({
  kind: 'file',
  id: `file:${path}`,
  path,
  mode,
  owner: 'root',
  group: 'root',
  lines,
  restarts,
  reloads: [],
  from,
  disruption: restarts.length > 0 ? 'restart' : 'none',
  offline: true,
});

export const service = (name: string, state: ServiceStep['state'], from: readonly From[]): ServiceStep => ({
  kind: 'service',
  id: `service:${name}`,
  name,
  state,
  from,
  disruption: state === 'stopped' ? 'restart' : 'none',
  offline: false,
});
