import { it } from 'vitest';
import { stormControlLetsBootThrough as law } from '../../dsl/checks/storm-control-lets-boot-through.ts';
import { el9 } from '../../dsl/index.ts';
import { hypervisor } from '../emit/install/kickstarts.ts';
import { expectFindings, expectValid, plain, site } from './harness.ts';

const port = (raw: readonly string[], nic = 'eth0') => {
  const sw1 = plain('sw1', { ports: { 'Gi0/1': { raw } } });
  const nics = {
    eth0: { mac: '00:1e:c9:00:01:00', cable: sw1.port('Gi0/1') },
    eth1: { mac: '00:1e:c9:00:01:01', cable: sw1.port('Gi0/2') },
  };
  return site([sw1, hypervisor('hv1', el9, { nic }, { nics })]);
};

it('accepts a percent and more, other words, and ports that nobody is installed through', () => {
  expectValid(law, port(['storm-control broadcast level 1.00']));
  expectValid(law, port(['storm-control broadcast level pps 10', 'storm-control action trap', 'load-interval 30']));
  expectValid(law, port(['storm-control broadcast level 0.10'], 'eth1'));
});

it.each(['broadcast', 'multicast'])('finds less: %s', (kind) =>
  expectFindings(law, port([`storm-control ${kind} level 0.50 0.20`]), [
    'sw1.ports.Gi0/1.raw.0: hv1 is installed through sw1 Gi0/1, which cuts broadcast off at 0.50 percent',
  ]),
);
