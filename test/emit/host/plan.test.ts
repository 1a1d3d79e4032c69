import { describe, expect, it } from 'vitest';
import { hostPlan } from '../../../dsl/emit/host/plan.ts';
import type { HostPlan, Step } from '../../../dsl/emit/step.ts';
import { debian12, el5, el6, el8, el9, type Platform, secret, server } from '../../../dsl/index.ts';
import { resolve } from '../../../dsl/model/resolve.ts';
import dc2 from '../../../stacks/dc2.ts';
import seed from '../../../stacks/reference.ts';
import { asking, bare, hostsOf, planOf, platforms, reference, shown, variety } from '../network/sites.ts';

const alice = 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAlice alice@example.org';
const bob = 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIBob bob@example.org';
const nics = { eth0: { mac: '00:1E:C9:00:0A:01' } };

type Spec = Parameters<typeof server>[1];

const made = (spec: Partial<Spec>, platform: Platform = el9): HostPlan => {
  const [host] = hostsOf([server('web1', { platform, nics, defaultRoute: 'none', ...spec } as Spec)]);
  if (host === undefined) throw new Error('no host');
  return hostPlan(host, 'test');
};

const section = (plan: HostPlan, name: string): readonly Step[] =>
  plan.sections.find((it) => it.name === name)?.steps ?? [];
const ids = (steps: readonly Step[]): readonly string[] => steps.map((it) => it.id);
const files = (steps: readonly Step[]): string => shown(steps.filter((it) => it.kind === 'file'));

const everything: Partial<Spec> = {
  domain: 'example.org',
  dns: ['10.0.0.53'],
  ntp: ['10.0.0.123', 'time.example.org'],
  sshKeys: { keys: [alice, bob] },
  packages: ['vim', 'chrony'],
  services: { nginx: 'running', avahi: 'stopped' },
  sysctl: { 'vm.swappiness': 10, 'net.ipv4.ip_forward': 0 },
  files: { '/etc/motd': { content: 'hello' } },
  commands: { 'make a swap file': { run: 'mkswap /swap', unless: 'test -e /swap' } },
};

const sections = [
  'packages',
  'identity',
  'network',
  'resolver',
  'time',
  'ssh',
  'sysctl',
  'files',
  'services',
  'commands',
];

describe('the plan of a host', () => {
  it.each([
    [el6, sections],
    [el9, sections.filter((it) => it !== 'resolver')],
    [debian12, sections],
  ] as const)('$id: its sections, in the order in which they are carried out', (platform, names) => {
    expect(made(everything, platform).sections.map((it) => it.name)).toEqual(names);
  });

  it('leaves out what nobody asked for', () => {
    expect(made({}).sections.map((it) => it.name)).toEqual(['identity', 'network']);
    expect(made({}, el6).sections.map((it) => it.name)).toEqual(['identity', 'network']);
  });

  it('guards the network, and nothing else', () => {
    const guarded = made(everything).sections.filter((it) => it.guard === 'network');
    expect(guarded.map((it) => it.name)).toEqual(['network']);
  });

  it('expects every NIC at its permanent address', () => {
    expect(made({}).nics.map(({ device, mac }) => `${device} ${mac}`)).toEqual(['eth0 00:1e:c9:00:0a:01']);
  });
});

describe('packages', () => {
  const names = (plan: HostPlan, of = 'packages'): readonly string[] =>
    section(plan, of).flatMap((it) => (it.kind === 'package' ? it.names : []));

  it('are those of the clock and of the user, each once', () => {
    expect(names(made(everything))).toEqual(['chrony', 'vim']);
    expect(names(made(everything, el6))).toEqual(['chrony', 'ntp', 'vim']);
    expect(names(made(everything, debian12))).toEqual(['chrony', 'systemd-timesyncd', 'vim']);
  });

  it('of the network stand in its section, before its files, and follow from what the network consists of', () => {
    expect(ids(section(made(everything), 'network')).slice(0, 2)).toEqual([
      'package:NetworkManager',
      'file:/etc/NetworkManager/system-connections/eth0.nmconnection',
    ]);
    expect(names(planOf(reference(el6)), 'network')).toEqual(['bridge-utils']);
    expect(names(planOf(reference(debian12)), 'network')).toEqual(['bridge-utils', 'ifenslave', 'ifupdown']);
    expect(names(planOf(asking(debian12)), 'network')).toEqual(['bridge-utils', 'ifupdown', 'isc-dhcp-client']);
    expect(names(planOf(asking(el6)), 'network')).toEqual(['bridge-utils', 'dhclient']);
    expect(names(planOf(bare(debian12)), 'network')).toEqual(['ifupdown']);
  });
});

