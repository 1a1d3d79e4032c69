import { it } from 'vitest';
import { rawLineIsNotDerived as law } from '../../dsl/checks/raw-line-is-not-derived.ts';
import { expectFindings, expectFixes, expectValid, host, net, nics, plain, site } from './harness.ts';

const described = (...raw: string[]) =>
  site([plain('lab', { ports: { 'Gi0/7': { access: net.public, description: 'x', raw } } })]);
const cabled = (...raw: string[]) => {
  const lab = plain('lab', { ports: { 'Gi0/7': { raw } } });
  return site([lab, host('hv1', { nics: nics(1, lab.port('Gi0/7')) })]);
};

it.each([
  'storm-control broadcast level 5.00',
  'no cdp enable',
  'speed 1000',
  'spanning-tree guard root',
  'lacp port-priority 100',
  'switchport voice vlan 20',
  'switchport port-security',
])('takes %s', (line) => {
  expectValid(law, described(line));
  expectValid(law, cabled(line));
});

it.each([
  'spanning-tree bpduguard enable',
  'flowcontrol receive on',
  'lacp rate fast',
  'mtu 9000',
  'channel-group 3 mode active',
])('takes %s on a port to what is not modelled', (line) => expectValid(law, described(line)));

it.each([
  ['switchport trunk allowed vlan 2', 'switchport trunk'],
  ['no switchport trunk native vlan', 'switchport trunk'],
  ['swi mode access', 'switchport mode'],
  ['SWITCHPORT nonegotiate', 'switchport nonegotiate'],
  ['switchport acc vlan 3', 'switchport access'],
  ['shutdown', 'shutdown'],
  ['no shut', 'shutdown'],
  ['description other', 'description'],
  ['flowcontrol send on', 'flowcontrol send'],
])('finds %s', (line, command) => {
  expectFindings(law, described('cdp enable', line), [
    `lab.ports.Gi0/7.raw.1: a raw line of lab Gi0/7 sets ${command}, which follows from the rest of the stack`,
  ]);
});

it.each([
  ['flowcontrol receive on', 'flowcontrol', 'Write flowControl: for the switch.'],
  ['spanning-tree bpduguard enable', 'spanning-tree bpduguard', 'Write bpduGuard: for the switch.'],
  [
    'channel-group 3 mode on',
    'channel-group',
    "Take it out: the channel follows from the bond's members, and its number from channel:.",
  ],
  [
    'default channel-group',
    'channel-group',
    "Take it out: the channel follows from the bond's members, and its number from channel:.",
  ],
  ['lacp rate fast', 'lacp rate', "Write lacp_rate: in the bond's options."],
  ['mtu 9000', 'mtu', 'Write mtu: for the VLAN.'],
])('finds %s on a port that a cable of the model ends in', (line, command, fix) => {
  expectFindings(law, cabled(line), [
    `lab.ports.Gi0/7.raw.0: a raw line of lab Gi0/7 sets ${command}, which follows from the rest of the stack`,
  ]);
  expectFixes(law, cabled(line), [fix]);
});
