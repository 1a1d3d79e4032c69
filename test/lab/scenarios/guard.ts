import assert from 'node:assert/strict';
import { catalyst3560g, debian12, el9, hypervisor, type Platform, stack, vlans } from 'rackwright';
import { apply, consent } from '../applied.ts';
import { bondState, comesTo, isWhole, type NetworkState, networkState } from '../kernel.ts';
import type { Lab, LabHost } from '../lab.ts';
import type { Somewhere } from '../machine.ts';
import { now, patience, until } from '../patience.ts';
import { answers } from '../ping.ts';
import type { Scenario } from '../scenario.ts';

interface Wanted {
  readonly platform?: Platform;
  readonly vlan?: number;
  readonly mode?: 'lacp' | 'balance-rr';
  readonly subnet?: `${number}.${number}.${number}.0/24`;
  readonly gateway?: `${number}.${number}.${number}.${number}`;
  readonly address?: `${number}.${number}.${number}.${number}`;
  /** Something that nobody misses. */
  readonly mtu?: number;
}

/** A hypervisor that is managed through the VLAN of its bridge, from behind a firewall. */
const site = (it: Wanted = {}) => {
  const { platform = debian12, vlan = 666, mode = 'lacp', subnet = '10.66.6.0/24', gateway = '10.66.6.254' } = it;
  const net = vlans({
    management: { id: vlan, subnet, gateway, trust: 'management' },
    storage: { id: 667, subnet: '10.66.7.0/24', mtu: it.mtu ?? 9000, trust: 'storage' },
  });
  const sw1 = catalyst3560g('sw1', {
    model: 'WS-C3560G-24TS',
    ports: { 'Gi0/24': { trunk: [net.management], description: 'firewall' } },
  });
  const hv1 = hypervisor('hv1', {
    platform,
    nics: {
      eno1: { mac: '00:1e:c9:00:01:00', cable: sw1.port('Gi0/1') },
      eno2: { mac: '00:1e:c9:00:01:01', cable: sw1.port('Gi0/2') },
    },
    bonds: { bond0: { mode, members: ['eno1', 'eno2'] } },
    bridges: { br666: { vlan: net.management, on: 'bond0', address: it.address ?? '10.66.6.1' } },
    vlans: [{ vlan: net.storage, on: 'bond0', address: '10.66.7.1' }],
  });
  return stack('guard', [sw1, hv1]);
};

/** What each mistake breaks, the host's own kernel does not see: devices come up, and nobody answers. */
const mistakes: Readonly<Record<string, Wanted>> = {
  'a wrong VLAN': { vlan: 777 },
  'a wrong bond mode': { mode: 'balance-rr' },
  'a wrong address': { subnet: '10.66.9.0/24', gateway: '10.66.9.254', address: '10.66.9.1' },
  'a wrong gateway': { gateway: '10.66.6.253' },
};

/** How a script ends that sees nothing of it: its process, its session, its machine. */
const ends = ['KILL', 'HUP', 'reset'] as const;

/** The network has 60 seconds to settle; here nothing else happens meanwhile, so that eight are enough. */
const hurried = async (lab: Lab, wanted: Wanted): Promise<void> => {
  await lab.become(site(wanted));
  await lab
    .host('hv1')
    .run(
      "grep -q '^  probe_seconds=60$' /root/apply.sh && sed -i 's/^  probe_seconds=60$/  probe_seconds=8/' /root/apply.sh",
    );
};

/** The machine looks for itself: to be asked from outside costs it a shell each time. */
const underWay = (hv1: LabHost, phase: string): Promise<unknown> =>
  hv1.run(
    `until { read -r phase rest </var/lib/rackwright/guard/phase; } 2>/dev/null && [ "$phase" = ${phase} ]; do sleep 0.5; done`,
    patience.apply,
  );

/**
 * NetworkManager counts the devices that it has brought up, and writes the number into their routes; and a bond has
 * the hardware address of the port that joins first, which is chance where it brings up the ports by itself.
 */
const itsOwnWay = /^routes\..*\.metric: |^links\.[\w.]+\.(perm)?addr(ess)?: /;

/** Everything is as it was, without anybody's help, and the next run may begin. */
const isBack = async (hv1: LabHost, firewall: Somewhere, before: NetworkState, but?: RegExp): Promise<void> => {
  await hv1.run('while [ -e /var/lib/rackwright/guard ]; do sleep 1; done', 120);
  await answers(firewall, '10.66.6.1', 60);
  await comesTo(hv1, before, 'the network is as before', but);
  assert.ok(isWhole(await bondState(hv1, 'bond0')));
};