describe('identity', () => {
  it('is a file and the running name; on el6 the file is one of the network', () => {
    expect(files(section(made({ domain: 'example.org' }), 'identity'))).toBe(
      '=== /etc/hostname 0644\nweb1.example.org\n',
    );
    expect(ids(section(made({ domain: 'example.org' }), 'identity'))).toEqual([
      'file:/etc/hostname',
      'hostname:web1.example.org',
    ]);
    expect(ids(section(made({}, el5), 'identity'))).toEqual(['hostname:web1']);
    expect(files(section(made({}, el5), 'network'))).toContain('\nHOSTNAME=web1\n');
    expect(ids(section(made({}, el6), 'identity'))).toEqual(['hostname:web1']);
    expect(files(section(made({}, el6), 'network'))).toContain('\nHOSTNAME=web1\n');
  });
});

describe('resolver', () => {
  it('is a file where NetworkManager does not write it', () => {
    const expected = '=== /etc/resolv.conf 0644\nsearch example.org\nnameserver 10.0.0.53\n';
    expect(files(section(made(everything, el6), 'resolver'))).toBe(expected);
    expect(files(section(made(everything, debian12), 'resolver'))).toBe(expected);
    expect(section(made({ domain: 'example.org' }, debian12), 'resolver')).toEqual([]);
  });
});

describe('time', () => {
  it('el5: ntpd without a crypto folder', () => {
    expect(files(section(made(everything, el5), 'time'))).toMatchInlineSnapshot(`
      "=== /etc/ntp.conf 0644
      server 10.0.0.123 iburst
      server time.example.org iburst
      restrict default kod nomodify notrap nopeer noquery
      restrict -6 default kod nomodify notrap nopeer noquery
      restrict 127.0.0.1
      restrict -6 ::1
      driftfile /var/lib/ntp/drift
      keys /etc/ntp/keys
      "
    `);
  });

  it('el8: chrony without the words of NTS', () => {
    const withNts = files(section(made(everything), 'time'));
    expect(files(section(made(everything, el8), 'time'))).toBe(withNts.replace('ntsdumpdir /var/lib/chrony\n', ''));
  });

  it('el6: ntpd', () => {
    expect(files(section(made(everything, el6), 'time'))).toMatchInlineSnapshot(`
      "=== /etc/ntp.conf 0644
      server 10.0.0.123 iburst
      server time.example.org iburst
      driftfile /var/lib/ntp/drift
      restrict default kod nomodify notrap nopeer noquery
      restrict -6 default kod nomodify notrap nopeer noquery
      restrict 127.0.0.1
      restrict -6 ::1
      includefile /etc/ntp/crypto/pw
      keys /etc/ntp/keys
      "
    `);
    expect(ids(section(made(everything, el6), 'time'))).toEqual(['file:/etc/ntp.conf', 'service:ntpd']);
  });

  it('el9: chrony', () => {
    expect(files(section(made(everything), 'time'))).toMatchInlineSnapshot(`
      "=== /etc/chrony.conf 0644
      server 10.0.0.123 iburst
      server time.example.org iburst
      driftfile /var/lib/chrony/drift
      makestep 1.0 3
      rtcsync
      keyfile /etc/chrony.keys
      ntsdumpdir /var/lib/chrony
      logdir /var/log/chrony
      "
    `);
    expect(ids(section(made(everything), 'time'))).toEqual(['file:/etc/chrony.conf', 'service:chronyd']);
  });

  it('debian12: systemd-timesyncd', () => {
    expect(files(section(made(everything, debian12), 'time'))).toMatchInlineSnapshot(`
      "=== /etc/systemd/timesyncd.conf.d/rackwright.conf 0644
      [Time]
      NTP=10.0.0.123 time.example.org
      "
    `);
    expect(ids(section(made(everything, debian12), 'time'))).toEqual([
      'file:/etc/systemd/timesyncd.conf.d/rackwright.conf',
      'service:systemd-timesyncd',
    ]);
  });

  it('restarts the service when its file changes', () => {
    const [file] = section(made(everything), 'time');
    expect(file).toMatchObject({ restarts: ['chronyd'], disruption: 'restart' });
  });

  it('leaves the service to the user where the user speaks of it', () => {
    const plan = made({ ntp: ['10.0.0.123'], services: { chronyd: 'stopped' } });
    expect(ids(section(plan, 'time'))).toEqual(['file:/etc/chrony.conf']);
    expect(ids(section(plan, 'services'))).toEqual(['service:chronyd']);
  });
});

