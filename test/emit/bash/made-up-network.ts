import type { PlatformFacts } from '../../../dsl/platforms/facts.ts';
import { device, file, plan, script } from './plans.ts';
import { type ThrowAwayRoot, throwAwayRoot } from './throw-away-root.ts';

const bond = { mode: '802.3ad', miimon: '100', lacp_rate: 'fast' };

/** bond0 of eth0 and eth1, VLAN 666 on it in br666, which has the address; one file per device, or one for all. */
export const site = (platform: PlatformFacts, fileOf: (name: string) => string, content = 'new\n'): string => {
  const names = ['eth0', 'eth1', 'bond0', 'bond0.666', 'br666'];
  const paths = [...new Set(names.map(fileOf))];
  const files = (name: string) => ({ files: [fileOf(name)] });
  return script(
    plan(
      [
        {
          name: 'network',
          guard: 'network',
          steps: [
            ...paths.map((path) => file(path, content)),
            device('nic', 'eth0', { mtu: 9000, master: 'bond0', ...files('eth0') }),
            device('nic', 'eth1', { mtu: 9000, master: 'bond0', ...files('eth1') }),
            device('bond', 'bond0', { mtu: 9000, options: bond, ...files('bond0') }),
            device('vlan', 'bond0.666', { lower: 'bond0', vlan: 666, master: 'br666', ...files('bond0.666') }),
            device('bridge', 'br666', {
              stp: true,
              forwardDelay: 5,
              addresses: ['10.66.6.1/24'],
              gateway: '10.66.6.254',
              routes: [{ to: '10.9.0.1/32', via: '10.66.6.9' }],
              ...files('br666'),
            }),
          ],
        },
      ],
      { platform },
    ),
  );
};

/** What the kernel shows, as files below a folder: / itself, or /next for what ifup will make. */
export const kernel = (root: ThrowAwayRoot, under = ''): void => {
  const sys = (name: string, values: Readonly<Record<string, string>>) => {
    for (const [path, value] of Object.entries({ flags: '0x1003', ...values }))
      root.write(`${under}/sys/class/net/${name}/${path}`, `${value}\n`);
  };
  for (const name of ['eth0', 'eth1']) sys(name, { mtu: '9000', carrier: '1', 'master/x': '' });
  sys('bond0', {
    mtu: '9000',
    'bonding/slaves': 'eth0 eth1 ',
    'bonding/mode': '802.3ad 4',
    'bonding/miimon': '100',
    'bonding/lacp_rate': 'fast 1',
    'bonding/ad_partner_mac': '00:1e:c9:00:99:00',
    'bonding/ad_num_ports': '2',
  });
  sys('bond0.666', { mtu: '1500', 'brport/x': '' });
  sys('br666', {
    mtu: '1500',
    'bridge/stp_state': '1',
    'bridge/forward_delay': '500',
    'brif/bond0.666': '',
    'brif/vnet0': '',
  });
  root.write(
    `${under}/proc/net/vlan/config`,
    'VLAN Dev name\t | VLAN ID\nName-Type: VLAN_NAME_TYPE_RAW_PLUS_VID_NO_PAD\nbond0.666      | 666  | bond0\n',
  );
  root.write(
    `${under}/kernel/addr`,
    '1: lo    inet 127.0.0.1/8 scope host lo\\ valid_lft forever\n7: br666    inet 10.66.6.1/24 brd 10.66.6.255 scope global br666\\ x\n',
  );
  root.write(
    `${under}/kernel/route`,
    'default via 10.66.6.254 dev br666 proto static\n10.9.0.1 via 10.66.6.9 dev br666\n10.66.6.0/24 dev br666 scope link\n',
  );
};

/** Bringing any device up makes all of them: what is tested is which are asked for. */
const makes = (nth: string): string => `cp -a /next/. / 2>/dev/null; exit ${nth}`;
const ip = 'case "$*" in *addr*) cat /kernel/addr ;; *route*) cat /kernel/route ;; esac';
/** Of NetworkManager: every device is connected, by a profile that is not ours. */
export const connectedByOthers = 'cd /sys/class/net; for it in *; do echo "$it:connected:theirs"; done';

export const standIns = {
  ip,
  sleep: 'exec /usr/bin/sleep 0.1',
  sync: '',
  chkconfig: '',
  ifquery: '',
  brctl: '',
  ifup: makes('0'),
  ifdown: '',
  nmcli: `case $* in *up*) cp -a /next/. / ;; *CONNECTION*) ${connectedByOthers} ;; esac`,
  systemctl: '',
  rpm: '',
};

export const make = (release = '', programs: Readonly<Record<string, string>> = standIns): ThrowAwayRoot => {
  const root = throwAwayRoot({ kernel: 'made up', standIns: programs });
  if (release.startsWith('CentOS')) {
    root.write('/etc/redhat-release', release);
    for (const name of ['bond0', 'bond0.666', 'br666']) root.write(ifcfg(name), 'before\n');
  }
  if (release !== '' && !release.startsWith('CentOS')) root.write('/etc/os-release', release);
  root.write('/proc/uptime', '1000.00 1000.00\n');
  root.write('/etc/rc.d/init.d/.keep', '');
  return root;
};
export const touched = (root: ThrowAwayRoot): readonly string[] =>
  root.commands().filter((it) => /^(ifup|ifdown|nmcli(?! -))/.test(it) || it.includes('--wait'));

export const ifcfg = (name: string) => `/etc/sysconfig/network-scripts/ifcfg-${name}`;
export const keyfile = (name: string) => `/etc/NetworkManager/system-connections/${name}.nmconnection`;
export const interfaces = () => '/etc/network/interfaces';
export const pending = '/var/lib/rackwright/pending';
