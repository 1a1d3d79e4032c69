import { it } from 'vitest';
import { defaultRouteAvoidsStorage as law } from '../../dsl/checks/default-route-avoids-storage.ts';
import { box, expectFindings, expectValid, net, nics, plain, plan, site } from './harness.ts';

const sw1 = plain('sw1');
const lan = plan({
  disks: { id: 670, subnet: '10.67.0.0/24', gateway: '10.67.0.254', trust: 'storage' },
  leased: { id: 671, trust: 'storage' },
});
const on = (defaultRoute: unknown, ...vlans: object[]) =>
  site([sw1, box('web1', { nics: nics(1, sw1.port('Gi0/1')), vlans, defaultRoute })]);
const disks = { vlan: lan.disks, on: 'eth0', address: '10.67.0.1' };
const management = { vlan: net.management, on: 'eth0', address: '10.66.6.1' };

it.each([
  ['another VLAN', net.management],
  ['none', 'none'],
  ['two ways, which is another law', undefined],
])('says nothing of %s', (_, defaultRoute) => expectValid(law, on(defaultRoute, disks, management)));

it('finds it where it is chosen, and where it is the only way', () => {
  expectFindings(law, on(lan.disks, disks, management), [
    'web1.defaultRoute: the default route of web1 goes through VLAN disks, which is for storage (+ disks.gateway: the gateway of VLAN disks)',
  ]);
  expectFindings(law, on(undefined, disks), [
    'web1: the default route of web1 goes through VLAN disks, which is for storage (+ disks.gateway: the gateway of VLAN disks)',
  ]);
  expectFindings(law, on(undefined, { vlan: lan.leased, on: 'eth0', address: 'dhcp' }), [
    'web1: the default route of web1 goes through VLAN leased, which is for storage',
  ]);
});
