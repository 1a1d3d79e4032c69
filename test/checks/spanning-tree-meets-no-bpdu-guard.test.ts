import { it } from 'vitest';
import { spanningTreeMeetsNoBpduGuard as law } from '../../dsl/checks/spanning-tree-meets-no-bpdu-guard.ts';
import { unmodelled } from '../../dsl/index.ts';
import { expectFindings, expectValid, host, net, nics, plain, site } from './harness.ts';

const hv = (name: string, bridges: object, ...cables: unknown[]) =>
  host(name, {
    nics: nics(1, ...cables),
    bonds: { bond0: { mode: 'lacp', members: cables.map((_, index) => `eth${index}`) } },
    bridges,
  });
const bridge = (stp?: boolean) => ({ br2: { vlan: net.public, on: 'bond0', stp } });
const raw = (...lines: string[]) => ({ raw: lines });

it('says nothing of a bridge without spanning tree, of a port without guard, and of cables to elsewhere', () => {
  const guarded = plain('sw1', { bpduGuard: true });
  const open = plain('sw2', {
    ports: { 'Gi0/1': raw('spanning-tree bpduguard disable', 'no spanning-tree bpduguard enable') },
  });
  expectValid(law, site([guarded, hv('hv1', bridge(), guarded.port('Gi0/1'), guarded.port('Gi0/2'))]));
  expectValid(law, site([guarded, open, hv('hv1', bridge(true), open.port('Gi0/1'), open.port('Gi0/2'))]));
  expectValid(law, site([hv('hv1', bridge(true), unmodelled('a router'), unmodelled('a router'))]));
  const spare = host('hv1', {
    nics: nics(1, guarded.port('Gi0/1'), open.port('Gi0/1')),
    bridges: { br2: { vlan: net.public, on: 'eth1', stp: true }, br666: { vlan: net.management, on: 'eth0' } },
  });
  expectValid(law, site([guarded, open, spare]));
});

it('finds the guard of a switch, once for each bridge', () => {
  const sw1 = plain('sw1', { bpduGuard: true });
  const bridges = { ...bridge(true), br666: { vlan: net.management, on: 'bond0', stp: true } };
  expectFindings(law, site([sw1, hv('hv1', bridges, sw1.port('Gi0/1'), sw1.port('Gi0/2'))]), [
    'hv1.bridges.br2.stp: hv1 br2 has spanning tree, and BPDU guard watches sw1 Gi0/1 and sw1 Gi0/2 (+ sw1.bpduGuard: guards sw1 Gi0/1 and sw1 Gi0/2)',
    'hv1.bridges.br666.stp: hv1 br666 has spanning tree, and BPDU guard watches sw1 Gi0/1 and sw1 Gi0/2 (+ sw1.bpduGuard: guards sw1 Gi0/1 and sw1 Gi0/2)',
  ]);
});

it('finds the guard of one port in its raw lines', () => {
  const sw1 = plain('sw1', {
    ports: { 'Gi0/2': raw('storm-control broadcast level 1.00', ' spanning-tree bpduguard enable') },
  });
  expectFindings(law, site([sw1, hv('hv1', bridge(true), sw1.port('Gi0/1'), sw1.port('Gi0/2'))]), [
    'hv1.bridges.br2.stp: hv1 br2 has spanning tree, and BPDU guard watches sw1 Gi0/2 (+ sw1.ports.Gi0/2.raw.1: guards sw1 Gi0/2)',
  ]);
});

it('finds it under a bridge that rides on a NIC, without a tag too', () => {
  const sw1 = plain('sw1', { bpduGuard: true });
  expectFindings(
    law,
    site([
      sw1,
      host('hv1', {
        nics: nics(1, sw1.port('Gi0/1')),
        bridges: { br2: { vlan: net.public, on: 'eth0', untagged: true, stp: true } },
      }),
    ]),
    [
      'hv1.bridges.br2.stp: hv1 br2 has spanning tree, and BPDU guard watches sw1 Gi0/1 (+ sw1.bpduGuard: guards sw1 Gi0/1)',
    ],
  );
});
