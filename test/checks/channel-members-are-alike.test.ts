import { it } from 'vitest';
import { channelMembersAreAlike as law } from '../../dsl/checks/channel-members-are-alike.ts';
import { expectFindings, expectValid, host, nics, plain, site } from './harness.ts';

const on = (ports: object, mode = 'lacp') => {
  const lab = plain('lab', { ports });
  const cables = ['Gi0/1', 'Gi0/2', 'Gi0/3'].map((it) => lab.port(it));
  return site([
    lab,
    host('hv1', { nics: nics(1, ...cables), bonds: { bond0: { mode, members: ['eth0', 'eth1', 'eth2'] } } }),
  ]);
};
const storm = { raw: ['storm-control broadcast level 5.00'] };

it('takes the same lines on each, none, and other lines where there is no channel', () => {
  expectValid(law, on({}));
  expectValid(law, on({ 'Gi0/1': storm, 'Gi0/2': storm, 'Gi0/3': { raw: ['storm-control broadcast level 5.00 '] } }));
  expectValid(law, on({ 'Gi0/1': storm }, 'active-backup'));
  expectValid(law, on({ 'Gi0/1': { description: 'left' }, 'Gi0/2': { description: 'right' } }));
});

it('finds a port that has more, less or something else', () => {
  expectFindings(law, on({ 'Gi0/1': storm, 'Gi0/2': storm }), [
    'lab.ports.Gi0/1.raw: hv1 bond0 joins lab Gi0/1 and Gi0/3, whose raw lines differ (+ hv1.nics.eth2.cable: Gi0/3 has no raw lines)',
  ]);
  expectFindings(law, on({ 'Gi0/2': storm }), [
    'lab.ports.Gi0/2.raw: hv1 bond0 joins lab Gi0/1 and Gi0/2, whose raw lines differ (+ hv1.nics.eth0.cable: Gi0/1 has no raw lines)',
  ]);
  expectFindings(law, on({ 'Gi0/1': storm, 'Gi0/2': { raw: ['cdp enable'] }, 'Gi0/3': storm }), [
    'lab.ports.Gi0/1.raw: hv1 bond0 joins lab Gi0/1 and Gi0/2, whose raw lines differ (+ lab.ports.Gi0/2.raw: those of Gi0/2)',
  ]);
});
