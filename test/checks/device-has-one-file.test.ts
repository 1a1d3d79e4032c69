import { it } from 'vitest';
import { deviceHasOneFile as law } from '../../dsl/checks/device-has-one-file.ts';
import { debian12, el6, el7, el8, el9, el10, secret } from '../../dsl/index.ts';
import { expectFindings, expectValid, host, net, nics, plain, site } from './harness.ts';

const sw1 = plain('sw1');
const on = (platform: unknown, path: string, content: unknown) =>
  site([
    sw1,
    host('hv1', {
      platform,
      nics: nics(1, sw1.port('Gi0/1')),
      bridges: { br2: { vlan: net.public, on: 'eth0' } },
      files: { '/etc/motd': { content: 'iface br2' }, [path]: { content } },
    }),
  ]);
const scripts = '/etc/sysconfig/network-scripts';
const profiles = '/etc/NetworkManager/system-connections';

it.each([
  ['a copy on el6, which is another law', el6, `${scripts}/ifcfg-br2.old`, 'DEVICE=br2'],
  ['a copy with a dash', el6, `${scripts}/ifcfg-x-old`, 'DEVICE=br2'],
  ['another device on el6', el6, `${scripts}/ifcfg-dummy0`, 'DEVICE=dummy0'],
  ['the file that is ours, which is another law', el6, `${scripts}/ifcfg-br2`, 'DEVICE=br2'],
  ['the file that is ours on el8', el8, `${scripts}/ifcfg-br2`, 'DEVICE=br2'],
  ['a bond that is not modelled on el9', el9, `${profiles}/wg0.nmconnection`, 'interface-name=wg0'],
  ['a comment', el9, `${profiles}/wg0.nmconnection`, '# interface-name=br2'],
  ['a secret, which nobody can read', el9, `${profiles}/wg0.nmconnection`, secret('wg0')],
  ['an ifcfg file on el10, which nobody reads', el10, `${scripts}/ifcfg-br2`, 'DEVICE=br2'],
  ['another device on Debian', debian12, '/etc/network/interfaces.d/dummy', 'auto dummy0\niface dummy0 inet manual'],
  ['a comment on Debian', debian12, '/etc/network/interfaces.d/dummy', '# iface br2 inet manual'],
])('says nothing of %s', (_, platform, path, content) => expectValid(law, on(platform, path, content)));

it.each([
  ['the name of the file on el9', el9, `${scripts}/ifcfg-br2`, '', 'bridges.br2', 'br2'],
  ['a key on el6', el6, `${scripts}/ifcfg-x`, 'ONBOOT=yes\nDEVICE="br2"', 'bridges.br2', 'br2'],
  ['a key on el7', el7, `${scripts}/ifcfg-x`, 'DEVICE=br2', 'bridges.br2', 'br2'],
  ['a keyfile on el8', el8, `${profiles}/x.nmconnection`, 'interface-name=eth0\n', 'nics.eth0', 'eth0'],
  ['a key on el9', el9, `${profiles}/x.nmconnection`, '[connection]\ninterface-name=eth0\n', 'nics.eth0', 'eth0'],
  ['a key on el10', el10, `${profiles}/x.nmconnection`, 'interface-name=br2', 'bridges.br2', 'br2'],
  [
    'a stanza on Debian',
    debian12,
    '/etc/network/interfaces.d/x',
    'auto eth9\n\tiface  br2 inet manual\n',
    'bridges.br2',
    'br2',
  ],
  ['a VLAN device', debian12, '/etc/network/interfaces.d/x', 'iface eth0.2 inet manual\n', 'bridges.br2', 'eth0.2'],
])('finds %s', (_, platform, path, content, at, device) =>
  expectFindings(law, on(platform, path, content), [
    `hv1.files.${path}: ${path} makes ${device} of hv1, which the stack makes (+ hv1.${at}: ${device} in the stack)`,
  ]),
);