const start = async (lab: Lab): Promise<Somewhere> => {
  const firewall = lab.outsider('sw1 Gi0/24');
  await firewall.run(
    'ip link add link port name port.666 type vlan id 666 && ip link set port.666 up && ip addr add 10.66.6.254/24 dev port.666',
  );
  return firewall;
};

/** Each mistake is taken back; so is a change whose script ends in a way that no script can see. */
const goesBack = async (
  lab: Lab,
  firewall: Somewhere,
  before: NetworkState,
  platform: Platform,
  note: (text: string) => void,
): Promise<void> => {
  const hv1 = lab.host('hv1');
  const but = platform === el9 ? itsOwnWay : undefined;
  for (const [what, wanted] of Object.entries(mistakes)) {
    await hurried(lab, { ...wanted, platform });
    const began = now();
    const { status, err } = await hv1.apply(...(await consent(hv1)));
    assert.equal(status, 1, `${what} stays:\n${err}`);
    assert.match(err, /the network is as it was before/, what);
    await isBack(hv1, firewall, before, but);
    note(`${what}: back after ${Math.round(now() - began)} s`);
  }
  for (const how of ends) {
    await hurried(lab, { vlan: 777, platform });
    const agreed = await consent(hv1);
    const job = hv1.start(`exec bash /root/apply.sh ${agreed.join(' ')}`);
    await underWay(hv1, 'probing');
    const began = now();
    if (how === 'reset') await hv1.reset();
    else job.signal(how);
    await isBack(hv1, firewall, before, but);
    note(`${how}: back after ${Math.round(now() - began)} s`);
  }
};

/** A session through the network that changes: every word comes back. */
const session = async (hv1: LabHost, firewall: Somewhere) => {
  hv1.start(
    `exec perl -MIO::Socket -e '$l = IO::Socket::INET->new(Listen => 1, LocalPort => 22, ReuseAddr => 1) or die; $c = $l->accept; $c->autoflush; print $c $_ while <$c>'`,
  );
  await until(20, 'somebody listens', async () => (await hv1.attempt('ss -ltn | grep -q :22')).status === 0);
  return firewall.start(
    `exec perl -MIO::Socket -e '$| = 1; $s = IO::Socket::INET->new("10.66.6.1:22") or die "refused"; $s->autoflush; while (1) { print $s "word\\n"; defined(<$s>) or die "lost"; $n++; print "$n\\n"; select undef, undef, undef, 0.2 }'`,
  );
};

/** A change that is right stays, in a session that goes on; where nothing changes, nothing is guarded. */
const staysGood = async (lab: Lab, firewall: Somewhere, platform: Platform): Promise<void> => {
  const hv1 = lab.host('hv1');
  const words = await session(hv1, firewall);
  await hurried(lab, { mtu: 8000, platform });
  assert.match(await apply(hv1), /^changed +device:bond0\.667$/m);
  words.signal('INT');
  const { err } = await words.ended;
  assert.doesNotMatch(err, /lost|refused/);
  assert.match(await hv1.run('cat /sys/class/net/bond0.667/mtu'), /^8000$/m);
  const armed = await hv1.run(
    'ls -d --full-time /var/lib/rackwright; bash /root/apply.sh; ls -d --full-time /var/lib/rackwright; ls -A /var/lib/rackwright',
  );
  assert.match(armed, /^0 changed, /m);
  assert.doesNotMatch(armed, /^guard$/m);
};

/** A change of the network that cuts somebody off is taken back, however it ends; one that does not stays. */
export const guard: Scenario = {
  name: 'guard',
  run: async (bench) => {
    const lab = await bench.lab(site());
    const hv1 = lab.host('hv1');
    const firewall = await start(lab);
    await apply(hv1);
    await answers(firewall, '10.66.6.1');
    const before = await networkState(hv1);

    await goesBack(lab, firewall, before, debian12, bench.note);

    await staysGood(lab, firewall, debian12);
  },
};

/** The same where NetworkManager has the network: its profiles for Enterprise Linux 9, on Debian's NetworkManager. */
export const guardKeyfiles: Scenario = {
  name: 'guard (keyfiles)',
  run: async (bench) => {
    const lab = await bench.lab(site());
    const hv1 = lab.host('hv1');
    const firewall = await start(lab);
    await hv1.run(`
      printf 'ID=rocky\\nVERSION_ID=9.4\\n' >/etc/os-release
      for name in rpm dnf; do printf '#!/bin/sh\\n' >/usr/local/sbin/$name; chmod 755 /usr/local/sbin/$name; done
      systemctl enable --now NetworkManager`);
    await hurried(lab, { platform: el9 });
    await apply(hv1);
    await answers(firewall, '10.66.6.1');
    const before = await networkState(hv1);

    await goesBack(lab, firewall, before, el9, bench.note);
    await staysGood(lab, firewall, el9);
  },
};
