import { describe, expect, it } from 'vitest';
import { apply, asBefore, cabled, interfaces, loggedIn, machine, path, type Wanted, wanted } from './cabled-network.ts';
import { device, file, plan, script } from './plans.ts';
import type { ThrowAwayRoot } from './throw-away-root.ts';

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
