import { it } from 'vitest';
import { portfastIsForHosts as law } from '../../dsl/checks/portfast-is-for-hosts.ts';
import { box, expectFindings, expectValid, joined, net, nics, plain, site } from './harness.ts';

const between = (...raw: string[]) => {
  const sw1 = plain('sw1', { ports: { 'Gi0/24': { raw } } });
  const sw2 = plain('sw2');
  return site([sw1, sw2, joined('between', { cables: [[sw1.port('Gi0/24'), sw2.port('Gi0/24')]] })]);
};

it.each([
  'no spanning-tree portfast',
  'spanning-tree portfast disable',
  'spanning-tree guard root',
  'description spanning-tree portfast',
])('says nothing of %s', (line) => expectValid(law, between(line)));

it('says nothing of a port towards a host, or towards what is not modelled', () => {
  const sw1 = plain('sw1', {
    ports: {
      'Gi0/1': { raw: ['spanning-tree portfast trunk'] },
      'Gi0/2': { access: net.public, description: 'a printer', raw: ['spanning-tree portfast'] },
    },
  });
  expectValid(law, site([sw1, box('web1', { nics: nics(1, sw1.port('Gi0/1')) })]));
});

it.each(['spanning-tree portfast', ' spanning-tree portfast trunk', 'spanning-tree portfast edge trunk'])(
  'refuses %s between switches',
  (line) =>
    expectFindings(law, between('storm-control broadcast level 1.00', line), [
      `sw1.ports.Gi0/24.raw.1: sw1 Gi0/24 has '${line.trim()}', and leads to sw2 (+ between.cables.0.0: link between ends in sw1 Gi0/24)`,
    ]),
);
