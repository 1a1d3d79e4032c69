import { expect, it } from 'vitest';
import { judge } from '../../dsl/checks/check.ts';
import { nameIsALabel as law } from '../../dsl/checks/name-is-a-label.ts';
import { stack } from '../../dsl/language/stack.ts';
import { resolve } from '../../dsl/model/resolve.ts';
import { expectFindings, expectFixes, expectValid, host, joined, net, plain, site } from './harness.ts';

const rest = 'a-z, digits and -, with a letter or digit at both ends, 63 characters at most';

it.each(['hv1', 'a', '1', 'rack-1-node-12', 'a'.repeat(63), '0xen'])('takes %s', (name) => {
  expectValid(law, site([host(name)]));
});

it.each([
  'HV1',
  '-hv1',
  'hv1-',
  'hv_1',
  'hv1.example.org',
  '',
  'a'.repeat(64),
  'hv 1',
  '../hv1',
  'hv1\n',
  'hä1',
  '$(id)',
])('refuses %j', (name) => {
  const findings = judge(law, resolve(site([host(name)])));
  expect(findings.map((it) => it.code)).toEqual(['name-is-a-label']);
});

it('says of what kind the thing is', () => {
  const sw1 = plain('SW1');
  const uplink = joined('up link', { cables: [[sw1.port('Gi0/1'), plain('sw2').port('Gi0/1')]] });
  expectFindings(law, site([host('hv_1'), sw1, uplink]), [
    `hv_1: 'hv_1' is not a name for a hypervisor: ${rest}`,
    `SW1: 'SW1' is not a name for a switch: ${rest}`,
    `up link: 'up link' is not a name for a link: ${rest}`,
  ]);
});

it('judges the name of the stack, and one that is no text', () => {
  expectFindings(law, stack('My Site', []), [`My Site: 'My Site' is not a name for a stack: ${rest}`]);
  expectFindings(law, site([host(undefined as unknown as string)]), [
    `: undefined is not a name for a hypervisor: ${rest}`,
  ]);
});

it('leaves the names of VLANs to the law about those', () => {
  expectValid(law, site([host('hv1', { vlans: [{ vlan: net.public, on: 'eth0' }] })]));
});

it('offers the nearest label', () => {
  expectFixes(law, site([host('HV_1'), host('Straße 7'), host('--'), host('x'.repeat(70))]), [
    "Write 'hv-1'.",
    "Write 'stra-e-7'.",
    "Write a name such as 'hv1'.",
    `Write '${'x'.repeat(63)}'.`,
  ]);
});
