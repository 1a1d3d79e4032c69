import { expect, it } from 'vitest';
import { judge } from '../../dsl/checks/check.ts';
import { lacpEndsInOneDomain as law } from '../../dsl/checks/lacp-ends-in-one-domain.ts';
import { crossover, unmodelled } from '../../dsl/language/cable.ts';
import { resolve } from '../../dsl/model/resolve.ts';
import { expectFindings, expectValid, host, nics, pair, plain, site } from './harness.ts';

const [sw1, sw2] = [plain('sw1'), plain('sw2')];
const core = pair('core');
const on = (mode: string, ...cables: readonly unknown[]) =>
  site([
    sw1,
    sw2,
    core,
    host('hv1', { nics: nics(1, ...cables), bonds: { bond0: { mode, members: cables.map((_, n) => `eth${n}`) } } }),
  ]);

it('takes one switch, one stack of switches, and what is not modelled', () => {
  expectValid(law, on('lacp', sw1.port('Gi0/1'), sw1.port('Gi0/2')));
  expectValid(law, on('lacp', core.port('Gi1/0/1'), core.port('Gi2/0/1')));
  expectValid(law, on('lacp', unmodelled('sw9 1'), unmodelled('sw9 2')));
  expectValid(law, on('lacp', crossover, crossover));
  expectValid(law, on('lacp', sw1.port('Gi0/1'), undefined));
});

it.each(['active-backup', 'balance-tlb', 'balance-alb', 'broadcast'])('takes two switches in mode %s', (mode) => {
  expectValid(law, on(mode, sw1.port('Gi0/1'), sw2.port('Gi0/1')));
});

it.each(['lacp', 'balance-xor', 'balance-rr'])('finds two switches in mode %s', (mode) => {
  expectFindings(law, on(mode, sw1.port('Gi0/1'), sw2.port('Gi0/1')), [
    `hv1.bonds.bond0.mode: hv1 bond0 is ${mode}, but eth0 ends in sw1 and eth1 ends in sw2` +
      ' (+ hv1.nics.eth0.cable: eth0 ends in sw1, hv1.nics.eth1.cable: eth1 ends in sw2)',
  ]);
});

it('finds a bond once, with one cable of each end', () => {
  expectFindings(law, on('lacp', sw1.port('Gi0/1'), sw1.port('Gi0/2'), sw2.port('Gi0/1'), unmodelled('sw9')), [
    "hv1.bonds.bond0.mode: hv1 bond0 is lacp, but eth0 ends in sw1 and eth2 ends in sw2 and eth3 ends in 'sw9'" +
      " (+ hv1.nics.eth0.cable: eth0 ends in sw1, hv1.nics.eth2.cable: eth2 ends in sw2, hv1.nics.eth3.cable: eth3 ends in 'sw9')",
  ]);
  expectFindings(law, on('lacp', sw1.port('Gi0/1'), crossover), [
    'hv1.bonds.bond0.mode: hv1 bond0 is lacp, but eth0 ends in sw1 and eth1 ends in a crossover (+ hv1.nics.eth0.cable: eth0 ends in sw1, hv1.nics.eth1.cable: eth1 ends in a crossover)',
  ]);
});

it('says nothing of a member that is no NIC', () => {
  const hv1 = host('hv1', {
    nics: nics(1, sw1.port('Gi0/1')),
    bonds: { bond0: { mode: 'lacp', members: ['eth0', 'eth9'] } },
  });
  expect(judge(law, resolve(site([sw1, hv1])))).toEqual([]);
});
