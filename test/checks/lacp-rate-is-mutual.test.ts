import { it } from 'vitest';
import { lacpRateIsMutual as law } from '../../dsl/checks/lacp-rate-is-mutual.ts';
import { unmodelled } from '../../dsl/language/cable.ts';
import { expectFindings, expectFixes, expectValid, host, nics, pair, plain, site } from './harness.ts';

const sw1 = plain('sw1');
const core = pair('core');
const on = (options: object | undefined, ...cables: readonly unknown[]) =>
  site([
    sw1,
    core,
    host('hv1', { nics: nics(1, ...cables), bonds: { bond0: { mode: 'lacp', members: ['eth0', 'eth1'], options } } }),
  ]);
const plainPorts = [sw1.port('Gi0/1'), sw1.port('Gi0/2')];

it('takes slow, and fast of a switch that can ask for it, or of which nothing is known', () => {
  expectValid(law, on(undefined, ...plainPorts));
  expectValid(law, on({ lacp_rate: 'slow' }, ...plainPorts));
  expectValid(law, on({ lacp_rate: 'fast' }, core.port('Gi1/0/1'), core.port('Gi2/0/1')));
  expectValid(law, on({ lacp_rate: 'fast' }, unmodelled('a'), unmodelled('b')));
});

it('finds fast of a switch that cannot', () => {
  const of = on({ lacp_rate: 'fast' }, ...plainPorts);
  expectFindings(law, of, [
    'hv1.bonds.bond0.options.lacp_rate: hv1 bond0 asks for lacp_rate fast, and sw1, a Catalyst 3560G, cannot ask for it in turn',
  ]);
  expectFixes(law, of, ["Remove lacp_rate, which makes it 'slow' at both ends."]);
});

it('leaves a bond that speaks no LACP to the law about options', () => {
  const bonds = { bond0: { mode: 'balance-xor', members: ['eth0', 'eth1'], options: { lacp_rate: 'fast' } } };
  expectValid(law, site([sw1, host('hv1', { nics: nics(1, ...plainPorts), bonds })]));
});
