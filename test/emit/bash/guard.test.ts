import { describe, expect, it } from 'vitest';
import { device, file, plan, script } from './plans.ts';
import { type Run, type ThrowAwayRoot, throwAwayRoot } from './throw-away-root.ts';

/** eth0 of this machine, cabled to a gateway at .254 and a peer at .9, which are in a network namespace of their own. */
const cabled = `
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
const loggedIn = `
  perl -MIO::Socket -e '$s = IO::Socket::INET->new(Listen => 1, LocalPort => 22) or die; $c = $s->accept; sleep 1000' &
  sleep 0.3
  there bash --norc -c 'exec 3<>/dev/tcp/10.66.6.1/22; sleep 1000' &
  sleep 0.3
`;

const path = '/etc/network/interfaces';
interface Wanted {
  readonly address?: string;
  readonly gateway?: string;
  readonly mtu?: number;
  /** A file that another script has not. */
  readonly more?: boolean;
}

const interfaces = ({ address = '10.66.6.1/24', gateway = '10.66.6.254', mtu = 1500 }: Wanted): string =>
  `auto lo\niface lo inet loopback\n\nauto eth0\niface eth0 inet static\n\taddress ${address}\n\tgateway ${gateway}\n\tmtu ${mtu}\n`;

/** The script; what the network takes to settle, 60 seconds, is cut short. */
const wanted = (it: Wanted): string => {
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

const machine = (was: Wanted = {}): ThrowAwayRoot => {
  const root = throwAwayRoot({ standIns: { sync: '' } });
  root.write(path, interfaces(was));
  root.write('/run/network/ifstate', 'lo=lo\neth0=eth0\n');
  for (const folder of ['if-pre-up', 'if-up', 'if-down', 'if-post-down'])
    root.write(`/etc/network/${folder}.d/.keep`, '');
  return root;
};

/** One network: the script in it, what happens meanwhile, and how it looks when all is over. */
const apply = (
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

const asBefore = 'has 10.66.6.1/24\ndefault via 10.66.6.254 dev eth0 \nguard.outcome\n';

describe('a change of the network', () => {
  it('that loses nobody stays, and leaves nothing behind', () => {
    const root = machine();
    const run = apply(root, { mtu: 1400 }, { network: cabled + loggedIn });
    expect(run.err).toBe('');
    expect(run.out).toContain('changed       device:eth0');
    expect(run.out).toMatch(/exit 0\nhas 10\.66\.6\.1\/24\ndefault via 10\.66\.6\.254 dev eth0 \n$/);
    expect(root.read(path)).toBe(interfaces({ mtu: 1400 }));
  });

  it('to another address stays if nobody is logged in at the old one', () => {
    const run = apply(machine(), { address: '10.66.6.2/24' });
    expect(run.out).toMatch(/exit 0\nhas 10\.66\.6\.2\/24\ndefault via 10\.66\.6\.254 dev eth0 \n$/);
  });

  it('to another address goes back if somebody is', () => {
    const root = machine();
    const run = apply(root, { address: '10.66.6.2/24' }, { network: cabled + loggedIn });
    expect(run.err).toContain('these do not answer any more: the address 10.66.6.1, at which sessions end\n');
    expect(run.err).toContain('the network is as it was before\n');
    expect(run.out).toContain(`not reached   file:/etc/after\n`);
    expect(run.out).toContain(`exit 1\n${asBefore}`);
    expect(root.read(path)).toBe(interfaces({}));
  });

  it('to a gateway that does not answer goes back', () => {
    const run = apply(machine(), { gateway: '10.66.6.253' });
    expect(run.err).toContain('these do not answer any more: the default gateway\n');
    expect(run.out).toContain(`exit 1\n${asBefore}`);
  });

  it('to a gateway that does not answer stays if the one before did not either', () => {
    const deaf = `${cabled}\nthere ip link set far down\n`;
    const run = apply(machine(), { gateway: '10.66.6.253' }, { network: deaf });
    expect(run.out).toMatch(/exit 0\nhas 10\.66\.6\.1\/24\ndefault via 10\.66\.6\.253 dev eth0/);
  });

  it('to a subnet where nobody is goes back', () => {
    const run = apply(machine(), { address: '10.66.7.1/24', gateway: '10.66.7.254' });
    expect(run.err).toContain('hv2 (10.66.6.9, on eth0)');
    expect(run.out).toContain(`exit 1\n${asBefore}`);
  });

  it('to an address that somebody has is refused, and nothing is touched', () => {
    const root = machine();
    const run = apply(root, { address: '10.66.6.9/24' });
    expect(run.err).toContain('somebody else answers at 10.66.6.9: 10.66.6.9 dev eth0 lladdr ');
    expect(run.out).toMatch(/exit 3\nhas 10\.66\.6\.1\/24\ndefault via 10\.66\.6\.254 dev eth0 \n$/);
    expect(root.read(path)).toBe(interfaces({}));
  });

  it('that cannot be brought up goes back', () => {
    const root = machine();
    root.write(
      '/etc/network/if-pre-up.d/no',
      '#!/bin/sh\ngrep -q 1400 /etc/network/interfaces && exit 1\nexit 0\n',
      0o755,
    );
    const run = apply(root, { mtu: 1400 });
    expect(run.err).toContain('eth0 could not be brought up');
    expect(run.out).toContain(`exit 1\n${asBefore}`);
    expect(root.read(path)).toBe(interfaces({}));
  });
});

describe('a change of the network goes back when apply.sh ends', () => {
  for (const signal of ['KILL', 'TERM', 'HUP']) {
    it(`by SIG${signal} before anything is activated`, () => {
      const root = machine();
      root.write('/etc/network/if-down.d/slow', '#!/bin/sh\nsleep 3\n', 0o755);
      const run = apply(
        root,
        { address: '10.66.6.2/24' },
        { during: `until_phase activating; kill -${signal} $apply`, after: 'over' },
      );
      expect(run.out).toContain(asBefore);
      expect(root.read(path)).toBe(interfaces({}));
    });
  }

  it.each([
    ['boot', 'bash --norc /var/lib/rackwright/guard/supervise.sh boot'],
    ['run', 'bash --norc /real.sh --only after'],
  ])(
    'by SIGKILL before anybody is there to take it back: the next %s puts nothing back, since nothing was touched',
    (_, next) => {
      const root = machine();
      root.write('/local/sbin/setsid', '#!/bin/sh\nsleep 1000\n', 0o755);
      const run = apply(
        root,
        { address: '10.66.6.2/24' },
        {
          during: `until_phase arming; kill -KILL $apply; printf '# by hand\n' >${path}`,
          after: `${next}; echo "next $?"`,
        },
      );
      expect(run.err).not.toContain('taken back');
      expect(run.out).toMatch(/next 0\nhas 10\.66\.6\.1\/24\ndefault via 10\.66\.6\.254 dev eth0 \n$/);
      expect(root.read(path)).toBe('# by hand\n');
    },
  );

  it('by SIGKILL before it touched anything, with somebody there: nothing is put back either', () => {
    const root = machine();
    root.write(
      '/local/bin/mv',
      '#!/bin/sh\ncase $* in *guard/phase) sleep 1000 ;; esac\nexec /usr/bin/mv "$@"\n',
      0o755,
    );
    const run = apply(
      root,
      { address: '10.66.6.2/24' },
      {
        during: `until [[ -e /var/lib/rackwright/guard/supervisor ]]; do sleep 0.05; done
          kill -KILL $apply; printf '# by hand\n' >${path}`,
        after: 'over',
      },
    );
    expect(run.out).toMatch(/exit 137\nhas 10\.66\.6\.1\/24\ndefault via 10\.66\.6\.254 dev eth0 \n$/);
    expect(root.read(path)).toBe('# by hand\n');
  });

  it('by SIGKILL while it looks around', () => {
    const root = machine();
    const run = apply(
      root,
      { gateway: '10.66.6.253' },
      { during: 'until_phase probing; kill -KILL $apply', after: 'over' },
    );
    expect(run.out).toContain(`exit 137\n${asBefore}`);
    expect(root.read('/var/lib/rackwright/guard.outcome')).toBe('apply.sh ended in the middle\n');
  });

  it.each([
    ['is killed', 'until_phase probing; kill -KILL $apply', ''],
    ['sees it by itself', '', ''],
    ['asks, and nobody answers', '', '--confirm-within 2'],
  ])('and with it what the list says of who owns what, if the script %s', (_, during, asking) => {
    const root = machine();
    expect(apply(root, { more: true }).out).toContain('exit 0\n');
    const owned = root.read('/var/lib/rackwright/owned');
    const agreed = `--prune $(bash --norc /real.sh --check --json | sed -n 's/.*"prune":"\\([0-9a-f]*\\)".*/\\1/p')`;
    const run = apply(root, { gateway: '10.66.6.253' }, { args: `${agreed} ${asking}`, during, after: 'over' });
    expect(run.out).toContain('removed       file:/etc/network/interfaces.d/more\n');
    expect(root.read(path)).toBe(interfaces({}));
    expect(root.read('/etc/network/interfaces.d/more')).toBe('# more\n');
    expect(root.read('/var/lib/rackwright/owned')).toBe(owned);
  });

  it('and with it the list itself, if there was none', () => {
    const root = machine();
    apply(root, { gateway: '10.66.6.253' }, { during: 'until_phase probing; kill -KILL $apply', after: 'over' });
    expect(root.read('/var/lib/rackwright/owned')).toBe('');
  });

  it('because it hangs', () => {
    const root = machine();
    root.write(
      '/etc/network/if-pre-up.d/hang',
      '#!/bin/sh\ngrep -q 1400 /etc/network/interfaces && sleep 500\nexit 0\n',
      0o755,
    );
    const run = apply(
      root,
      { mtu: 1400 },
      {
        during: 'until_phase activating; echo activating 2 >/var/lib/rackwright/guard/phase',
        after: 'over',
      },
    );
    expect(run.out).toContain(`exit 137\n${asBefore}`);
  });

  it('with the machine: the next boot finds the old files, before it brings the network up', () => {
    const root = machine();
    const run = apply(
      root,
      { mtu: 1400, gateway: '10.66.6.253' },
      {
        during:
          'until_phase probing; read -r supervisor _ </var/lib/rackwright/guard/supervisor; kill -KILL $apply $supervisor; sleep 0.2',
        after: `
        cat /etc/systemd/system/sysinit.target.wants/rackwright-guard.service
        bash --norc /var/lib/rackwright/guard/supervise.sh boot; echo "boot $?"`,
      },
    );
    expect(run.out).toContain('ExecStart=/bin/bash /var/lib/rackwright/guard/supervise.sh boot\n');
    expect(run.out).toContain('boot 0\n');
    expect(run.out).toMatch(/\nguard\.outcome\n$/);
    expect(root.read(path)).toBe(interfaces({}));
  });

  it('with its supervisor: the next run takes it back before it does anything', () => {
    const root = machine();
    const run = apply(
      root,
      { gateway: '10.66.6.253' },
      {
        during:
          'until_phase probing; read -r supervisor _ </var/lib/rackwright/guard/supervisor; kill -KILL $apply $supervisor; sleep 0.2',
        after: `
        bash --norc /real.sh --check; echo "check $?"
        bash --norc /real.sh --no-activate-network; echo "again $?"`,
      },
    );
    expect(run.err).toContain('the last change of the network was cut off, and is taken back first\n');
    expect(run.out).toContain('default via 10.66.6.254 dev eth0');
    expect(run.out).toContain('pending activation');
  });

  it('though its supervisor has gone, if it sees by itself that it was wrong', () => {
    const run = apply(
      machine(),
      { gateway: '10.66.6.253' },
      {
        during:
          'until_phase probing; read -r supervisor _ </var/lib/rackwright/guard/supervisor; kill -KILL $supervisor',
      },
    );
    expect(run.out).toContain(`exit 1\n${asBefore}`);
  });
});

describe('--confirm-within', () => {
  it('takes the change back when nobody confirms', () => {
    const run = apply(machine(), { mtu: 1400 }, { args: '--confirm-within 2' });
    expect(run.err).toContain('bash apply.sh --confirm\n');
    expect(run.err).toContain('nobody has confirmed it');
    expect(run.out).toContain(`exit 1\n${asBefore}`);
  });

  it('keeps it when somebody does, even one that loses a session', () => {
    const run = apply(
      machine(),
      { address: '10.66.6.2/24' },
      {
        args: '--confirm-within 30',
        network: cabled + loggedIn,
        during:
          'until_phase waiting; bash --norc /real.sh; echo "second $?"; bash --norc /real.sh --confirm; echo "confirm $?"',
      },
    );
    expect(run.out).toContain('second 3\n');
    expect(run.out).toContain('the change of the network stays\nconfirm 0\n');
    expect(run.out).toMatch(/exit 0\nhas 10\.66\.6\.2\/24\ndefault via 10\.66\.6\.254 dev eth0 \n$/);
  });

  it('does not depend on the session it was asked from', () => {
    const run = apply(
      machine(),
      { mtu: 1400 },
      {
        args: '--confirm-within 30',
        during: 'until_phase waiting; kill -KILL $apply; bash --norc /real.sh --confirm; echo "confirm $?"',
        after: 'over',
      },
    );
    expect(run.out).toContain('confirm 0\nexit 137\nhas 10.66.6.1/24\n');
    expect(run.out).not.toContain('guard.outcome');
  });

  it('--confirm without a change is refused', () => {
    expect(machine().run(wanted({}), { args: ['--confirm'] })).toMatchObject({
      status: 3,
      err: expect.stringContaining('no change of the network is under way'),
    });
  });

  it('wants a number', () => {
    for (const word of ['', '0', '1e3', '-5', '$(id)'])
      expect(machine().run(wanted({}), { args: ['--confirm-within', word] }).status).toBe(64);
  });
});

describe('nothing is armed', () => {
  const armed = 'apply.sh: armed\n';
  const watched = (it: Wanted): string => {
    const text = wanted(it).replace('\nkeep_all() {\n', `\nkeep_all() {\n  printf '${armed.trim()}\\n' >&2\n`);
    expect(text).toContain(armed.trim());
    return text;
  };
  const run = (root: ThrowAwayRoot, it: Wanted, args: readonly string[] = []) =>
    root.run(watched(it), { args, before: cabled });

  it('by a run that changes nothing of the network', () => {
    const root = machine();
    expect(run(root, {}).err).toBe('');
    expect(run(root, {}).out).toContain('0 changed, 3 ok');
  });
  it('by --check, nor by --no-activate-network', () => {
    expect(run(machine(), { mtu: 1400 }, ['--check']).err).toBe('');
    expect(run(machine(), { mtu: 1400 }, ['--no-activate-network']).err).toBe('');
  });
  it('but by one that does', () => {
    expect(run(machine(), { mtu: 1400 }).err).toBe(armed);
  });
});

describe('what could not be taken back is refused', () => {
  it('because nobody can be set to do it', () => {
    const root = machine();
    root.write('/local/sbin/setsid', '#!/bin/sh\nexit 1\n', 0o755);
    const run = apply(root, { mtu: 1400 });
    expect(run.err).toContain('the network was left as it is: nobody could be set to take it back');
    expect(run.out).toMatch(/exit 3\nhas 10\.66\.6\.1\/24\ndefault via 10\.66\.6\.254 dev eth0 \n$/);
    expect(root.read(path)).toBe(interfaces({}));
  });

  it('because nothing more can be kept', () => {
    const root = machine();
    root.write('/local/bin/mv', '#!/bin/sh\ncase $* in *guard/phase) exit 1 ;; esac\nexec /usr/bin/mv "$@"\n', 0o755);
    const run = apply(root, { mtu: 1400 });
    expect(run.err).toBe(
      'apply.sh for hv1: file:/etc/network/interfaces failed\n' +
        '  why  the network was left as it is: what is there now could not be kept under /var/lib/rackwright\n' +
        '  do   make room or repair it, then run apply.sh again\n',
    );
    expect(run.out).toMatch(/exit 3\nhas 10\.66\.6\.1\/24\ndefault via 10\.66\.6\.254 dev eth0 \n$/);
    expect(root.read(path)).toBe(interfaces({}));
  });

  it('because a device was made by hand', () => {
    const bridge = script(
      plan([
        { name: 'network', steps: [file(path, interfaces({})), device('bridge', 'br7', { files: [path], mtu: 1400 })] },
      ]),
    );
    const run = machine().run(bridge, { before: `${cabled}\nip link add br7 type bridge` });
    expect(run.status).toBe(3);
    expect(run.err).toContain('br7 was made by hand, and no file of this machine says how');
  });
});
