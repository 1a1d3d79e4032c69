import { it } from 'vitest';
import { vlanCarrierIsEthOrBond as law } from '../../dsl/checks/vlan-carrier-is-eth-or-bond.ts';
import { el5, el6 } from '../../dsl/index.ts';
import { box, expectFindings, expectFixes, expectValid, net, plain, site } from './harness.ts';

const sw1 = plain('sw1');
const mac = (n: number) => `00:1e:c9:00:01:0${n}`;
const on = (platform: unknown, carrier: string, untagged?: true) =>
  site([
    sw1,
    box('web1', {
      platform,
      nics: { [carrier]: { mac: mac(0), cable: sw1.port('Gi0/1') } },
      vlans: [
        { vlan: net.management, on: carrier, untagged, address: '10.66.6.1' },
        ...(untagged ? [] : [{ vlan: net.storage, on: carrier, address: '10.66.7.1' }]),
      ],
    }),
  ]);

it.each([
  ['ethN', el5, 'eth12'],
  ['another release', el6, 'lan0'],
])('says nothing of %s', (_, platform, carrier) => expectValid(law, on(platform, carrier)));

it('says nothing of a carrier without tags', () => expectValid(law, on(el5, 'lan0', true)));

it.each(['lan0', 'eth0a', 'eth', 'xeth0', 'bond.0'])('refuses %s, once for all of its VLANs', (carrier) => {
  expectFindings(law, on(el5, carrier), [
    `web1.vlans.0.on: web1 ${carrier} carries VLAN management, and Enterprise Linux 5 makes VLAN devices on ethN and bondN only`,
  ]);
});

it('says how a bond is called', () => {
  const bonds = { uplink: { mode: 'lacp', members: ['eth0', 'eth1'] } };
  const nics = { eth0: { mac: mac(0), cable: sw1.port('Gi0/1') }, eth1: { mac: mac(1), cable: sw1.port('Gi0/2') } };
  const bridges = { br666: { vlan: net.management, on: 'uplink' } };
  expectFixes(law, site([sw1, box('web1', { platform: el5, nics, bonds, bridges })]), [
    'Call it bond0, or by the next free number.',
  ]);
});
