import { it } from 'vitest';
import { macIsUsedOnce as law } from '../../dsl/checks/mac-is-used-once.ts';
import { box, expectFindings, expectValid, net, nics, plain, site } from './harness.ts';

const sw1 = plain('sw1');
const bmc = (mac: string) => ({ mac, cable: sw1.port('Gi0/9'), vlan: net.management, address: '10.66.6.1' });

it('says nothing while every card has an address of its own', () => {
  expectValid(
    law,
    site([
      sw1,
      box('web1', { nics: nics(1, sw1.port('Gi0/1'), sw1.port('Gi0/2')), bmc: bmc('00:1e:c9:00:01:fe') }),
      box('web2', { nics: nics(2, sw1.port('Gi0/3')) }),
    ]),
  );
});

it('finds it in either case, on two hosts, and on a BMC', () => {
  expectFindings(
    law,
    site([
      sw1,
      box('web1', {
        nics: { eth0: { mac: '00:1E:C9:00:01:00' }, eth1: { mac: '00:1e:c9:00:01:00' } },
        bmc: bmc('00:1e:C9:00:01:00'),
      }),
      box('web2', { nics: { eth0: { mac: '00:1e:c9:00:01:00' } } }),
    ]),
    [
      'web1.nics.eth1.mac: web1 eth1 has the MAC address 00:1e:c9:00:01:00, and so has web1 eth0 (+ web1.nics.eth0.mac: web1 eth0 has it)',
      'web1.bmc.mac: web1 bmc has the MAC address 00:1e:c9:00:01:00, and so has web1 eth0 (+ web1.nics.eth0.mac: web1 eth0 has it)',
      'web2.nics.eth0.mac: web2 eth0 has the MAC address 00:1e:c9:00:01:00, and so has web1 eth0 (+ web1.nics.eth0.mac: web1 eth0 has it)',
    ],
  );
});
