import { it } from 'vitest';
import { nicAddressIsOffThePlan as law } from '../../dsl/checks/nic-address-is-off-the-plan.ts';
import { crossover, unmodelled } from '../../dsl/index.ts';
import { box, expectFindings, expectValid, net, plain, site } from './harness.ts';

const sw1 = plain('sw1');
const card = (cable: unknown, address?: unknown) => ({ mac: '00:1e:c9:00:01:00', cable, address });
const on = (spec: object) => site([sw1, box('web1', spec)]);

it.each([
  ['a crossover', { nics: { eth0: card(crossover, '10.9.0.1/30') } }],
  ['what is not modelled', { nics: { eth0: card(unmodelled('a router'), '10.9.0.1/30') } }],
  ['no cable yet', { nics: { eth0: card(undefined, '10.9.0.1/30') } }],
  ['a switch without an address', { nics: { eth0: card(sw1.port('Gi0/1')) } }],
  [
    'a member of a bond, which is another law',
    { nics: { eth0: card(sw1.port('Gi0/1'), '10.9.0.1/30') }, bonds: { bond0: { mode: 'lacp', members: ['eth0'] } } },
  ],
])('says nothing of %s', (_, spec) => expectValid(law, on(spec)));

it('refuses it on a cable to a switch', () => {
  expectFindings(law, on({ nics: { eth0: card(sw1.port('Gi0/1'), ['10.9.0.1/30', '10.9.0.2/30']) } }), [
    'web1.nics.eth0.address: web1 eth0 has an address of its own, and its cable ends in sw1 Gi0/1 (+ web1.nics.eth0.cable: eth0 ends in sw1 Gi0/1)',
  ]);
});

it('refuses it on the port of a bridge', () => {
  const bridges = { br2: { vlan: net.public, on: 'eth0', untagged: true } };
  expectFindings(law, on({ nics: { eth0: card(sw1.port('Gi0/1'), '10.9.0.1/30') }, bridges }), [
    'web1.nics.eth0.address: web1 eth0 has an address of its own, and its cable ends in sw1 Gi0/1 (+ web1.nics.eth0.cable: eth0 ends in sw1 Gi0/1)',
  ]);
});
