import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { rules } from '../../dsl/checks/rules.ts';
import { judgeStack } from '../../dsl/judge.ts';
import { under } from '../documents/fenced.ts';
import { newSwitch } from '../emit/cisco/run.ts';
import { faults } from './faults/index.ts';
import { lost } from './ping.ts';
import { reference } from './reference.ts';
import { lanes } from './scenarios/index.ts';
import { rewiring, unwired, wiring } from './wiring.ts';

const contributing = readFileSync('CONTRIBUTING.md', 'utf8');
const filesIn = (folder: string): readonly string[] => readdirSync(folder).filter((it) => it.endsWith('.ts'));

describe('what CONTRIBUTING says of the lab', () => {
  it('every scenario is a file and has a place in a lane', () => {
    expect(under(contributing, 'A scenario')).toMatch(
      /^1\. `test\/lab\/scenarios\/<name>\.ts`.*^2\. `test\/lab\/scenarios\/index\.ts`/ms,
    );
    const listed = readFileSync('test/lab/scenarios/index.ts', 'utf8');
    const files = filesIn('test/lab/scenarios').filter((it) => it !== 'index.ts');
    expect(files.filter((it) => !listed.includes(`'./${it}'`))).toEqual([]);
    expect(new Set(lanes.flat().map((it) => it.name)).size).toBe(lanes.flat().length);
  });

  it('every fault is a stack that one law forbids', () => {
    expect(under(contributing, 'A fault')).toContain('test/lab/faults/<group>.ts');
    expect(faults.length).toBeGreaterThanOrEqual(10);
    for (const { law, stack } of faults) {
      const { accepted, findings } = judgeStack(stack);
      expect(rules.map((it) => it.code)).toContain(law);
      expect([...new Set(accepted.map((it) => it.finding.code))], stack.name).toEqual([law]);
      expect(findings.filter((it) => it.severity === 'error')).toEqual([]);
    }
  });

  it('the README says how many', () => {
    expect(faults).toHaveLength(15);
    expect(readFileSync('README.md', 'utf8')).toMatch(/^\| laws \| fifteen of them/m);
  });
});

describe('a switch of the lab', async () => {
  const { model } = judgeStack(await reference());
  const [sw1] = model.switches;
  if (sw1 === undefined) throw new Error('the reference has no switch');
  const ports = sw1.ports.map((it) => it.name);
  const wired = (...lines: readonly string[]) => {
    const sim = newSwitch(sw1);
    for (const line of lines) sim.feed(line);
    sim.end();
    return wiring(sim, ports, sim.mtu());
  };

  it('stops at a line that it does not know', () => {
    expect(() => wired('interface GigabitEthernet0/1', ' switchport port-channel 1')).toThrow('Invalid input');
  });

  it('does nothing for a line that says what is so already', () => {
    const lines = ['vlan 5', 'interface GigabitEthernet0/1', ' switchport access vlan 5', ' switchport mode access'];
    expect(rewiring(wired(...lines), wired(...lines, ...lines))).toEqual([]);
    expect(rewiring(unwired(ports), wired(...lines))).toContain('bridge vlan add dev Gi0_1 vid 5 pvid untagged');
  });

  it('makes of a channel what its mode says, and keeps out a port that is not like it', () => {
    const channel = (mode: string) => [
      ...['vlan 5', 'interface Port-channel1', ' switchport access vlan 5', ' switchport mode access'],
      ...[
        'interface GigabitEthernet0/1',
        ' switchport access vlan 5',
        ` switchport mode access`,
        ` channel-group 1 mode ${mode}`,
      ],
      ...['interface GigabitEthernet0/2', ` switchport mode access`, ` channel-group 1 mode ${mode}`],
    ];
    const { devices } = wired(...channel('active'));
    expect(devices.Po1).toMatchObject({ bond: 'mode 802.3ad lacp_active on lacp_rate slow miimon 100' });
    expect(devices.Po1?.vlans).toEqual(['5 pvid untagged']);
    expect([devices.Gi0_1?.master, devices.Gi0_2?.master]).toEqual(['Po1', undefined]);
    expect(wired(...channel('on')).devices.Po1).toMatchObject({ bond: 'mode balance-xor miimon 100' });
    const said = rewiring(wired(...channel('active')), wired(...channel('on')));
    expect(said.slice(0, 2)).toEqual(['ip link delete Po1', 'ip link add Po1 type bond mode balance-xor miimon 100']);
  });
});

it('what ping has sent when it is asked is lost if no answer comes; what it sends later does not count', async () => {
  const answers = [1, 2, 4, 5, 7]
    .map((it) => `64 bytes from 10.66.6.254: icmp_seq=${it} ttl=64 time=0.4 ms\n`)
    .join('');
  const told: string[] = [];
  const ping = {
    signal: (name: string) => void told.push(name),
    ended: Promise.resolve({
      status: 0,
      out: `${answers}\n--- 10.66.6.254 ping statistics ---\n8 packets transmitted, 5 received, 37% packet loss\n`,
      err: '\r4/6 packets, 33% loss, min/avg/ewma/max = 0.4/0.4/0.4/0.4 ms\n',
    }),
  };
  // The third, and the sixth, which is under way; the eighth has been sent since.
  expect(await lost(ping)).toBe(2);
  expect(told).toEqual(['QUIT', 'INT']);
});
