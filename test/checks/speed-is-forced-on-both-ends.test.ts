import { it } from 'vitest';
import { speedIsForcedOnBothEnds as law } from '../../dsl/checks/speed-is-forced-on-both-ends.ts';
import { expectFindings, expectFixes, expectValid, host, nics, plain, site } from './harness.ts';

const on = (lines: readonly string[], raw?: object) => {
  const lab = plain('lab', { ports: { 'Gi0/1': { raw: lines } } });
  const { eth0 } = nics(1, lab.port('Gi0/1')) as { eth0: object };
  return site([lab, host('hv1', { nics: { eth0: { ...eth0, raw } } })]);
};

it('takes negotiation at both ends, and force at both', () => {
  expectValid(law, on([]));
  expectValid(law, on(['speed auto', 'no duplex', 'cdp enable']));
  expectValid(law, on(['speed 100', 'duplex full'], { ETHTOOL_OPTS: 'speed 100 duplex full autoneg off' }));
  expectValid(law, on(['speed 100'], { 'ethernet.speed': '100' }));
  expectValid(law, on([], { ETHTOOL_OPTS: 'autoneg on', 'ethernet.auto-negotiate': 'true' }));
});

it('finds force on the switch only', () => {
  const of = on(['cdp enable', 'duplex full']);
  expectFindings(law, of, [
    "lab.ports.Gi0/1.raw.1: lab Gi0/1 has 'duplex full', and hv1 eth0 at the other end negotiates (+ hv1.nics.eth0: hv1 eth0 fixes nothing)",
  ]);
  expectFixes(law, of, ['Take the line out, so that both ends negotiate.']);
});

it.each([
  ['ETHTOOL_OPTS', 'speed 100 duplex full autoneg off'],
  ['ethernet.duplex', 'full'],
  ['link-speed', '100'],
])('finds force on the host only, by %s', (key, value) => {
  const of = on([], { [key]: value });
  expectFindings(law, of, [
    `hv1.nics.eth0.raw.${key}: hv1 eth0 fixes its speed, and lab Gi0/1 at the other end negotiates (+ hv1.nics.eth0.cable: lab Gi0/1 fixes nothing)`,
  ]);
  expectFixes(law, of, ['Take the raw key out, so that both ends negotiate.']);
});
