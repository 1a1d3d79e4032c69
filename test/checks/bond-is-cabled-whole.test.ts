import { it } from 'vitest';
import { bondIsCabledWhole as law } from '../../dsl/checks/bond-is-cabled-whole.ts';
import { unmodelled } from '../../dsl/language/cable.ts';
import { expectFindings, expectValid, host, nics, plain, site } from './harness.ts';

const sw1 = plain('sw1');
const on = (...cables: readonly unknown[]) =>
  site([
    sw1,
    host('hv1', {
      nics: nics(1, ...cables),
      bonds: { bond0: { mode: 'lacp', members: cables.map((_, n) => `eth${n}`) } },
    }),
  ]);

it('takes all and none', () => {
  expectValid(law, on(sw1.port('Gi0/1'), sw1.port('Gi0/2')));
  expectValid(law, on(unmodelled('a'), unmodelled('b')));
  expectValid(law, on(undefined, undefined));
});

it('takes a NIC without a cable that is in no bond', () => {
  expectValid(law, site([sw1, host('hv1', { nics: nics(1, sw1.port('Gi0/1'), undefined) })]));
});

it('finds each member that says nothing', () => {
  expectFindings(law, on(undefined, sw1.port('Gi0/1'), undefined), [
    'hv1.nics.eth0: hv1 eth0 is a member of bond0, and nothing says where its cable ends (+ hv1.nics.eth1.cable: the cable of eth1)',
    'hv1.nics.eth2: hv1 eth2 is a member of bond0, and nothing says where its cable ends (+ hv1.nics.eth1.cable: the cable of eth1)',
  ]);
});
