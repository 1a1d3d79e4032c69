import { it } from 'vitest';
import { channelHasRoom as law } from '../../dsl/checks/channel-has-room.ts';
import { expectFindings, expectFixes, expectValid, host, joined, nics, plain, site } from './harness.ts';

const [sw1, sw2] = [plain('sw1'), plain('sw2')];
const ports = (count: number) => Array.from({ length: count }, (_, n) => `Gi0/${n + 1}`);
const on = (mode: string, count: number) =>
  site([
    sw1,
    host('hv1', {
      nics: nics(1, ...ports(count).map((it) => sw1.port(it))),
      bonds: { bond0: { mode, members: ports(count).map((_, n) => `eth${n}`) } },
    }),
  ]);

it('takes sixteen with LACP, eight without, and any number that makes no channel', () => {
  expectValid(law, on('lacp', 16));
  expectValid(law, on('balance-xor', 8));
  expectValid(law, on('active-backup', 20));
});

it('finds one more', () => {
  expectFindings(law, on('lacp', 17), [
    'hv1.bonds.bond0.members: hv1 bond0 has 17 ports of sw1, which takes 16 into one channel',
  ]);
  expectFindings(law, on('balance-xor', 9), [
    'hv1.bonds.bond0.members: hv1 bond0 has 9 ports of sw1, which takes 8 into one channel without LACP',
  ]);
  expectFixes(law, on('balance-rr', 9), ['Join 8 links, which is as many as ever forward.']);
});

it('tells a link once, though both its ends are too wide', () => {
  const cables = ports(17).map((it) => [sw1.port(it), sw2.port(it)]);
  expectFindings(law, site([sw1, sw2, joined('wide', { cables })]), [
    'wide.cables: link wide has 17 ports of sw1, which takes 16 into one channel',
  ]);
});
