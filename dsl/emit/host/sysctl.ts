import { byDefault, place } from '../../language/place.ts';
import type { SiteHost } from '../../model/model.ts';
import type { PlatformFacts } from '../../platforms/facts.ts';
import { byText } from '../../text/compare.ts';
import type { FileStep, Line, Step, SysctlStep } from '../step.ts';
import { file, line } from './steps.ts';

const shipped = byDefault("what the distribution's own file says: Enterprise Linux 5 has no folder beside it");

/** /etc/sysctl.conf of Enterprise Linux 5.1. */
const asShipped: readonly (readonly [key: string, value: string])[] = [
  ['net.ipv4.ip_forward', '0'],
  ['net.ipv4.conf.default.rp_filter', '1'],
  ['net.ipv4.conf.default.accept_source_route', '0'],
  ['kernel.sysrq', '0'],
  ['kernel.core_uses_pid', '1'],
  ['net.ipv4.tcp_syncookies', '1'],
  ['kernel.msgmnb', '65536'],
  ['kernel.msgmax', '65536'],
  ['kernel.shmmax', '4294967295'],
  ['kernel.shmall', '268435456'],
];

type Wanted = readonly (readonly [key: string, value: string | number])[];

const linesOf = (host: SiteHost, wanted: Wanted): Line[] =>
  wanted.map(([key, value]) => line(`${key} = ${value}`, place(host.of, 'sysctl', key)));

/** el6's initscripts read the folder after /etc/sysctl.conf, systemd in the order of names. */
const dropIn = (host: SiteHost, wanted: Wanted): FileStep =>
  file({ path: '/etc/sysctl.d/90-rackwright.conf', lines: linesOf(host, wanted), from: [place(host.of, 'sysctl')] });

const whole = (host: SiteHost, wanted: Wanted): FileStep => {
  const said = new Set(wanted.map(([key]) => key));
  const kept = asShipped.filter(([key]) => !said.has(key)).map(([key, value]) => line(`${key} = ${value}`, shipped));
  return file({
    path: '/etc/sysctl.conf',
    lines: [...kept, ...linesOf(host, wanted)],
    from: [place(host.of, 'sysctl')],
  });
};

const persistent = { sysvinit: whole, upstart: dropIn, systemd: dropIn } satisfies Record<
  PlatformFacts['init'],
  (host: SiteHost, wanted: Wanted) => FileStep
>;

export const sysctlSteps = (host: SiteHost): readonly Step[] => {
  const { of, spec, platform } = host;
  const wanted = Object.entries(spec.sysctl ?? {}).sort(([a], [b]) => byText(a, b));
  if (wanted.length === 0) return [];
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
  return [persistent[platform.init](host, wanted), ...running];
};
