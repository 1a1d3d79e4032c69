import { it } from 'vitest';
import { bondSpansStackMembers as law } from '../../dsl/checks/bond-spans-stack-members.ts';
import { unmodelled } from '../../dsl/language/cable.ts';
import { access, expectFindings, expectFixes, expectValid, host, nics, pair, plain, site } from './harness.ts';

const sw1 = plain('sw1');
const edge = access('edge');
const core = pair('core');
const on = (mode: string, ...cables: readonly unknown[]) =>
  site([
    sw1,
    edge,
    core,
    host('hv1', { nics: nics(1, ...cables), bonds: { bond0: { mode, members: cables.map((_, n) => `eth${n}`) } } }),
  ]);

it('takes two members, and a switch that is no stack', () => {
  expectValid(law, on('lacp', core.port('Gi1/0/1'), core.port('Gi2/0/1')));
  expectValid(law, on('lacp', core.port('Gi1/0/1'), core.port('Gi1/0/2'), core.port('Gi2/0/1')));
  expectValid(law, on('lacp', edge.port('Gi1/0/1'), edge.port('Gi1/0/2')));
  expectValid(law, on('lacp', sw1.port('Gi0/1'), sw1.port('Gi0/2')));
});

it('takes what ends elsewhere too, and one cable', () => {
  expectValid(law, on('active-backup', core.port('Gi1/0/1'), sw1.port('Gi0/1')));
  expectValid(law, on('active-backup', core.port('Gi1/0/1'), core.port('Gi1/0/2'), unmodelled('x')));
  expectValid(law, on('lacp', core.port('Gi1/0/1')));
});

it.each(['lacp', 'active-backup'])('finds one member in mode %s', (mode) => {
  const of = on(mode, core.port('Gi2/0/1'), core.port('Gi2/0/2'));
  expectFindings(law, of, [
    'hv1.bonds.bond0.members: every cable of hv1 bond0 ends in member 2 of core (+ hv1.nics.eth0.cable: eth0 ends in Gi2/0/1, hv1.nics.eth1.cable: eth1 ends in Gi2/0/2)',
  ]);
  expectFixes(law, of, ['Move a cable to a port of another member of core.']);
});
