import { it } from 'vitest';
import { portExists as law } from '../../dsl/checks/port-exists.ts';
import {
  access,
  expectFindings,
  expectFixes,
  expectValid,
  host,
  joined,
  net,
  nics,
  pair,
  plain,
  site,
} from './harness.ts';

const sw1 = plain('sw1');
const big = plain('big', { model: 'WS-C3560G-48PS' });
const core = pair('core');
const edge = access('edge', { module: 'C9300-NM-8X' });

it('takes every port of every model', () => {
  for (const of of [sw1, big, core, edge]) {
    expectValid(law, site([of, ...of.portNames.map((port, n) => host(`hv${n}`, { nics: nics(n, of.port(port)) }))]));
  }
  expectValid(
    law,
    site([plain('lab', { ports: { 'Gi0/28': 'unused', 'Gi0/1': { access: net.management, description: 'x' } } })]),
  );
});

it.each([
  ['one past the last', sw1, 'Gi0/29', `; did you mean "Gi0/19" or "Gi0/2"?`],
  ['none', sw1, 'Gi0/0', `; did you mean "Gi0/1" or "Gi0/10"?`],
  ['the long name', sw1, 'GigabitEthernet0/1', `; it is called "Gi0/1"`],
  ['small letters', sw1, 'gi0/1', `; it is called "Gi0/1"`],
  ['a member that is not there', core, 'Gi3/0/1', `; did you mean "Gi1/0/1" or "Gi2/0/1"?`],
  ['a module that is not there', core, 'Te1/1/1', ''],
] as const)('finds %s', (_, of, port, likely) => {
  expectFindings(law, site([of, host('hv1', { nics: nics(1, of.port(port)) })]), [
    `hv1.nics.eth0.cable: ${of.name} has no port '${port}'${likely}`,
  ]);
});

it('looks at BMCs, links and what the switch says too', () => {
  const lab = plain('lab', { ports: { 'Gi0/99': 'unused' } });
  const bmc = { mac: '00:1e:c9:00:01:fe', cable: sw1.port('Te9'), vlan: net.management, address: '10.66.6.101' };
  const uplink = joined('uplink', { cables: [[sw1.port('Gi0/25'), lab.port('Gi1/0/25')]] });
  expectFindings(law, site([sw1, lab, uplink, host('hv1', { bmc })]), [
    "hv1.bmc.cable: sw1 has no port 'Te9'",
    `uplink.cables.0.1: lab has no port 'Gi1/0/25'; did you mean "Gi0/25"?`,
    `lab.ports.Gi0/99: lab has no port 'Gi0/99'; did you mean "Gi0/19" or "Gi0/9"?`,
  ]);
});

it('says which ports there are', () => {
  const of = (port: string, it = sw1) => site([it, host('hv1', { nics: nics(1, it.port(port)) })]);
  expectFixes(law, of('gi0/1'), ["Write 'Gi0/1'."]);
  expectFixes(law, of('eth0'), ['Write one of Gi0/1 to Gi0/28.']);
  expectFixes(law, of('FastEthernet', edge), ['Write one of Gi1/0/1 to Gi1/0/24, Te1/1/1 to Te1/1/8.']);
  expectFixes(law, of('FastEthernet', core), ['Write one of Gi1/0/1 to Gi1/0/24, Gi2/0/1 to Gi2/0/24.']);
});

it('leaves a switch of an unknown model to the schema', () => {
  const odd = plain('odd', { model: 'WS-C9999' });
  expectValid(law, site([odd, host('hv1', { nics: nics(1, odd.port('Gi0/1')) })]));
});