describe('ssh', () => {
  it('adds each key once', () => {
    const steps = section(made({ sshKeys: { keys: [alice, bob, alice] } }), 'ssh');
    expect(steps.map((it) => (it.kind === 'authorized-key' ? it.key : it.kind))).toEqual([alice, bob]);
  });

  it('owns the file where the keys are to be the only ones', () => {
    const steps = section(made({ sshKeys: { keys: [alice], exclusive: true } }), 'ssh');
    expect(files(steps)).toBe(`=== /root/.ssh/authorized_keys 0600\n${alice}\n`);
    expect(steps.length).toBe(1);
  });
});

describe('sysctl', () => {
  it('is a file for the next boot, and each value now', () => {
    const steps = section(made(everything), 'sysctl');
    expect(files(steps)).toBe(
      '=== /etc/sysctl.d/90-rackwright.conf 0644\nnet.ipv4.ip_forward = 0\nvm.swappiness = 10\n',
    );
    const whole = files(section(made(everything, el5), 'sysctl'));
    expect(whole).toMatchInlineSnapshot(`
      "=== /etc/sysctl.conf 0644
      net.ipv4.conf.default.rp_filter = 1
      net.ipv4.conf.default.accept_source_route = 0
      kernel.sysrq = 0
      kernel.core_uses_pid = 1
      net.ipv4.tcp_syncookies = 1
      kernel.msgmnb = 65536
      kernel.msgmax = 65536
      kernel.shmmax = 4294967295
      kernel.shmall = 268435456
      net.ipv4.ip_forward = 0
      vm.swappiness = 10
      "
    `);
    expect(ids(steps).slice(1)).toEqual(['sysctl:net.ipv4.ip_forward', 'sysctl:vm.swappiness']);
  });
});

describe('files', () => {
  const one = (content: string) => {
    const [step] = section(made({ files: { '/etc/x': { content } } }), 'files');
    return step?.kind === 'file' ? step.lines.map((it) => it.text) : undefined;
  };

  it.each([
    ['a', ['a']],
    ['a\n', ['a']],
    ['a\n\n', ['a', '']],
    ['a\nb', ['a', 'b']],
    ['\n', ['']],
    ['', []],
    ['a\r\n', ['a\r']],
  ])('%j is %j', (content, lines) => {
    expect(one(content)).toEqual(lines);
  });

  it('belong to root and everybody may read them, unless said otherwise', () => {
    const own = { content: 'x', mode: '0640', owner: 'www-data', group: 'adm', restarts: ['nginx'] };
    const steps = section(made({ files: { '/etc/b': { content: 'x' }, '/etc/a': own } }), 'files');
    expect(steps.map((it) => ({ ...it, from: [], lines: [] }))).toMatchObject([
      { id: 'file:/etc/a', mode: '0640', owner: 'www-data', group: 'adm', restarts: ['nginx'], disruption: 'restart' },
      { id: 'file:/etc/b', mode: '0644', owner: 'root', group: 'root', restarts: [], disruption: 'none' },
    ]);
  });

  it('name a secret, and never hold it', () => {
    const [step] = section(made({ files: { '/etc/key': { content: secret('web-key'), mode: '0600' } } }), 'files');
    expect(step).toMatchObject({ kind: 'secret-file', path: '/etc/key', secret: 'web-key', mode: '0600' });
  });
});

describe('services and commands', () => {
  it('are as the user says', () => {
    const plan = made(everything);
    expect(section(plan, 'services')).toMatchObject([
      { name: 'avahi', state: 'stopped' },
      { name: 'nginx', state: 'running' },
    ]);
    expect(section(plan, 'commands')).toMatchObject([
      { name: 'make a swap file', run: 'mkswap /swap', unless: 'test -e /swap' },
    ]);
  });

  it('run in the order in which they are written', () => {
    const it = { run: 'true', unless: 'false' };
    expect(ids(section(made({ commands: { b: it, a: it } }), 'commands'))).toEqual(['command:b', 'command:a']);
  });
});

const all = [
  ...[seed, dc2].flatMap((site) => resolve(site).hosts.map((host) => hostPlan(host, site.name))),
  ...platforms.flatMap((platform) => [...variety(platform).map(planOf), made(everything, platform)]),
];

describe.each(all)('$platform.id $host', ({ sections: parts }) => {
  const steps = parts.flatMap((it) => it.steps);

  it('has no id twice', () => {
    expect(ids(steps).length).toBe(new Set(ids(steps)).size);
  });

  it('says of each step and of each line what it follows from', () => {
    const silent = steps.flatMap((step) => {
      const lines = step.kind === 'file' ? step.lines.filter((it) => it.from.length === 0).map((it) => it.text) : [];
      return step.from.length === 0 ? [step.id, ...lines] : lines;
    });
    expect(silent).toEqual([]);
  });

  it('has one line a line', () => {
    const lines = steps.flatMap((it) => (it.kind === 'file' ? it.lines : []));
    expect(lines.filter((it) => it.text.includes('\n'))).toEqual([]);
  });
});
