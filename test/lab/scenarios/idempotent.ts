import assert from 'node:assert/strict';
import { apply, differing, isConverged, told } from '../applied.ts';
import { comesTo, networkState } from '../kernel.ts';
import type { LabHost } from '../lab.ts';
import { appliedReference } from '../reference.ts';
import type { Scenario } from '../scenario.ts';

interface Disturbance {
  readonly what: string;
  readonly command: string;
  /** The steps that must notice. */
  readonly steps: readonly string[];
  /** Prints something when it is mended. */
  readonly mended: string;
}

/** Of each kind of step one thing, first as it is kept, then as it runs. */
const elsewhere: readonly Disturbance[] = [
  {
    what: 'the content of a file',
    command: 'echo "NTP=192.0.2.1" >>/etc/systemd/timesyncd.conf.d/rackwright.conf',
    steps: ['file:/etc/systemd/timesyncd.conf.d/rackwright.conf', 'restart:systemd-timesyncd'],
    mended: '! grep 192.0.2.1 /etc/systemd/timesyncd.conf.d/rackwright.conf',
  },
  {
    what: 'the mode of a file',
    command: 'chmod 0644 /etc/beacon.conf',
    steps: ['file:/etc/beacon.conf', 'restart:beacon'],
    mended: '[ "$(stat -c %a /etc/beacon.conf)" = 640 ]',
  },
  {
    what: 'a parameter of the kernel, as it runs',
    command: 'echo 60 >/proc/sys/vm/swappiness',
    steps: ['sysctl:vm.swappiness'],
    mended: '[ "$(cat /proc/sys/vm/swappiness)" = 10 ]',
  },
  {
    what: 'a parameter of the kernel, as it is kept',
    command: 'rm /etc/sysctl.d/*rackwright*',
    steps: ['file:/etc/sysctl.d/90-rackwright.conf'],
    mended: 'grep -q swappiness /etc/sysctl.d/*rackwright*',
  },
  {
    what: 'a service, as it runs and as it is kept',
    command: 'systemctl --quiet disable --now beacon',
    steps: ['service:beacon'],
    mended: 'systemctl --quiet is-active beacon && systemctl --quiet is-enabled beacon',
  },
  {
    what: 'the name of the machine',
    command: 'hostname other',
    steps: ['hostname:hv1.example.org'],
    mended: '[ "$(hostname)" = hv1.example.org ]',
  },
];

/** What a bond that is made anew would mend by the way comes before it. */
const network: readonly (readonly Disturbance[])[] = [
  [
    {
      what: 'an address',
      command: 'ip addr delete 10.66.7.1/24 dev bond0.667',
      steps: ['device:bond0.667'],
      mended: 'ip -o addr show bond0.667 | grep -q 10.66.7.1/24',
    },
    {
      what: 'a VLAN',
      command: 'ip link delete bond0.2',
      steps: ['device:bond0.2'],
      mended:
        '[ "$(readlink /sys/class/net/bond0.2/master)" = ../br2 ] && grep -q "^bond0.2 .* 2 .*bond0" /proc/net/vlan/config',
    },
    {
      what: 'the default route',
      command: 'ip route delete default',
      steps: ['device:br666'],
      mended: 'ip route | grep -q "default via 10.66.6.254 dev br666"',
    },
  ],
  [
    {
      what: 'a port of the bond',
      command: 'ip link set eth1 nomaster',
      steps: ['device:eth1', 'device:bond0'],
      mended: 'grep -q eth1 /sys/class/net/bond0/bonding/slaves',
    },
    {
      what: 'an option of the bond',
      command: 'echo layer2 >/sys/class/net/bond0/bonding/xmit_hash_policy',
      steps: ['device:bond0'],
      mended: 'grep -q layer2+3 /sys/class/net/bond0/bonding/xmit_hash_policy',
    },
    {
      what: 'the network, as it is kept',
      command: "sed -i 's/mtu 9000/mtu 1500/' /etc/network/interfaces",
      steps: ['file:/etc/network/interfaces'],
      mended: '[ "$(grep -c "mtu 9000" /etc/network/interfaces)" -ge 2 ]',
    },
  ],
];

const disturb = async (
  host: LabHost,
  { what, command, steps }: Disturbance,
  before: readonly string[],
): Promise<readonly string[]> => {
  await host.run(command);
  const check = await told(host, '--check');
  assert.equal(check.status, 4, `--check is silent about ${what}`);
  const seen = differing(check).filter((it) => !before.includes(it));
  for (const step of steps)
    assert.ok([...seen, ...before].includes(step), `--check does not name ${step} when ${what} differs, but ${seen}`);
  return seen;
};

/** What is as it should be stays untouched, what is not is seen and mended, as it runs and as it is kept. */
export const idempotent: Scenario = {
  name: 'idempotent',
  run: async (bench) => {
    const hv1 = (await appliedReference(bench)).host('hv1');
    await isConverged(hv1);
    assert.match(await apply(hv1), /^0 changed, \d+ ok$/m);
    const before = await networkState(hv1);

    let known: readonly string[] = [];
    for (const it of elsewhere) known = [...known, ...(await disturb(hv1, it, known))];
    await apply(hv1);
    for (const { mended } of elsewhere) await hv1.run(mended);
    await isConverged(hv1);

    for (const [index, round] of network.entries()) {
      bench.progress(`round ${index + 2} of ${network.length + 1}`);
      known = [];
      for (const it of round) known = [...known, ...(await disturb(hv1, it, known))];
      await apply(hv1);
      for (const { mended } of round) await hv1.run(mended);
      await isConverged(hv1);
    }
    await comesTo(hv1, before, 'the network is as before');
    bench.note(`${elsewhere.length + network.flat().length} things disturbed, seen and mended`);
  },
};
