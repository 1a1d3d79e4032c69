import { byDefault, place } from '../../language/place.ts';
import type { SiteHost } from '../../model/model.ts';
import type { PlatformFacts } from '../../platforms/facts.ts';
import type { Line, Step } from '../step.ts';
import { file, line, service } from './steps.ts';

interface TimeService {
  readonly package: string;
  readonly service: string;
  readonly path: string;
  readonly lines: (host: SiteHost, servers: readonly string[]) => readonly Line[];
}

const kept = byDefault("what the distribution's own file says, without its public servers");
const dropIn = byDefault('a drop-in changes only what it names');

const asShipped = (...texts: readonly string[]): Line[] => texts.map((it) => line(it, kept));
const serverLines = ({ of }: SiteHost, servers: readonly string[]): Line[] =>
  servers.map((it, index) => line(`server ${it} iburst`, place(of, 'ntp', index)));

/** How each platform keeps the time. Files without a drop-in folder are owned whole. */
export const timeServices = {
  'ntpd-4.2.2': {
    package: 'ntp',
    service: 'ntpd',
    path: '/etc/ntp.conf',
    lines: (host, servers) => [
      ...serverLines(host, servers),
      ...asShipped(
        'restrict default kod nomodify notrap nopeer noquery',
        'restrict -6 default kod nomodify notrap nopeer noquery',
        'restrict 127.0.0.1',
        'restrict -6 ::1',
        'driftfile /var/lib/ntp/drift',
        'keys /etc/ntp/keys',
      ),
    ],
  },
  ntpd: {
    package: 'ntp',
    service: 'ntpd',
    path: '/etc/ntp.conf',
    lines: (host, servers) => [
      ...serverLines(host, servers),
      ...asShipped(
        'driftfile /var/lib/ntp/drift',
        'restrict default kod nomodify notrap nopeer noquery',
        'restrict -6 default kod nomodify notrap nopeer noquery',
        'restrict 127.0.0.1',
        'restrict -6 ::1',
        'includefile /etc/ntp/crypto/pw',
        'keys /etc/ntp/keys',
      ),
    ],
  },
  chrony: {
    package: 'chrony',
    service: 'chronyd',
    path: '/etc/chrony.conf',
    lines: (host, servers) => [
      ...serverLines(host, servers),
      ...asShipped(
        'driftfile /var/lib/chrony/drift',
        'makestep 1.0 3',
        'rtcsync',
        'keyfile /etc/chrony.keys',
        'ntsdumpdir /var/lib/chrony',
        'logdir /var/log/chrony',
      ),
    ],
  },
  'chrony-3': {
    package: 'chrony',
    service: 'chronyd',
    path: '/etc/chrony.conf',
    lines: (host, servers) => [
      ...serverLines(host, servers),
      ...asShipped(
        'driftfile /var/lib/chrony/drift',
        'makestep 1.0 3',
        'rtcsync',
        'keyfile /etc/chrony.keys',
        'logdir /var/log/chrony',
      ),
    ],
  },
  timesyncd: {
    package: 'systemd-timesyncd',
    service: 'systemd-timesyncd',
    path: '/etc/systemd/timesyncd.conf.d/rackwright.conf',
    lines: ({ of }, servers) => [
      line('[Time]', dropIn, place(of, 'ntp')),
      line(`NTP=${servers.join(' ')}`, place(of, 'ntp')),
    ],
  },
} as const satisfies Record<PlatformFacts['time'], TimeService>;

/** Only where the stack names servers. What the user says of the service himself stands alone. */
export const timeSteps = (host: SiteHost): readonly Step[] => {
  const { of, spec, platform } = host;
  if (spec.ntp === undefined) return [];
  const time: TimeService = timeServices[platform.time];
  const from = [place(of, 'ntp')];
  return [
    file({ path: time.path, lines: time.lines(host, spec.ntp), from, restarts: [time.service] }),
    ...(spec.services?.[time.service] === undefined ? [service(time.service, 'running', from)] : []),
  ];
};
