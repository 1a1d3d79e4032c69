import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { DeviceStep } from '../../../../dsl/emit/step.ts';
import { debian12, debian13 } from '../../../../dsl/index.ts';
import type { SiteHost } from '../../../../dsl/model/model.ts';
import { asking, bare, filesOf, flat, raw, reference, simple, stepsOf, textOf } from '../sites.ts';
import { run } from './run.ts';

const folder = mkdtempSync(join(tmpdir(), 'interfaces-'));
afterAll(() => rmSync(folder, { recursive: true }));

const written = (text: string): string => {
  const path = join(folder, 'interfaces');
  // The machine's own devices are none of the test's business.
  writeFileSync(path, text.replace('source /etc/network/interfaces.d/*\n', ''));
  return path;
};

const textFor = (host: SiteHost): string => {
  const file = filesOf(host).find(({ path }) => path === '/etc/network/interfaces');
  return file === undefined ? '' : textOf(file);
};

/** Each command that ifup would run, once, without what it says of lo and of its hooks. */
const commands = (text: string): readonly string[] => {
  const { stdout, stderr, status } = run('ifupdown', ['ifup', '--no-act', '--force', '-a', '-i', written(text)]);
  const said = stderr.split('\n').filter((it) => it !== '' && !it.startsWith('run-parts'));
  const lines = `${stdout}\n${said.join('\n')}`
    .split('\n')
    .map((it) => it.trim().replaceAll(/\s+/g, ' '))
    .filter((it) => it !== '' && !it.startsWith('run-parts') && !it.includes('dev lo'));
  return [...new Set([...lines, ...(status === 0 ? [] : [`status ${status}`])])];
};

const madeVlan = (carrier: string, id: number): string =>
  `if test -d /sys/class/net/${carrier} && ! ip link show ${carrier}.${id} >/dev/null 2>&1; then if test \`cat /sys/class/net/${carrier}/type\` -eq 32; then echo 0x${id} > /sys/class/net/${carrier}/create_child; else ip link set up dev ${carrier}; ip link add link ${carrier} name ${carrier}.${id} type vlan id ${id}; fi; fi`;

const up = (device: string, mtu: number): readonly string[] => [
  `ip link set dev ${device} mtu ${mtu}`,
  `ip link set dev ${device} up 2>/dev/null || true`,
];

const addressed = (
  device: string,
  address: string,
  mask: string,
  broadcast: string,
  mtu: number,
): readonly string[] => [
  `ip addr add ${address}/${mask} broadcast ${broadcast} dev ${device} label ${device}`,
  `ip link set dev ${device} mtu ${mtu} up`,
];

