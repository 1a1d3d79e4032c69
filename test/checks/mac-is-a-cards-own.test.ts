import { it } from 'vitest';
import { macIsACardsOwn as law } from '../../dsl/checks/mac-is-a-cards-own.ts';
import { box, expectFindings, expectValid, net, plain, site } from './harness.ts';

const card = (mac: string) => site([box('web1', { nics: { eth0: { mac } } })]);

it.each(['00:1e:c9:00:01:00', '02:00:00:00:00:01', 'FE:00:00:00:00:01', '52:54:00:12:34:56'])(
  'says nothing of %s',
  (mac) => expectValid(law, card(mac)),
);

it.each(['01:00:5e:00:00:01', '33:33:00:00:00:01', 'ff:ff:ff:ff:ff:ff', '00:00:00:00:00:00'])('refuses %s', (mac) =>
  expectFindings(law, card(mac), [`web1.nics.eth0.mac: web1 eth0 has the MAC address ${mac}, which no card has`]),
);

it('looks at BMCs too', () => {
  const sw1 = plain('sw1');
  const bmc = { mac: '03:00:00:00:00:01', cable: sw1.port('Gi0/1'), vlan: net.management, address: '10.66.6.9' };
  expectFindings(law, site([sw1, box('web1', { bmc })]), [
    'web1.bmc.mac: web1 bmc has the MAC address 03:00:00:00:00:01, which no card has',
  ]);
});
