import { place } from '../../language/place.ts';
import type { SiteHost } from '../../model/model.ts';
import type { AuthorizedKeyStep, Step } from '../step.ts';
import { file, line } from './steps.ts';

/** Root's keys: each added to those that are there, or, when they are to be the only ones, the whole file. */
export const sshSteps = ({ of, spec }: SiteHost): readonly Step[] => {
  const { keys = [], exclusive = false } = spec.sshKeys ?? {};
  const at = (index: number) => place(of, 'sshKeys', 'keys', index);
  if (exclusive) {
    const lines = keys.map((key, index) => line(key, at(index), place(of, 'sshKeys', 'exclusive')));
    return [file({ path: '/root/.ssh/authorized_keys', mode: '0600', lines, from: [place(of, 'sshKeys')] })];
  }
  return [...new Set(keys)].map(
    (key): AuthorizedKeyStep => ({
      kind: 'authorized-key',
      id: `authorized-key:${key}`,
      key,
      from: [at(keys.indexOf(key)), place(of, 'sshKeys', 'exclusive')],
      disruption: 'none',
      offline: true,
    }),
  );
};
