import { it } from 'vitest';
import { linkJoinsTwoSwitches as law } from '../../dsl/checks/link-joins-two-switches.ts';
import { expectFindings, expectFixes, expectValid, joined, plain, site } from './harness.ts';

const [sw1, sw2, sw3] = [plain('sw1'), plain('sw2'), plain('sw3')];
const on = (...cables: readonly unknown[]) => site([sw1, sw2, sw3, joined('uplink', { cables })]);

it('takes one cable and several between the same two', () => {
  expectValid(law, on([sw1.port('Gi0/1'), sw2.port('Gi0/1')]));
  expectValid(law, on([sw1.port('Gi0/1'), sw2.port('Gi0/1')], [sw1.port('Gi0/2'), sw2.port('Gi0/2')]));
});

it('finds a cable to a third switch, at the end that is wrong', () => {
  const far = on([sw1.port('Gi0/1'), sw2.port('Gi0/1')], [sw1.port('Gi0/2'), sw3.port('Gi0/1')]);
  expectFindings(law, far, [
    'uplink.cables.1.1: link uplink joins sw1 and sw2, and this cable sw1 and sw3 (+ uplink.cables.0.1: the first cable goes from sw1 to sw2)',
  ]);
  expectFixes(law, far, ['Write a port of sw2, or make the cable a link of its own.']);
  expectFindings(law, on([sw1.port('Gi0/1'), sw2.port('Gi0/1')], [sw3.port('Gi0/2'), sw2.port('Gi0/2')]), [
    'uplink.cables.1.0: link uplink joins sw1 and sw2, and this cable sw3 and sw2 (+ uplink.cables.0.0: the first cable goes from sw1 to sw2)',
  ]);
});

it('finds a cable that is written the other way round', () => {
  const turned = on([sw1.port('Gi0/1'), sw2.port('Gi0/1')], [sw2.port('Gi0/2'), sw1.port('Gi0/2')]);
  expectFindings(law, turned, [
    'uplink.cables.1.0: link uplink goes from sw1 to sw2, and this cable from sw2 to sw1 (+ uplink.cables.0.0: the first cable goes from sw1 to sw2)',
  ]);
  expectFixes(law, turned, ['Write the port of sw1 first.']);
});

it('finds a cable that comes back', () => {
  expectFindings(law, on([sw1.port('Gi0/1'), sw1.port('Gi0/2')]), [
    'uplink.cables.0: a cable of link uplink joins sw1 with itself',
  ]);
  expectFindings(law, on([sw1.port('Gi0/1'), sw2.port('Gi0/2')], [sw2.port('Gi0/1'), sw2.port('Gi0/3')]), [
    'uplink.cables.1: a cable of link uplink joins sw2 with itself',
  ]);
});

it('says nothing of the others when the first comes back: what they should join is not known', () => {
  expectFindings(
    law,
    on(
      [sw1.port('Gi0/1'), sw1.port('Gi0/2')],
      [sw1.port('Gi0/3'), sw2.port('Gi0/3')],
      [sw2.port('Gi0/4'), sw3.port('Gi0/4')],
    ),
    ['uplink.cables.0: a cable of link uplink joins sw1 with itself'],
  );
});
