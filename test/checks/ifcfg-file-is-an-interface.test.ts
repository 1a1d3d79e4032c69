import { it } from 'vitest';
import { ifcfgFileIsAnInterface as law } from '../../dsl/checks/ifcfg-file-is-an-interface.ts';
import { debian12, el6, el7, el8, el9, el10 } from '../../dsl/index.ts';
import { box, expectFindings, expectValid, site } from './harness.ts';

const on = (platform: unknown, name: string) =>
  site([box('web1', { platform, files: { [`/etc/sysconfig/network-scripts/${name}`]: { content: '' } } })]);

it.each([
  [el6, 'ifcfg-dummy0'],
  [el6, 'ifcfg-bond0.5'],
  [el6, 'ifcfg-eth0.bak'],
  [el6, 'ifcfg-eth0~'],
  [el6, 'ifcfg-eth0.rpmsave'],
  [el6, 'route-eth0'],
  [el7, 'ifcfg-Wired_connection-1'],
  [el9, 'ifcfg-dummy0'],
  [el10, 'readme.txt'],
])('says nothing on %o of %s', (platform, name) => expectValid(law, on(platform, name)));

it.each([
  [el6, 'ifcfg-eth0.old', 'is read as an interface called eth0.old'],
  [el6, 'ifcfg-eth0.save', 'is read as an interface called eth0.save'],
  [el6, 'ifcfg-eth0-backup', 'is read as a clone of eth0'],
  [el8, 'ifcfg-eth0.old', 'is read as an interface called eth0.old'],
  [el10, 'ifcfg-eth0', 'is read by nobody on Enterprise Linux 10'],
  [debian12, 'ifcfg-eth0', 'is read by nobody on Debian 12'],
])('refuses on %o %s', (platform, name, said) => {
  const path = `/etc/sysconfig/network-scripts/${name}`;
  expectFindings(law, on(platform, name), [`web1.files.${path}: ${path} of web1 ${said}`]);
});
