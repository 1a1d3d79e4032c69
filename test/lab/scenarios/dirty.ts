import assert from 'node:assert/strict';
import { catalyst3560g, debian12, hypervisor, stack, vlans } from 'rackwright';
import { apply, differing, told } from '../applied.ts';
import { guest } from '../guest.ts';
import { answers, lost, pinging } from '../ping.ts';
import type { Scenario } from '../scenario.ts';

const alice = 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAliceAliceAliceAliceAliceAliceAlice alice@example.org';
const bob = 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIBobBobBobBobBobBobBobBobBobBobBob bob@example.org';

const site = () => {
  const net = vlans({
    management: { id: 666, subnet: '10.66.6.0/24', gateway: '10.66.6.254', trust: 'management' },
    storage: { id: 667, subnet: '10.66.7.0/24', mtu: 9000, trust: 'storage' },
  });
  const sw1 = catalyst3560g('sw1', {
    model: 'WS-C3560G-24TS',
    ports: { 'Gi0/24': { trunk: [net.management], description: 'firewall' } },
  });
  const hv1 = hypervisor('hv1', {
    platform: debian12,
    nics: {
      eno1: { mac: '00:1e:c9:00:01:00', cable: sw1.port('Gi0/1') },
      eno2: { mac: '00:1e:c9:00:01:01', cable: sw1.port('Gi0/2') },
    },
    bonds: { bond0: { mode: 'lacp', members: ['eno1', 'eno2'] } },
    bridges: { br666: { vlan: net.management, on: 'bond0', address: '10.66.6.1' } },
    vlans: [{ vlan: net.storage, on: 'bond0', address: '10.66.7.1' }],
    sshKeys: { keys: [alice] },
  });
  return stack('dirty', [sw1, hv1]);
};

const interfaces = `# by hand
auto lo
iface lo inet loopback
source /etc/network/interfaces.d/*

auto br666
iface br666 inet static
	address 10.66.6.9/24
	bridge_ports eno1.666
	bridge_fd 0
`;

/** What the stack knows nothing of, and touches not. */
const foreign: Readonly<Record<string, string>> = {
  '/etc/network/interfaces.d/colleague': 'auto eno2\niface eno2 inet manual\n',
  '/etc/NetworkManager/system-connections/office.nmconnection':
    '[connection]\nid=office\nuuid=6f1c1f3e-7a52-4f0e-9a4e-6c1b0f7a1d11\ntype=ethernet\ninterface-name=eno2\n\n[ipv4]\nmethod=disabled\n',
  '/etc/modprobe.d/colleague.conf': 'options bonding max_bonds=0\n',
};

/** A machine that somebody has set up by hand keeps its guests, its keys and its own files until the network is activated. */
export const dirty: Scenario = {
  name: 'dirty',
  run: async (bench) => {
    const lab = await bench.lab(site());
    const hv1 = lab.host('hv1');
    for (const [path, content] of Object.entries(foreign)) await hv1.write(path, content, '0600');
    await hv1.write('/etc/network/interfaces', interfaces);
    await hv1.write('/root/.ssh/authorized_keys', `${bob}\n`, '0600');
    await hv1.run('ifup br666', 90);
    const firewall = lab.outsider('sw1 Gi0/24');
    await firewall.run(
      'ip link add link port name port.666 type vlan id 666 && ip link set port.666 up && ip addr add 10.66.6.254/24 dev port.666',
    );
    const running = await guest(hv1, 'br666', '10.66.6.77');
    await answers(running, '10.66.6.254', 90);
    const ping = pinging(running, '10.66.6.254');

    const check = await told(hv1, '--check');
    assert.equal(check.status, 4);
    const named = differing(check);
    for (const step of [
      'file:/etc/network/interfaces',
      `authorized-key:${alice}`,
      'device:eno1',
      'device:eno2',
      'device:bond0',
      'device:br666',
    ])
      assert.ok(named.includes(step), `--check does not name ${step}, but ${named.join(', ')}`);
    for (const path of Object.keys(foreign).filter((it) => !it.includes('modprobe')))
      assert.ok(
        check.steps.some((it) => `${it.step} ${it.detail}`.includes(path)),
        `--check does not name ${path}: ${JSON.stringify(check.steps)}`,
      );

    const said = await apply(hv1, '--no-activate-network');
    assert.match(said, /^pending activation\s+device:bond0 /m);
    const gone = await lost(ping);
    assert.equal(gone, 0, `${gone} packets of the guest were lost`);
    await answers(running, '10.66.6.254');
    for (const [path, content] of Object.entries(foreign)) assert.equal(await hv1.run(`cat ${path}`), content);
    assert.equal(await hv1.run('cat /root/.ssh/authorized_keys'), `${bob}\n${alice}\n`);
    assert.match(await hv1.run('ip -br addr show br666'), /10\.66\.6\.9\/24/);
  },
};