describe.each([debian12, debian13])('interfaces before ifup: $id', (platform) => {
  it('the reference hypervisor', () => {
    expect(commands(textFor(reference(platform)))).toEqual([
      ...up('bond0', 9000),
      madeVlan('bond0', 667),
      ...addressed('bond0.667', '10.66.7.1', '255.255.255.0', '10.66.7.255', 9000),
      ...up('br2', 1500),
      ...addressed('br666', '10.66.6.1', '255.255.255.0', '10.66.6.255', 1500),
      'ip route add default via 10.66.6.254 dev br666 onlink',
    ]);
  });

  it('addresses, several of them, and routes on NICs', () => {
    expect(commands(textFor(bare(platform)))).toEqual([
      ...addressed('eth0', '10.66.6.7', '255.255.255.0', '10.66.6.255', 1500),
      'ip route add default via 10.66.6.254 dev eth0 onlink',
      'ip address replace 10.66.6.8/24 dev eth0',
      'ip address replace 10.66.6.9/24 dev eth0',
      'ip route replace 10.0.0.0/8 via 10.66.6.253 dev eth0',
      'ip route replace 172.16.0.0/12 via 10.66.6.252 dev eth0',
      ...addressed('eth1', '192.168.255.1', '255.255.255.252', '192.168.255.3', 9000),
      'ip address replace 192.168.254.1/30 dev eth1',
      'ip route replace 192.168.0.0/16 via 192.168.255.2 dev eth1',
      ...up('eth2', 1500),
      ...up('eth3', 1500),
      madeVlan('eth0', 30),
      ...addressed('eth0.30', '10.30.0.7', '255.255.254.0', '10.30.1.255', 1500),
    ]);
  });

  it('DHCP', () => {
    const dhclient = (device: string): string =>
      `CLIENT="-i"; dhclient -4 -v $CLIENT -pf /run/dhclient.${device}.pid -lf /var/lib/dhcp/dhclient.${device}.leases -I -df /var/lib/dhcp/dhclient6.${device}.leases ${device}`;
    expect(commands(textFor(asking(platform)))).toEqual([
      ...up('eth0', 9000),
      dhclient('eth1'),
      'ip link set dev eth1 mtu 1500',
      madeVlan('eth0', 667),
      dhclient('eth0.667'),
      'ip link set dev eth0.667 mtu 9000',
      dhclient('br666'),
      'ip link set dev br666 mtu 1500',
    ]);
  });

  it('bridges without a tag', () => {
    expect(commands(textFor(flat(platform)))).toEqual([
      ...up('eth2', 1500),
      ...up('bond1', 1500),
      madeVlan('eth2', 2),
      ...up('eth2.2', 1500),
      ...addressed('br0', '10.66.6.20', '255.255.255.0', '10.66.6.255', 1500),
      'ip address replace 10.66.6.21/24 dev br0',
      ...up('br3', 1500),
      ...addressed('br4', '10.30.1.20', '255.255.254.0', '10.30.1.255', 1500),
    ]);
  });

  it.each([reference, bare, asking, flat, raw, simple].map((it) => it(platform)))(
    '$name: ifquery reads every option of every stanza as it is written',
    (host) => {
      const text = textFor(host);
      for (const stanza of text.split('\n\n').filter((it) => /^iface (?!lo )/m.test(it))) {
        const [, name = ''] = /^iface (\S+)/m.exec(stanza) ?? [];
        const options = stanza.split('\n').flatMap((it) => (it.startsWith('\t') ? [it.slice(1)] : []));
        const { stdout, stderr } = run('ifupdown', ['ifquery', name, '-i', written(text)]);
        // The reader makes three answers of an address with a prefix length; --no-act above shows that they are right.
        const read = stdout.split('\n').filter((it) => it !== '' && !/^(netmask|broadcast):/.test(it));
        const wanted = options.map((it) => it.replace(' ', ': ').replace(/^(address: [^/]+)\/\d+$/, '$1'));
        expect([read.sort(), stderr], `${host.name} ${name}`).toEqual([wanted.sort(), '']);
      }
    },
  );
});

/** What DHCP brings counts only where the stack says nothing else: the hook, in the shell that reads it. */
describe('the hook of dhclient', () => {
  const leased = (host: SiteHost, device: string): string => {
    const hook = filesOf(host).find(({ path }) => path.startsWith('/etc/dhcp/'));
    const program = `make_resolv_conf() { echo resolver; }; interface=${device} new_routers=10.0.0.1; . "$1"; make_resolv_conf; echo "routers \${new_routers-none}"`;
    const path = join(folder, 'hook');
    writeFileSync(path, hook === undefined ? '' : textOf(hook));
    return run('dash', ['sh', '-euc', program, 'sh', path]).stdout.trim().replaceAll('\n', ', ');
  };

  it.each([
    ['br666', true, 'routers 10.0.0.1'],
    ['eth1', true, 'routers none'],
    ['eth0.667', true, 'routers none'],
    ['br666', false, 'resolver, routers 10.0.0.1'],
    ['eth1', false, 'resolver, routers none'],
  ] as const)('%s, name servers of our own: %s', (device, dns, expected) => {
    expect(leased(asking(debian12, dns), device)).toBe(expected);
  });
});

