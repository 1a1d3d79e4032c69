import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { el9 } from '../../../dsl/platforms/el9.ts';
import { connectedByOthers, kernel, keyfile, make, site, standIns, touched } from './made-up-network.ts';
import type { ThrowAwayRoot } from './throw-away-root.ts';

const args = ['--activate-network'];

/** A machine with all devices, whose manager has none of them connected once it is told to disconnect one. */
const converged = (afterwards: string): ThrowAwayRoot => {
  const root = make('ID=rocky\nVERSION_ID=9.4\n', {
    ...standIns,
    nmcli: `case $* in
      *disconnect*) : >/devices; ${afterwards} ;;
      *up*) cp -a /next/. / ;;
      *CONNECTION*) cat /devices; ${connectedByOthers} ;;
    esac`,
  });
  root.write('/devices', '');
  kernel(root);
  kernel(root, '/next');
  root.run(site(el9, keyfile), { args });
  return root;
};

describe('with NetworkManager', () => {
  it('a port whose controller is fine comes up by its own profile', () => {
    const root = make('ID=rocky\nVERSION_ID=9.4\n');
    kernel(root);
    kernel(root, '/next');
    root.run(site(el9, keyfile), { args });
    touched(root);
    root.write('/sys/class/net/eth1/mtu', '1500\n');
    expect(root.run(site(el9, keyfile), { args }).status).toBe(0);
    expect(touched(root)).toEqual(['nmcli connection reload', 'nmcli --wait 60 connection up id eth1']);
  });

  it.each([
    [
      'joins by itself a little later is left to it',
      '[ ! -d /sys/class/net/eth1 ] || echo 9000 >/sys/class/net/eth1/mtu',
      [],
    ],
    ['does not join by itself is brought up', '', ['nmcli --wait 60 connection up id eth1']],
  ])('a port whose controller was brought up and that %s', (_, later, asked) => {
    const root = make('ID=rocky\nVERSION_ID=9.4\n', {
      ...standIns,
      nmcli: `case $* in *eth1) echo 9000 >/sys/class/net/eth1/mtu ;; *bond0) cp -a /next/. / ;; *CONNECTION*) ${connectedByOthers} ;; esac`,
      sleep: later,
    });
    root.write('/kernel/addr', '');
    root.write('/kernel/route', '');
    kernel(root, '/next');
    root.write('/next/sys/class/net/eth1/mtu', '1500\n');
    expect(root.run(site(el9, keyfile), { args })).toMatchObject({ status: 0, err: '' });
    expect(touched(root)).toEqual([
      'nmcli connection reload',
      'nmcli --wait 60 connection up id bond0',
      ...asked,
      'nmcli --wait 60 connection up id br666',
    ]);
  });

  it.each([
    ['nothing', ''],
    ['dashes', '--'],
  ])(
    'a bond without a profile, of which it says %s, was made by hand, and stays: nobody could make it again',
    (_, none) => {
      const root = make('ID=rocky\nVERSION_ID=9.4\n', {
        ...standIns,
        nmcli: `case $* in *CONNECTION*) for it in bond0 br666; do echo "$it:unmanaged:${none}"; done ;; esac`,
      });
      kernel(root);
      const run = root.run(site(el9, keyfile), { args });
      expect(run.err).toContain('bond0 was made by hand, and no file of this machine says how');
      expect(run.status).toBe(3);
      expect(touched(root)).toEqual([]);
    },
  );

  it('what NetworkManager brings up by itself, of profiles that it has not had before, is left to it', () => {
    const devices = ['eth0', 'eth1', 'bond0', 'bond0.666', 'br666'];
    const root = make('ID=rocky\nVERSION_ID=9.4\n', {
      ...standIns,
      nmcli: `case $* in *reload) mv /afterwards /devices ;; *disconnect*eth1) sed -i /^eth1:/d /devices ;; *up*) cp -a /next/. / ;; *CONNECTION*) cat /devices; ${connectedByOthers} ;; esac`,
      // The bridge waits for its port, and that for LACP. The guard's process sleeps too.
      sleep: `[ -e /afterwards ] || echo >>/slept
        [ "$(cat /slept 2>/dev/null | wc -l)" -lt 3 ] || ! mkdir /awake 2>/dev/null || { cp -a /next/. /; sed -i 's/connecting (prepare)/connected/' /devices; }`,
    });
    root.write('/kernel/addr', '');
    root.write('/kernel/route', '');
    kernel(root, '/next');
    root.write('/devices', 'eth0:connecting (getting IP configuration):Wired connection 1\n');
    root.write(
      '/afterwards',
      devices.map((it) => `${it}:${it === 'br666' ? 'connecting (prepare)' : 'connected'}:${it}\n`).join(''),
    );
    expect(root.run(site(el9, keyfile), { args })).toMatchObject({ status: 0, err: '' });
    expect(touched(root)).toEqual(['nmcli connection reload']);
    root.write(keyfile('eth1'), 'other\n');
    root.write('/afterwards', readFileSync(join(root.path, 'devices'), 'utf8'));
    expect(root.run(site(el9, keyfile), { args })).toMatchObject({ status: 0, err: '' });
    expect(touched(root)).toEqual([
      'nmcli connection reload',
      'nmcli --wait 60 device disconnect eth1',
      'nmcli --wait 60 connection up id eth1',
    ]);
  });

  it.each([
    ['stays down', '', ['nmcli --wait 60 connection up id br666']],
    ['is brought up by one of its ports', 'cp -a /next/. /; echo br666:connected:br666 >/devices', []],
  ])('a device that is up is taken down first, and if it then %s', (_, afterwards, asked) => {
    const root = converged(afterwards);
    root.write('/sys/class/net/br666/bridge/stp_state', '0\n');
    root.write('/devices', 'eth0:connected:eth0\nbr666:connected:br666\n');
    touched(root);
    expect(root.run(site(el9, keyfile), { args })).toMatchObject({ status: 0, err: '' });
    expect(touched(root)).toEqual(['nmcli connection reload', 'nmcli --wait 60 device disconnect br666', ...asked]);
  });

  it('a port that asks for an address by another profile, since its controller has gone, is not waited for', () => {
    const root = converged('echo "eth0:connecting (getting IP configuration):Wired connection 1" >/devices');
    root.write('/sys/class/net/bond0/bonding/miimon', '0\n');
    root.write('/devices', 'eth0:connected:eth0\nbond0:connected:bond0\n');
    root.commands();
    expect(root.run(site(el9, keyfile), { args })).toMatchObject({ status: 0, err: '' });
    const said = root.commands().filter((it) => it.startsWith('nmcli'));
    const down = said.indexOf('nmcli --wait 60 device disconnect bond0');
    // Twice in a row as it is, and nobody looks any longer.
    expect(said.slice(down, down + 4)).toEqual([
      'nmcli --wait 60 device disconnect bond0',
      'nmcli -t -f DEVICE,STATE,CONNECTION device',
      'nmcli -t -f DEVICE,STATE,CONNECTION device',
      'nmcli --wait 60 connection up id bond0',
    ]);
  });

  it('a profile that an earlier run changed is pending until it is brought up, or the machine starts anew', () => {
    const root = make('ID=rocky\nVERSION_ID=9.4\n');
    kernel(root);
    kernel(root, '/next');
    root.write('/proc/sys/kernel/random/boot_id', 'one\n');
    expect(root.run(site(el9, keyfile), { args }).status).toBe(0);
    touched(root);
    root.write(keyfile('br666'), 'dns=192.0.2.1;\n');
    expect(root.run(site(el9, keyfile), { args: ['--no-activate-network'] }).status).toBe(0);
    const check = () => root.run(site(el9, keyfile), { args: ['--check'] });
    expect(check()).toMatchObject({
      status: 4,
      out: expect.stringContaining(`would change  device:br666  (${keyfile('br666')} has changed)\n`),
    });
    root.write('/proc/sys/kernel/random/boot_id', 'two\n');
    expect(check().status).toBe(0);
    root.write('/proc/sys/kernel/random/boot_id', 'one\n');
    expect(root.run(site(el9, keyfile), { args }).out).toContain('changed       device:br666\n1 changed, 9 ok\n');
    expect(touched(root)).toEqual(['nmcli connection reload', 'nmcli --wait 60 connection up id br666']);
    expect(check().status).toBe(0);
  });
});
