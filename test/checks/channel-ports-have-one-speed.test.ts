import { it } from 'vitest';
import { channelPortsHaveOneSpeed as law } from '../../dsl/checks/channel-ports-have-one-speed.ts';
import { access, expectFindings, expectFixes, expectValid, host, joined, nics, site } from './harness.ts';

const edge = access('edge', { module: 'C9300-NM-8X' });
const far = access('far', { module: 'C9300-NM-8X' });
const on = (mode: string, ...ports: readonly string[]) =>
  site([
    edge,
    host('hv1', {
      nics: nics(1, ...ports.map((it) => edge.port(it))),
      bonds: { bond0: { mode, members: ports.map((_, n) => `eth${n}`) } },
    }),
  ]);

it('takes one speed, and two where there is no channel', () => {
  expectValid(law, on('lacp', 'Gi1/0/1', 'Gi1/0/2'));
  expectValid(law, on('lacp', 'Te1/1/1', 'Te1/1/2'));
  expectValid(law, on('active-backup', 'Gi1/0/1', 'Te1/1/1'));
  expectValid(law, on('lacp', 'Gi1/0/1', 'Te9/9/9'));
});

it('finds the first port that differs', () => {
  const of = on('lacp', 'Te1/1/2', 'Gi1/0/1', 'Te1/1/1');
  expectFindings(law, of, [
    'hv1.nics.eth2.cable: hv1 bond0 joins Gi1/0/1 of edge with 1 Gbit/s and Te1/1/1 with 10 Gbit/s (+ hv1.nics.eth1.cable: Gi1/0/1 has 1 Gbit/s)',
  ]);
  expectFixes(law, of, ['End the cable in a port with 1 Gbit/s, as Gi1/0/1 has.']);
});

it('finds it at either end of a link', () => {
  const cables = [
    [edge.port('Te1/1/1'), far.port('Te1/1/1')],
    [edge.port('Gi1/0/1'), far.port('Gi1/0/1')],
  ];
  expectFindings(law, site([edge, far, joined('up', { cables })]), [
    'up.cables.0.0: link up joins Gi1/0/1 of edge with 1 Gbit/s and Te1/1/1 with 10 Gbit/s (+ up.cables.1.0: Gi1/0/1 has 1 Gbit/s)',
  ]);
});