interface Shown {
  readonly ifname: string;
  readonly mtu: number;
  readonly master?: string;
  readonly flags: readonly string[];
  readonly addr_info: readonly { readonly family: string; readonly local: string; readonly prefixlen: number }[];
}
interface ShownRoute {
  readonly dst: string;
  readonly gateway?: string;
  readonly dev: string;
}

const inNamespace = `
  set -e
  mount -t sysfs none /sys
  mount -t tmpfs none /run
  mkdir -p /run/network
  mount -t tmpfs none /etc/network/interfaces.d
  mount --bind "$1" /etc/network/interfaces
  shift
  for pair; do
    nic=\${pair%%=*}
    ip link add "$nic" address "\${pair#*=}" type veth peer name "far-$nic"
    ip link set "far-$nic" mtu 9000 up
  done
  ifup -a >&2
  ip -j address
  ip -j route
  for bridge in /sys/class/net/*/bridge; do
    device=\${bridge#/sys/class/net/}
    echo "\${device%/bridge} $(cat "$bridge/stp_state") $(cat "$bridge/forward_delay")"
  done
`;

/** A real ifup, in a network namespace whose NICs are ends of virtual cables. The kernel here makes no VLANs and no bonds. */
describe.each([debian12, debian13])('a real ifup, and what the kernel then shows: $id', (platform) => {
  const host = simple(platform);
  const devices = stepsOf(host).filter((it): it is DeviceStep => it.kind === 'device');
  const ran = run('util-linux iproute2 ifupdown bridge-utils', [
    ...['unshare', '--net', '--mount', '--propagation', 'private', 'bash', '-c', inNamespace, 'bash'],
    ...[written(textFor(host)), ...host.nics.map(({ name, mac }) => `${name}=${mac}`)],
  ]);
  const [addressLine = '[]', routeLine = '[]', ...bridgeLines] = ran.stdout.trim().split('\n');
  const shown = JSON.parse(addressLine) as readonly Shown[];
  const routes = JSON.parse(routeLine) as readonly ShownRoute[];

  it('brings everything up', () => {
    expect(ran.stderr).not.toMatch(/rror|failed|annot|ailed/);
    expect(ran.status).toBe(0);
  });

  it.each(devices)('$name is as its step says', (step) => {
    const device = shown.find((it) => it.ifname === step.name);
    expect({
      mtu: device?.mtu,
      master: device?.master,
      up: device?.flags.includes('UP'),
      addresses: device?.addr_info.filter((it) => it.family === 'inet').map((it) => `${it.local}/${it.prefixlen}`),
    }).toEqual({ mtu: step.mtu, master: step.master, up: true, addresses: step.addresses });
    const via = routes.filter((it) => it.dev === step.name && it.gateway !== undefined);
    expect(via.find((it) => it.dst === 'default')?.gateway).toBe(step.gateway);
    expect(via.filter((it) => it.dst !== 'default').map((it) => ({ to: it.dst, via: it.gateway }))).toEqual(
      step.routes,
    );
    if (step.stp === undefined || step.forwardDelay === undefined) return;
    expect(bridgeLines).toContain(`${step.name} ${Number(step.stp)} ${step.forwardDelay * 100}`);
  });
});

describe('refuses', () => {
  it.each([
    ['a method that is none', 'auto eth0\niface eth0 inet statik\n\taddress 10.0.0.1/24\n'],
    ['a static device without an address', 'auto eth0\niface eth0 inet static\n\tmtu 1500\n'],
    ['an option outside a stanza', 'auto eth0\nmtu 1500\n'],
  ])('%s', (_, text) => {
    expect(commands(text)).toContain('status 1');
  });

  it('an address that is none, when it is really brought up', () => {
    const text = textFor(simple(debian12)).replace('10.66.6.40/24', '10.66.6.400/24');
    const ran = run('util-linux', [
      ...['unshare', '--net', '--mount', '--propagation', 'private', 'bash', '-c', inNamespace, 'bash'],
      ...[written(text), 'eth0=00:1e:c9:00:0a:0f'],
    ]);
    expect(ran.status).not.toBe(0);
  });
});
