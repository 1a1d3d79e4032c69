import { it } from 'vitest';
import { channelForwardsOnAllPorts as law } from '../../dsl/checks/channel-forwards-on-all-ports.ts';
import { expectFindings, expectValid, host, joined, nics, plain, site } from './harness.ts';

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

it('takes eight; more than the switch takes at all is another law', () => {
  expectValid(law, on('lacp', 8));
  expectValid(law, on('lacp', 17));
  expectValid(law, on('balance-xor', 9));
});

it('finds nine to sixteen, on a link once', () => {
  expectFindings(law, on('lacp', 9), ['hv1.bonds.bond0.members: hv1 bond0 has 9 ports of sw1, of which 8 forward']);
  expectFindings(law, on('lacp', 16), ['hv1.bonds.bond0.members: hv1 bond0 has 16 ports of sw1, of which 8 forward']);
  const cables = ports(12).map((it) => [sw1.port(it), sw2.port(it)]);
  expectFindings(law, site([sw1, sw2, joined('wide', { cables })]), [
    'wide.cables: link wide has 12 ports of sw1, of which 8 forward',
  ]);
});
