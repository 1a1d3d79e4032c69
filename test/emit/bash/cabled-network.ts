import { expect } from 'vitest';
import { device, file, plan, script } from './plans.ts';
import { type Run, type ThrowAwayRoot, throwAwayRoot } from './throw-away-root.ts';

/** eth0 of this machine, cabled to a gateway at .254 and a peer at .9, which are in a network namespace of their own. */
export const cabled = `
  ip link add eth0 type veth peer name far
  unshare -n sleep 1000 & far=$!
  while [ "$(readlink proc/$far/ns/net)" = "$(readlink proc/$$/ns/net)" ]; do sleep 0.05; done
  ip link set far netns $far
  there() { nsenter --net=proc/$far/ns/net "$@"; }
  there ip link set lo up
  there ip addr add 10.66.6.254/24 dev far
  there ip addr add 10.66.6.9/24 dev far
  there ip link set far up
  ip addr add 10.66.6.1/24 dev eth0
  ip link set eth0 up
  ip route add default via 10.66.6.254
`;

/** Somebody at .9 is logged in. */
export const loggedIn = `
  perl -MIO::Socket -e '$s = IO::Socket::INET->new(Listen => 1, LocalPort => 22) or die; $c = $s->accept; sleep 1000' &
  sleep 0.3
  there bash --norc -c 'exec 3<>/dev/tcp/10.66.6.1/22; sleep 1000' &
  sleep 0.3
`;

export const path = '/etc/network/interfaces';
export interface Wanted {
  readonly address?: string;
  readonly gateway?: string;
  readonly mtu?: number;
  /** A file that another script has not. */
  readonly more?: boolean;
}

export const interfaces = ({ address = '10.66.6.1/24', gateway = '10.66.6.254', mtu = 1500 }: Wanted): string =>
  `auto lo\niface lo inet loopback\n\nauto eth0\niface eth0 inet static\n\taddress ${address}\n\tgateway ${gateway}\n\tmtu ${mtu}\n`;

/** The script; what the network takes to settle, 60 seconds, is cut short. */
export const wanted = (it: Wanted): string => {
  const { address = '10.66.6.1/24', gateway = '10.66.6.254', mtu = 1500 } = it;
  const text = script(
    plan([
      {
        name: 'network',
        guard: 'network',
        neighbours: [
          { device: 'eth0', address: '10.66.6.254', who: 'the gateway of management', mtu, from: [] },
          { device: 'eth0', address: '10.66.6.9', who: 'hv2', mtu, from: [] },
        ],
        steps: [
          file(path, interfaces(it)),
          ...(it.more ? [file('/etc/network/interfaces.d/more', '# more\n')] : []),
          device('nic', 'eth0', { mtu, addresses: [address], gateway, files: [path] }),
        ],
      },
      { name: 'after', steps: [file('/etc/after', 'x\n')] },
    ]),
  );
  expect(text).toContain('probe_seconds=60\n');
  return text.replace('probe_seconds=60\n', 'probe_seconds=2\n');
};

interface Around {
  readonly args?: string;
  /** What happens while it runs; `$apply` is its process. */
  readonly during?: string;
  readonly after?: string;
  /** The network, and who is in it. */
  readonly network?: string;
}

export const machine = (was: Wanted = {}): ThrowAwayRoot => {
  const root = throwAwayRoot({ standIns: { sync: '' } });
  root.write(path, interfaces(was));
  root.write('/run/network/ifstate', 'lo=lo\neth0=eth0\n');
  for (const folder of ['if-pre-up', 'if-up', 'if-down', 'if-post-down'])
    root.write(`/etc/network/${folder}.d/.keep`, '');
  return root;
};

/** One network: the script in it, what happens meanwhile, and how it looks when all is over. */
export const apply = (
  root: ThrowAwayRoot,
  it: Wanted,
  { args = '', during = '', after = '', network = cabled }: Around = {},
): Run => {
  root.write('/real.sh', wanted(it));
  return root.run(
    `until_phase() {
      for ((i = 0; i < 300; i++)); do
        { read -r phase _ </var/lib/rackwright/guard/phase; } 2>/dev/null && [[ $phase == "$1" ]] && return
        sleep 0.05
      done
      echo "$1 was never reached"
    }
    over() { for ((i = 0; i < 300; i++)); do [[ -e /var/lib/rackwright/guard ]] || return; sleep 0.1; done; echo "it is never over"; }
    bash --norc /real.sh ${args} & apply=$!
    ${during}
    wait $apply; echo "exit $?"
    ${after}
    ip -o -4 addr show dev eth0 | while read -r _ _ _ address _; do echo "has $address"; done
    ip -4 route show default | sed 's, onlink,,'
    ls -A /var/lib/rackwright /etc/systemd/system 2>/dev/null | grep guard`,
    { before: network },
  );
};

export const asBefore = 'has 10.66.6.1/24\ndefault via 10.66.6.254 dev eth0 \nguard.outcome\n';
