import { it } from 'vitest';
import { modprobeConfIsWhole as law } from '../../dsl/checks/modprobe-conf-is-whole.ts';
import { el5, el6 } from '../../dsl/index.ts';
import { box, expectFindings, expectFixes, expectValid, nics, plain, site } from './harness.ts';

const sw1 = plain('sw1');
const on = (platform: unknown, spec: object, bonded = true) =>
  site([
    sw1,
    box('web1', {
      platform,
      nics: nics(1, sw1.port('Gi0/1'), sw1.port('Gi0/2')),
      ...(bonded ? { bonds: { bond0: { mode: 'lacp', members: ['eth0', 'eth1'] } } } : {}),
      ...spec,
    }),
  ]);
const cards = ['alias eth0 bnx2', ' alias  eth1\tbnx2'];

it.each([
  ['every card, and more', on(el5, { modprobe: [...cards, 'options bnx2 disable_msi=1', '# alias eth7 e1000'] })],
  ['a host without bonds, whose file is left alone', on(el5, {}, false)],
  ['another release', on(el6, {})],
])('says nothing of %s', (_, stack) => expectValid(law, stack));

it('refuses a file of which nothing is said, or too little', () => {
  const both = '(+ web1.nics.eth0: eth0, web1.nics.eth1: eth1)';
  expectFindings(law, on(el5, {}), [`web1: modprobe of web1 names no driver of eth0, eth1 ${both}`]);
  expectFindings(law, on(el5, { modprobe: [] }, false), [
    `web1.modprobe: modprobe of web1 names no driver of eth0, eth1 ${both}`,
  ]);
  expectFindings(law, on(el5, { modprobe: ['alias eth1 bnx2', 'options eth0 x=1'] }), [
    'web1.modprobe: modprobe of web1 names no driver of eth0 (+ web1.nics.eth0: eth0)',
  ]);
  expectFixes(law, on(el5, { modprobe: ['alias eth0 bnx2'] }), [
    "Copy the lines of /etc/modprobe.conf of web1 into modprobe, all but those of bonds: 'alias eth1 bnx2', 'alias scsi_hostadapter megaraid_sas'.",
  ]);
});

it('refuses the alias of a bond, which is derived', () => {
  expectFindings(law, on(el5, { modprobe: [...cards, 'alias bond0 bonding'] }), [
    'web1.modprobe.2: modprobe of web1 names the driver of bond0, which is derived (+ web1.bonds.bond0: bond0)',
  ]);
});

it('refuses it where the release has a folder for it', () => {
  expectFindings(law, on(el6, { modprobe: cards }), [
    'web1.modprobe: web1 has modprobe, which is of Enterprise Linux 5 only',
  ]);
});
