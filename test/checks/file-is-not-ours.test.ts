import { it } from 'vitest';
import { fileIsNotOurs as law } from '../../dsl/checks/file-is-not-ours.ts';
import { debian12, debian13, el6, el9, el10 } from '../../dsl/index.ts';
import { box, expectFindings, expectValid, net, nics, plain, site } from './harness.ts';

const sw1 = plain('sw1');
const on = (platform: unknown, path: string, spec: object = {}) =>
  site([
    sw1,
    box('web1', {
      platform,
      nics: nics(1, sw1.port('Gi0/1')),
      vlans: [{ vlan: net.management, on: 'eth0', untagged: true, address: '10.66.6.1' }],
      files: { [path]: { content: 'mine' } },
      ...spec,
    }),
  ]);

it.each([
  ['a file of nobody', el9, '/etc/motd', {}],
  ['the resolver that nobody asked for', el6, '/etc/resolv.conf', {}],
  ['the clock that nobody asked for', el9, '/etc/chrony.conf', {}],
  ['the clock of another platform', el9, '/etc/ntp.conf', { ntp: ['10.66.6.123'] }],
  ['keys that nobody asked for', el9, '/root/.ssh/authorized_keys', {}],
  ['a drop-in of another name', el9, '/etc/sysctl.d/50-mine.conf', { sysctl: { 'vm.swappiness': 1 } }],
  ['the network of another platform', el9, '/etc/network/interfaces', {}],
  ['the name, where another file has it', el6, '/etc/hostname', {}],
  ['the device of another host', el9, '/etc/NetworkManager/system-connections/eth7.nmconnection', {}],
])('says nothing of %s', (_, platform, path, spec) => expectValid(law, on(platform, path, spec)));

it.each([
  [el6, '/etc/sysconfig/network', {}, 'is written for web1', ''],
  [
    el6,
    '/etc/sysconfig/network-scripts/ifcfg-eth0',
    {},
    'is written for web1.nics.eth0',
    ' (+ web1.nics.eth0: /etc/sysconfig/network-scripts/ifcfg-eth0 is written for it)',
  ],
  [
    el9,
    '/etc/NetworkManager/system-connections/eth0.nmconnection',
    {},
    'is written for web1.nics.eth0',
    ' (+ web1.nics.eth0: /etc/NetworkManager/system-connections/eth0.nmconnection is written for it)',
  ],
  [debian12, '/etc/network/interfaces', {}, 'is written for web1', ''],
  [debian13, '/etc/hostname', {}, 'is written for web1', ''],
  [
    el6,
    '/etc/resolv.conf',
    { dns: ['10.66.6.53'] },
    'is written for web1.dns',
    ' (+ web1.dns: /etc/resolv.conf is written for it)',
  ],
  [
    el10,
    '/etc/resolv.conf',
    {},
    "is not the stack's to write: NetworkManager writes it from the profile of the default route",
    '',
  ],
  [
    el6,
    '/etc/ntp.conf',
    { ntp: ['10.66.6.123'] },
    'is written for web1.ntp',
    ' (+ web1.ntp: /etc/ntp.conf is written for it)',
  ],
  [
    el9,
    '/root/.ssh/authorized_keys',
    { sshKeys: { keys: [] } },
    'is written for web1.sshKeys',
    ' (+ web1.sshKeys: /root/.ssh/authorized_keys is written for it)',
  ],
  [
    el9,
    '/etc/sysctl.d/90-rackwright.conf',
    { sysctl: { 'vm.swappiness': 1 } },
    'is written for web1.sysctl',
    ' (+ web1.sysctl: /etc/sysctl.d/90-rackwright.conf is written for it)',
  ],
  [el9, '/var/lib/rackwright/owned', {}, 'is in a folder that Rackwright keeps for itself', ''],
  [el9, '/etc/rackwright/secrets/db', {}, 'is in a folder that Rackwright keeps for itself', ''],
])('refuses on %o %s', (platform, path, spec, said, also) =>
  expectFindings(law, on(platform, path, spec), [`web1.files.${path}: ${path} of web1 ${said}${also}`]),
);
