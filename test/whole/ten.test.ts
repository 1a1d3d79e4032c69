import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { findingsOf } from '../compiled.ts';
import { temporaryFolder } from '../emit/bash/throw-away-root.ts';
import { builtCli } from './built.ts';
import { marked } from './marked.ts';

/** Ten mistakes: five that the schema sees, five that laws see; four of them in one host. */
const { text, expected } =
  marked(`import { catalyst3560g, debian12, el9, hypervisor, server, stack, vlans } from 'rackwright';

const net = vlans({
  public: { id: 2, trust: 'public' },
  office: { id: 30, subnet: '10.30.0.0/24', gateway: «gateway-is-in-its-subnet»'10.31.0.1', trust: 'office' },
  management: { id: 666, subnet: '10.66.6.0/24', gateway: '10.66.6.254', trust: 'management' },
});

const sw1 = catalyst3560g('sw1', {
  model: 'WS-C3560G-24TS',
  management: { vlan: net.management, address: '10.66.6.250' },
  ports: { 'Gi0/23': 'unused', 'Gi0/24': { trunk: [net.public, net.office], «key-is-known»descriptoin: 'x', description: 'firewall' } },
});

const hv1 = hypervisor('hv1', {
  platform: el9,
  dns: [«address-is-ipv4»'2001:db8::53'],
  nics: {
    eno1: { mac: «value-has-its-form»'00-1e-c9-00-01-00', cable: sw1.port('Gi0/1') },
    eno2: { mac: '00:1e:c9:00:01:01', cable: sw1.port('Gi0/2') },
    eno3: { mac: '00:1e:c9:00:01:02', cable: «cable-ends-once»sw1.port('Gi0/2') },
  },
  bonds: { bond0: { mode: 'lacp', members: ['eno1', 'eno2'], options: { miimon: 100 } } },
  bridges: {
    br2: { vlan: net.public, on: 'bond0' },
    br666: { vlan: net.management, on: 'bond0', address: «address-is-in-its-subnet»'10.66.7.1' },
  },
  defaultRoute: 'none',
});

const web1 = server('web1', {
  platform: debian12,
  nics: { eno1: «key-is-there»{ cable: sw1.port('Gi0/5') } },
  vlans: [{ vlan: net.management, on: «on-names-a-bond-or-nic»'eno2', address: '10.66.6.31' }],
});

const web2 = server('web2', {
  platform: debian12,
  files: { «name-is-usable»'etc/motd': { content: 'hello' } },
  nics: { eno1: { mac: '00:1e:c9:00:03:00', cable: sw1.port('Gi0/6'), raw: { «raw-key-is-not-ours»mtu: '9000' } } },
  vlans: [{ vlan: net.management, on: 'eno1', untagged: true, address: '10.66.6.32' }],
});

export default stack('ten', [sw1, hv1, web1, web2]);
`);

describe('ten mistakes at once', () => {
  const folder = temporaryFolder();
  const file = join(folder, 'ten.ts');
  writeFileSync(file, text);

  it('are found, each where it stands, and nothing that only follows from them', async () => {
    expect(expected).toHaveLength(10);
    const findings = await findingsOf(file);
    expect(findings.map(({ code, at }) => `${at.line}:${at.column} ${code}`)).toEqual(expected);
  });

  it('stop the command line, which says them all and writes nothing', () => {
    const out = join(folder, 'out');
    const before = readdirSync(folder);
    const { status, out: said, err } = builtCli().run(['synth', 'ten.ts', '--out', out], { cwd: folder });
    expect(status).toBe(1);
    expect(said).toBe('');
    expect([...err.matchAll(/^error\[([a-z0-9-]+)\]/gm)].map((it) => it[1])).toEqual(
      expected.map((it) => it.split(' ')[1]),
    );
    for (const it of expected) expect(err).toContain(`ten.ts:${it.split(' ')[0]}`);
    expect(err).not.toMatch(/^\s+at .*[:(]\d+|node:internal|Error:/m);
    expect(existsSync(out)).toBe(false);
    expect(readdirSync(folder)).toEqual(before);
  });
});
