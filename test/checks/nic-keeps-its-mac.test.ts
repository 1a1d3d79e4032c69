import { it } from 'vitest';
import { nicKeepsItsMac as law } from '../../dsl/checks/nic-keeps-its-mac.ts';
import { debian12, el6, el9, el10 } from '../../dsl/index.ts';
import { box, expectFindings, expectValid, site } from './harness.ts';

const on = (platform: unknown, key: string) =>
  site([box('web1', { platform, nics: { eth0: { mac: '00:1e:c9:00:01:00', raw: { [key]: '02:00:00:00:00:01' } } } })]);

it.each([
  [el6, 'HWADDR'],
  [el6, 'hwaddress'],
  [el9, 'MACADDR'],
  [el9, 'ethernet.wake-on-lan'],
  [debian12, 'up'],
])('says nothing on %o of %s', (platform, key) => expectValid(law, on(platform, key)));

it.each([
  [el6, 'MACADDR'],
  [el9, 'ethernet.cloned-mac-address'],
  [el10, '802-3-ethernet.cloned-mac-address'],
  [debian12, 'hwaddress'],
])('finds on %o %s', (platform, key) =>
  expectFindings(law, on(platform, key), [
    `web1.nics.eth0.raw.${key}: web1 eth0 is told to use the MAC address 02:00:00:00:00:01 instead of 00:1e:c9:00:01:00`,
  ]),
);
