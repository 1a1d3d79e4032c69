import { it } from 'vitest';
import { cableEndsOnce as law } from '../../dsl/checks/cable-ends-once.ts';
import { crossover, unmodelled } from '../../dsl/language/cable.ts';
import { expectFindings, expectFixes, expectValid, host, joined, net, nics, plain, site } from './harness.ts';

const sw1 = plain('sw1');
const sw2 = plain('sw2');

it('takes one cable a port, and the same port of another switch', () => {
  expectValid(
    law,
    site([sw1, sw2, host('hv1', { nics: nics(1, sw1.port('Gi0/1'), sw1.port('Gi0/2'), sw2.port('Gi0/1')) })]),
  );
  expectValid(
    law,
    site([
      host('a', { nics: nics(1, crossover, unmodelled('x')) }),
      host('b', { nics: nics(2, crossover, unmodelled('x')) }),
    ]),
  );
});

it('takes more about a port that a cable ends in', () => {
  const lab = plain('lab', {
    ports: { 'Gi0/1': { description: 'hv1, left', raw: ['storm-control broadcast level 5.00'] } },
  });
  expectValid(law, site([lab, host('hv1', { nics: nics(1, lab.port('Gi0/1')) })]));
});

it('finds two cables of two hosts, of one host, and of a BMC', () => {
  const of = site([
    sw1,
    host('hv1', {
      nics: nics(1, sw1.port('Gi0/1'), sw1.port('Gi0/1')),
      bmc: { mac: '00:1e:c9:00:01:fe', cable: sw1.port('Gi0/2'), vlan: net.management, address: '10.66.6.101' },
    }),
    host('hv2', { nics: nics(2, sw1.port('Gi0/2')) }),
  ]);
  expectFindings(law, of, [
    'hv1.nics.eth1.cable: sw1 Gi0/1 is taken twice: by hv1 eth0 and by hv1 eth1 (+ hv1.nics.eth0.cable: hv1 eth0 ends in sw1 Gi0/1)',
    'hv2.nics.eth0.cable: sw1 Gi0/2 is taken twice: by hv1 bmc and by hv2 eth0 (+ hv1.bmc.cable: hv1 bmc ends in sw1 Gi0/2)',
  ]);
});

it('finds a cable in a port that the switch calls unused or something else', () => {
  const lab = plain('lab', { ports: { 'Gi0/1': 'unused', 'Gi0/2': { trunk: [net.public], description: 'firewall' } } });
  const of = site([lab, host('hv1', { nics: nics(1, lab.port('Gi0/1'), lab.port('Gi0/2')) })]);
  expectFindings(law, of, [
    'lab.ports.Gi0/1: lab Gi0/1 is called unused, and hv1 eth0 is plugged into it (+ hv1.nics.eth0.cable: hv1 eth0 ends in lab Gi0/1)',
    "lab.ports.Gi0/2: lab Gi0/2 is taken twice: by hv1 eth1 and by 'firewall' (+ hv1.nics.eth1.cable: hv1 eth1 ends in lab Gi0/2)",
  ]);
  expectFixes(law, of, [
    'Remove Gi0/1 from ports, or move the cable to another port.',
    'Give one of them the port that it is really plugged into.',
  ]);
});

it('finds a link in a port that a host has, and two links in one port', () => {
  const one = joined('one', { cables: [[sw1.port('Gi0/25'), sw2.port('Gi0/25')]] });
  const two = joined('two', { cables: [[sw1.port('Gi0/25'), sw2.port('Gi0/26')]] });
  expectFindings(law, site([sw1, sw2, one, two, host('hv1', { nics: nics(1, sw2.port('Gi0/25')) })]), [
    'one.cables.0.1: sw2 Gi0/25 is taken twice: by hv1 eth0 and by link one (+ hv1.nics.eth0.cable: hv1 eth0 ends in sw2 Gi0/25)',
    'two.cables.0.0: sw1 Gi0/25 is taken twice: by link one and by link two (+ one.cables.0.0: link one ends in sw1 Gi0/25)',
  ]);
});

it('leaves a cable whose two ends are one port to the law about links', () => {
  expectValid(law, site([sw1, joined('loop', { cables: [[sw1.port('Gi0/1'), sw1.port('Gi0/1')]] })]));
});

it('finds two cables of one link in one port', () => {
  const cables = [
    [sw1.port('Gi0/25'), sw2.port('Gi0/25')],
    [sw1.port('Gi0/25'), sw2.port('Gi0/26')],
  ];
  expectFindings(law, site([sw1, sw2, joined('up', { cables })]), [
    'up.cables.1.0: sw1 Gi0/25 is taken twice: by link up (+ up.cables.0.0: link up ends in sw1 Gi0/25)',
  ]);
});
