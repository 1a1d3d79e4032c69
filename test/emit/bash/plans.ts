import { applyScript } from '../../../dsl/emit/bash/script.ts';
import type {
  AuthorizedKeyStep,
  CommandStep,
  DeviceStep,
  FileStep,
  HostnameStep,
  HostPlan,
  PackageStep,
  SecretFileStep,
  Section,
  ServiceStep,
  SysctlStep,
} from '../../../dsl/emit/step.ts';
import { byDefault } from '../../../dsl/language/place.ts';
import { debian12 } from '../../../dsl/platforms/debian12.ts';

/** Plans made by hand: the printer is tested without the model and the emitters. */
const from = [byDefault('a test')];
const common = (id: string, offline: boolean) => ({ id, from, disruption: 'none' as const, offline });

export const file = (path: string, content: string, more: Partial<FileStep> = {}): FileStep => ({
  ...common(`file:${path}`, true),
  kind: 'file',
  path,
  mode: '0644',
  owner: 'root',
  group: 'root',
  lines:
    content === ''
      ? []
      : content
          .replace(/\n$/, '')
          .split('\n')
          .map((text) => ({ text, from: [] })),
  restarts: [],
  reloads: [],
  ...more,
});

export const secretFile = (path: string, secret: string, more: Partial<SecretFileStep> = {}): SecretFileStep => ({
  ...common(`file:${path}`, true),
  kind: 'secret-file',
  path,
  mode: '0600',
  owner: 'root',
  group: 'root',
  secret,
  restarts: [],
  reloads: [],
  ...more,
});

export const packages = (...names: readonly string[]): PackageStep => ({
  ...common(`package:${names.join(' ')}`, false),
  kind: 'package',
  names,
});
export const service = (name: string, state: ServiceStep['state']): ServiceStep => ({
  ...common(`service:${name}`, false),
  kind: 'service',
  name,
  state,
});
export const sysctl = (key: string, value: string): SysctlStep => ({
  ...common(`sysctl:${key}`, false),
  kind: 'sysctl',
  key,
  value,
});
export const hostname = (name: string): HostnameStep => ({
  ...common(`hostname:${name}`, false),
  kind: 'hostname',
  name,
});
export const authorizedKey = (key: string): AuthorizedKeyStep => ({
  ...common(`authorized-key:${key}`, true),
  kind: 'authorized-key',
  key,
});
export const command = (name: string, unless: string, run: string): CommandStep => ({
  ...common(`command:${name}`, false),
  kind: 'command',
  name,
  unless,
  run,
});
export const device = (kind: DeviceStep['device'], name: string, more: Partial<DeviceStep> = {}): DeviceStep => ({
  ...common(`device:${name}`, false),
  kind: 'device',
  device: kind,
  name,
  mtu: 1500,
  routes: [],
  files: [],
  ...more,
});

export const plan = (sections: readonly Section[], more: Partial<HostPlan> = {}): HostPlan => ({
  host: 'hv1',
  site: 'dc1',
  platform: debian12,
  from,
  nics: [],
  sections,
  ...more,
});

export const script = (it: HostPlan): string =>
  `${applyScript(it)
    .map(({ text }) => text)
    .join('\n')}\n`;

/** One step of every kind, as a real host has them. */
export const everyKind: readonly Section[] = [
  { name: 'packages', steps: [packages('ifenslave', 'bridge-utils')] },
  {
    name: 'base',
    steps: [
      file('/etc/hostname', 'hv1\n'),
      hostname('hv1'),
      file('/etc/sysctl.d/90-rackwright.conf', 'net.ipv4.ip_forward = 1\n'),
      sysctl('net.ipv4.ip_forward', '1'),
      secretFile('/etc/snmp/secret.conf', 'snmp'),
      authorizedKey('ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIEXAMPLE ops@example.org'),
      command('marker', 'test -e /etc/marker', 'touch /etc/marker'),
    ],
  },
  {
    name: 'network',
    guard: 'network',
    steps: [
      file('/etc/network/interfaces', 'auto lo\niface lo inet loopback\n'),
      device('nic', 'eth0', { master: 'bond0', files: ['/etc/network/interfaces'] }),
      device('bond', 'bond0', { options: { mode: '802.3ad', miimon: '100' }, files: ['/etc/network/interfaces'] }),
      device('vlan', 'bond0.666', { lower: 'bond0', vlan: 666, master: 'br666', files: ['/etc/network/interfaces'] }),
      device('bridge', 'br666', {
        stp: false,
        forwardDelay: 5,
        addresses: ['10.66.6.1/24'],
        gateway: '10.66.6.254',
        routes: [{ to: '10.9.0.0/16', via: '10.66.6.9' }],
        files: ['/etc/network/interfaces'],
      }),
    ],
  },
  {
    name: 'time',
    steps: [
      file('/etc/systemd/timesyncd.conf', '[Time]\nNTP=10.66.6.254\n', { restarts: ['systemd-timesyncd'] }),
      service('systemd-timesyncd', 'running'),
    ],
  },
];
