import { place } from '../../language/place.ts';
import type { SiteHost } from '../../model/model.ts';
import { byText } from '../../text/compare.ts';
import type { Step, SysctlStep } from '../step.ts';
import { file, line } from './steps.ts';

/** All platforms read the folder at boot: el6's initscripts after /etc/sysctl.conf, systemd in the order of names. */
const path = '/etc/sysctl.d/90-rackwright.conf';

export const sysctlSteps = ({ of, spec }: SiteHost): readonly Step[] => {
  const wanted = Object.entries(spec.sysctl ?? {}).sort(([a], [b]) => byText(a, b));
  if (wanted.length === 0) return [];
  const lines = wanted.map(([key, value]) => line(`${key} = ${value}`, place(of, 'sysctl', key)));
  const running = wanted.map(
    ([key, value]): SysctlStep => ({
      kind: 'sysctl',
      id: `sysctl:${key}`,
      key,
      value: String(value),
      from: [place(of, 'sysctl', key)],
      disruption: 'none',
      offline: false,
    }),
  );
  return [file({ path, lines, from: [place(of, 'sysctl')] }), ...running];
};
