import { it } from 'vitest';
import { rawLineStaysOnItsPort as law } from '../../dsl/checks/raw-line-stays-on-its-port.ts';
import { expectFindings, expectValid, net, plain, site } from './harness.ts';

const on = (...raw: string[]) =>
  site([plain('lab', { ports: { 'Gi0/7': { access: net.public, description: 'x', raw } } })]);

it.each([
  'storm-control broadcast level 5.00',
  'no cdp enable',
  'speed 1000',
  'ip dhcp snooping trust',
  'srr-queue bandwidth share 10 10 60 20',
  'load-interval 30',
  'service-policy input voice',
  'switchport voice vlan 20',
])('takes %s', (line) => expectValid(law, on(line)));

it.each([
  ['interface Gi0/8', 'is the command interface, which is not one of a port'],
  ['int gi0/8', 'is the command interface, which is not one of a port'],
  ['no interface Vlan2', 'is the command interface, which is not one of a port'],
  ['  END', 'is the command end, which is not one of a port'],
  ['exit', 'is the command exit, which is not one of a port'],
  ['do reload', 'is the command do, which is not one of a port'],
  ['vlan 99', 'is the command vlan, which is not one of a port'],
  ['no vlan 666', 'is the command vlan, which is not one of a port'],
  ['hostname x', 'is the command hostname, which is not one of a port'],
  ['! a remark', 'is a comment'],
  ['storm-control ?', 'has the character ?'],
  ['cdp\tenable', 'has a tab'],
  [`cdp ${'x'.repeat(200)}`, 'has 204 characters, and 200 are safe'],
])('finds %j', (line, wrong) =>
  expectFindings(law, on('cdp enable', line), [`lab.ports.Gi0/7.raw.1: a raw line of lab Gi0/7 ${wrong}`]),
);
