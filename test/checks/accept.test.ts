import { describe, expect, it } from 'vitest';
import { judgeStack } from '../../dsl/judge.ts';
import { placeText } from '../../dsl/language/place.ts';
import type { Acceptance, Listed, Stack } from '../../dsl/language/stack.ts';
import { host, net, nics, plain, site } from './harness.ts';

const sw1 = plain('sw1');
/** Two bonds of one: a warning each. */
const hv1 = host('hv1', {
  nics: nics(1, sw1.port('Gi0/1'), sw1.port('Gi0/2')),
  bonds: { bond0: { mode: 'active-backup', members: ['eth0'] }, bond1: { mode: 'active-backup', members: ['eth1'] } },
  vlans: [{ vlan: net.management, on: 'bond0', address: '10.66.6.1' }],
});
const code = 'bond-has-two-members';
const reason = 'the second card is ordered';

const judged = (of: Stack): readonly string[] =>
  judgeStack(of).findings.map((it) => `${it.severity}[${it.code}] ${placeText(it.at)}: ${it.message}`);
const accepting = (...accept: readonly unknown[]): Stack =>
  site([sw1, hv1], { accept: accept as readonly Acceptance[] });
const said = (bond: string, nic: string) =>
  `warning[${code}] hv1.bonds.${bond}.members: hv1 ${bond} has one member, ${nic}`;

describe('an acceptance', () => {
  it('takes out what it names, and keeps the reason', () => {
    expect(judged(site([sw1, hv1]))).toEqual([said('bond0', 'eth0'), said('bond1', 'eth1')]);
    const { findings, accepted } = judgeStack(accepting({ finding: code, on: hv1, reason }));
    expect(findings).toEqual([]);
    expect(accepted.map((it) => [placeText(it.finding.at), it.reason, placeText(it.at)])).toEqual([
      ['hv1.bonds.bond0.members', reason, 'site.options.accept.0'],
      ['hv1.bonds.bond1.members', reason, 'site.options.accept.0'],
    ]);
  });

  it('takes out one part of a construct', () => {
    expect(judged(accepting({ finding: code, on: hv1, path: 'bonds.bond1', reason }))).toEqual([said('bond0', 'eth0')]);
    expect(judged(accepting({ finding: code, on: hv1, path: 'bonds', reason }))).toEqual([]);
  });

  it('is of whole keys, not of how they begin', () => {
    expect(judged(accepting({ finding: code, on: hv1, path: 'bonds.bond', reason }))).toEqual([
      said('bond0', 'eth0'),
      said('bond1', 'eth1'),
      'warning[acceptance-matches-a-finding] site.options.accept.0: nothing is found that bond-has-two-members on hv1.bonds.bond would accept',
    ]);
  });

  it('that matches nothing is a finding: of another thing, of another law, and a second one of the same', () => {
    const all = { finding: code, on: hv1, reason };
    expect(judged(accepting(all, { ...all, on: sw1 }, { ...all, finding: 'bond-has-a-member' }, { ...all }))).toEqual([
      'warning[acceptance-matches-a-finding] site.options.accept.1: nothing is found that bond-has-two-members on sw1 would accept',
      'warning[acceptance-matches-a-finding] site.options.accept.2: nothing is found that bond-has-a-member on hv1 would accept',
      'warning[acceptance-matches-a-finding] site.options.accept.3: nothing is found that bond-has-two-members on hv1 would accept',
    ]);
  });

  it('of a code that there is not says which was meant', () => {
    expect(judged(accepting({ finding: 'bond-has-two-member', on: hv1, reason })).at(-1)).toBe(
      `warning[acceptance-matches-a-finding] site.options.accept.0: there is no finding 'bond-has-two-member'; did you mean "bond-has-two-members" or "bond-has-a-member"?`,
    );
  });

  it('excuses nothing that would mean nothing to a machine', () => {
    const lost: Listed = host('lost', { nics: nics(2, sw1.port('Gi0/99')), vlans: [{ vlan: net.public, on: 'eth0' }] });
    const accept = [{ finding: 'port-exists', on: lost, reason }];
    expect(judged(site([sw1, lost], { accept }))).toEqual([
      `error[port-exists] lost.nics.eth0.cable: sw1 has no port 'Gi0/99'; did you mean "Gi0/19" or "Gi0/9"?`,
      'warning[acceptance-matches-a-finding] site.options.accept.0: port-exists on lost cannot be accepted',
    ]);
  });

  it.each([undefined, null, 'all', {}, { finding: code, reason }, { finding: code, on: 'hv1', reason }])(
    'that has no form (%j) is an error, and excuses nothing',
    (it) => {
      const found = judged(accepting(it));
      expect(found.filter((line) => line.startsWith('error['))).not.toEqual([]);
      expect(found.filter((line) => line.startsWith('error[') && !line.includes('accept'))).toEqual([]);
    },
  );

  it('is not called useless while a value that was refused may be what it is about', () => {
    const bad = host('bad', { nics: { eth0: { mac: 'x', cable: sw1.port('Gi0/9') } } });
    const found = judged(site([sw1, hv1, bad], { accept: [{ finding: 'vlan-ids-are-unique', on: hv1, reason }] }));
    expect(found.filter((line) => line.includes('acceptance'))).toEqual([]);
  });
});
